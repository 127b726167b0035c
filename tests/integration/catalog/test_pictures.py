"""Pictures by address: asked for, fetched once, hung on their product, refused where they are a trap."""

import io
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import ClassVar

import pytest
from PIL import Image

from apps.catalog import remote_pictures
from apps.catalog.models import PictureSource, ProductImage
from apps.catalog.remote_pictures import UnusablePicture, download, is_public
from apps.catalog.services import pictures
from apps.catalog.services.pictures import ask_for_pictures, fetch_picture
from apps.catalog.types import PictureDraft
from apps.core.transactions import savepoint
from tests.factories.drafts import product

pytestmark = pytest.mark.django_db


def png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (4, 3), "green").save(stream, "PNG")
    return stream.getvalue()


class Remote(BaseHTTPRequestHandler):
    """Somebody else's server, with pictures and with traps."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/moved":
            return self._answer(302, b"", Location="/mug.png")
        if self.path == "/inside":
            return self._answer(302, b"", Location="http://169.254.169.254/secrets")
        if self.path == "/round":
            return self._answer(302, b"", Location="/round")
        bodies = {"/mug.png": png(), "/page.png": b"<html>", "/huge.png": png() + b"x" * 5_000}
        return self._answer(200 if self.path in bodies else 404, bodies.get(self.path, b""))

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def remote() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Remote)
    Remote.asked.clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the importer reach this machine, which it never does otherwise."""
    monkeypatch.setattr(pictures, "download", partial(download, is_allowed=lambda address: True))


def source_of(url: str, sku: str = "MUG") -> PictureSource:
    mug = product("Mug", sku=sku, pictures=(PictureDraft(url, "Blue mug"),))
    return PictureSource.objects.get(product=mug)


def test_a_picture_is_fetched_and_hung(
    remote: str, reachable: None, deliver_events: Callable[[], None]
) -> None:
    source = source_of(f"{remote}/moved")
    with savepoint():
        assert ask_for_pictures(product_ids=[source.product_id]) == 1
    deliver_events()
    source.refresh_from_db()
    assert source.image
    assert (source.state, source.image.caption, source.image.display_order) == ("fetched", "Blue mug", 0)
    assert source.image.original.read() == png()
    assert not fetch_picture(source_id=source.pk)
    assert ProductImage.objects.count() == 1


def test_the_same_address_is_fetched_once(remote: str, reachable: None) -> None:
    first, second = source_of(f"{remote}/mug.png", "A"), source_of(f"{remote}/mug.png", "B")
    assert fetch_picture(source_id=first.pk)
    assert fetch_picture(source_id=second.pk)
    assert Remote.asked == ["/mug.png"]


@pytest.mark.parametrize("path", ["/page.png", "/missing.png", "/round", "/huge.png"])
def test_what_is_no_picture_is_kept_with_its_reason(
    remote: str, reachable: None, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(remote_pictures, "MOST_BYTES", 4_000)
    source = source_of(remote + path)
    assert not fetch_picture(source_id=source.pk)
    source.refresh_from_db()
    assert (source.state, bool(source.reason)) == ("failed", True)
    assert not ProductImage.objects.exists()


def test_our_own_network_is_never_asked(remote: str) -> None:
    source = source_of(f"{remote}/mug.png")
    assert not fetch_picture(source_id=source.pk)
    assert Remote.asked == []
    source.refresh_from_db()
    assert "private network" in source.reason


def test_a_redirection_into_our_own_network_is_not_followed(remote: str) -> None:
    with pytest.raises(UnusablePicture, match="private network"):
        download(f"{remote}/inside", is_allowed=lambda address: str(address) == "127.0.0.1")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "0.0.0.0",
        "::ffff:10.0.0.1",
        "224.0.0.1",
    ],
)
def test_private_addresses(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "http://user:x@example.org/",
        "http:///x",
        "gopher://x",
        "http://[::1",
    ],
)
def test_only_plain_web_addresses(url: str) -> None:
    with pytest.raises(UnusablePicture):
        download(url)
