"""Where mail goes: the server that EMAIL_URL names, a folder, or the terminal."""

from typing import Any
from urllib.parse import unquote, urlsplit

from .env import Environment

BACKENDS = "django.core.mail.backends"


def settings_for(environment: Environment) -> dict[str, Any]:
    """Return Django's mail settings. Without EMAIL_URL each message is a file in the home folder's `mail`."""
    url = urlsplit(environment.email_url or "file://")
    if url.scheme == "console":
        return {"EMAIL_BACKEND": f"{BACKENDS}.console.EmailBackend"}
    if url.scheme == "file":
        folder = url.path or str(environment.home / "mail")
        return {"EMAIL_BACKEND": f"{BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    return {
        "EMAIL_BACKEND": f"{BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }
