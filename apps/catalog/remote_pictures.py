"""Fetching a picture from an address that somebody else wrote. Pure.

The address may be a trap: it may lead into our own network, never end, or be no picture at all. So names are
resolved here, every address is checked, and the connection goes to the address that was checked.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from PIL import Image, UnidentifiedImageError

MOST_BYTES = 15 * 2**20
MOST_PIXELS = 60_000_000
MOST_REDIRECTS = 4
PATIENCE = 10.0
MOST_SECONDS = 40.0
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}
_PORTS = {"http": 80, "https": 443}
_MOVED = frozenset({301, 302, 303, 307, 308})

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IsAllowed = Callable[[IpAddress], bool]


class UnusablePicture(Exception):
    """The picture can't be used; the text says why, in English, for the log of the import."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes, as they came, and the ending its file should have."""

    content: bytes
    extension: str


def is_public(address: IpAddress) -> bool:
    """Return whether an address is out in the internet, not in a network of our own."""
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_global) and not (mapped or address).is_multicast


def download(url: str, *, is_allowed: IsAllowed = is_public) -> Picture:
    """Return the picture at the address. Raises UnusablePicture for anything that isn't a sound one."""
    deadline = time.monotonic() + MOST_SECONDS
    for _hop in range(MOST_REDIRECTS + 1):
        content, moved = _get(url, is_allowed, deadline)
        if moved is None:
            return Picture(content, _extension(content))
        url = urljoin(url, moved)
    raise UnusablePicture("it leads to too many other addresses")


def _get(url: str, is_allowed: IsAllowed, deadline: float) -> tuple[bytes, str | None]:
    """Return the body of an answer, or where it says to go instead."""
    parts = _checked(url)
    host = parts.hostname or ""
    try:
        port = parts.port or _PORTS[parts.scheme]
        connection = _connect(parts.scheme, host, port, _address_of(host, port, is_allowed))
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request("GET", path, headers={"Accept": "image/*", "User-Agent": "bottega"})
        answer = connection.getresponse()
        if answer.status in _MOVED and answer.getheader("Location"):
            return b"", answer.getheader("Location")
        if answer.status != http.client.OK:
            raise UnusablePicture(f"the server answers {answer.status}")
        return _read(answer, deadline), None
    except (OSError, http.client.HTTPException, ValueError, UnicodeError) as error:
        raise UnusablePicture(f"it can't be fetched: {type(error).__name__}") from None


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise UnusablePicture("the address isn't one") from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.password:
        raise UnusablePicture("only plain http and https addresses are fetched")
    if any(character <= " " or character > "~" for character in f"{parts.path}{parts.query}"):
        raise UnusablePicture("the address has characters that no address has")
    return parts


def _address_of(host: str, port: int, is_allowed: IsAllowed) -> str:
    """Return an address of the host, if all that it has are allowed."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(is_allowed(ipaddress.ip_address(address.split("%")[0])) for address in found):
        raise UnusablePicture("the address leads into a private network")
    return found[0]


def _connect(scheme: str, host: str, port: int, address: str) -> http.client.HTTPConnection:
    """Connect to the address that was checked, whatever the name resolves to by now."""
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    link = socket.create_connection((address, port), timeout=PATIENCE)
    connection.sock = (
        ssl.create_default_context().wrap_socket(link, server_hostname=host) if scheme == "https" else link
    )
    return connection


def _read(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    content = b""
    while chunk := answer.read(65_536):
        content += chunk
        if len(content) > MOST_BYTES:
            raise UnusablePicture(f"it is larger than {MOST_BYTES // 2**20} MB")
        if time.monotonic() > deadline:
            raise UnusablePicture("it takes too long")
    return content


def _extension(content: bytes) -> str:
    """Return the ending for a sound picture; looks at what it is, not at what it is called."""
    try:
        with Image.open(io.BytesIO(content), formats=list(FORMATS)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise UnusablePicture("it has too many pixels")
            image.verify()
            return FORMATS[image.format or ""]
    except (UnidentifiedImageError, OSError, ValueError, KeyError, SyntaxError, Image.DecompressionBombError):
        raise UnusablePicture("it isn't a picture that can be shown") from None
