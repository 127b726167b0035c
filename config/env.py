"""The environment variables that shape an installation, checked before anything else starts."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

PROJECT = Path(__file__).resolve().parent.parent
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class EnvironmentRefused(SystemExit):
    """A setting is missing or makes no sense. Ends the program with its sentences, without a traceback."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class Environment:
    """What the surroundings ask for; None where they ask for nothing and the default serves."""

    home: Path
    port: int
    bind: str | None
    database_url: str | None
    broker_url: str | None
    cache_url: str | None
    email_url: str | None
    sentry_dsn: str | None
    secret_key: str | None
    site_url: str | None
    allowed_hosts: tuple[str, ...]
    log_level: str
    demo: bool
    payment_sandbox: bool


@cache
def current() -> Environment:
    """Read this process's environment, once."""
    return read(os.environ)


def read(variables: Mapping[str, str]) -> Environment:
    """Check every variable and return them typed. Raises EnvironmentRefused with one sentence per fault."""
    faults: list[str] = []

    def value(name: str, check: Callable[[str], T], default: T) -> T:
        text = variables.get(name, "").strip()
        try:
            return check(text) if text else default
        except ValueError as fault:
            faults.append(f"{name} {fault}")
            return default

    environment = Environment(
        home=value("BOTTEGA_HOME", _folder, PROJECT / "var"),
        port=value("PORT", _port, 8000),
        bind=value("BOTTEGA_BIND", _network_address, None),
        database_url=value("DATABASE_URL", _database, None),
        broker_url=value("BROKER_URL", _broker, None),
        cache_url=value("CACHE_URL", _cache, None),
        email_url=value("EMAIL_URL", _mailer, None),
        sentry_dsn=value("SENTRY_DSN", _web_address, None),
        secret_key=value("SECRET_KEY", _secret, None),
        site_url=value("SITE_URL", _web_address, None),
        allowed_hosts=value("ALLOWED_HOSTS", _hosts, ()),
        log_level=value("LOG_LEVEL", _log_level, "INFO"),
        demo=value("BOTTEGA_DEMO", _flag, False),
        payment_sandbox=value("PAYMENT_SANDBOX", _flag, False),
    )
    if faults:
        raise EnvironmentRefused(*faults)
    return environment


def require(setting: T | None, *, name: str, example: str) -> T:
    """Return a setting that has no default here. Raises EnvironmentRefused where it is missing."""
    if setting is None:
        raise EnvironmentRefused(f"{name} must be set here, for example {name}={example}")
    return setting


def _folder(text: str) -> Path:
    path = Path(text).expanduser().absolute()
    nearest = next(parent for parent in [path, *path.parents] if parent.exists())
    if not nearest.is_dir():
        raise ValueError(f"must be a folder, but {nearest} is a file.")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise ValueError(
            f"must be a folder that can be written to, but {nearest} can't be; name another one."
        )
    return path


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ValueError(f"must be a number from 1 to 65535, for example 8000, but is {text!r}.")
    return int(text)


def _network_address(text: str) -> str:
    try:
        return str(IPv4Address(text))
    except ValueError:
        meaning = "127.0.0.1 lets in this machine only, 0.0.0.0 everybody"
        raise ValueError(f"must be an address of this machine: {meaning}; but is {text!r}.") from None


def _address(text: str, *, schemes: tuple[str, ...], example: str, hostless: tuple[str, ...] = ()) -> str:
    kind = " or ".join(f"{scheme}://" for scheme in schemes)
    refusal = f"must be a {kind} address, for example {example}"
    parts = urlsplit(text)
    if parts.scheme not in schemes or not (parts.netloc or parts.scheme in hostless):
        raise ValueError(refusal)
    try:
        port = parts.port
    except ValueError:
        raise ValueError(f"{refusal}; its port is no number.") from None
    if port == 0:
        raise ValueError(f"{refusal}; its port is zero.")
    return text


def _database(text: str) -> str:
    example = "postgresql://bottega:secret@db.example.com:5432/bottega"
    url = _address(text, schemes=("postgresql", "postgres"), example=example)
    if not urlsplit(url).path.strip("/"):
        raise ValueError(f"names no database; write it after the last slash, for example {example}")
    return url


def _broker(text: str) -> str:
    schemes = ("redis", "rediss", "amqp", "amqps", "pgmq", "filesystem")
    return _address(
        text, schemes=schemes, example="redis://cache.example.com:6379/0", hostless=("filesystem",)
    )


def _cache(text: str) -> str:
    return _address(text, schemes=("redis", "rediss"), example="redis://cache.example.com:6379/1")


def _mailer(text: str) -> str:
    schemes = ("smtp", "smtps", "smtp+tls", "file", "console")
    example = "smtp+tls://user:secret@mail.example.com:587"
    return _address(text, schemes=schemes, example=example, hostless=("file", "console"))


def _web_address(text: str) -> str:
    return _address(text, schemes=("https", "http"), example="https://shop.example.com").rstrip("/")


def _secret(text: str) -> str:
    if len(text) < 32:
        raise ValueError("must be at least 32 random characters; `openssl rand -base64 48` prints some.")
    return text


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in text.split(",") if host.strip())
    if not hosts or any("/" in host or " " in host for host in hosts):
        raise ValueError(
            "must be host names separated by commas, for example shop.example.com,till.example.com."
        )
    return hosts


def _log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}, but is {text!r}.")
    return text.upper()


def _flag(text: str) -> bool:
    meanings = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if text.lower() not in meanings:
        raise ValueError(f"must be 1 or 0, but is {text!r}.")
    return meanings[text.lower()]
