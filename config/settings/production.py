"""A server that people rely on: everything named by the environment, HTTPS, JSON logs."""

import structlog

from config import env

from .base import *
from .base import ENV, PAYMENT_PROVIDERS
from .logging import configuration

SECRET_KEY = env.require(ENV.secret_key, name="SECRET_KEY", example="`openssl rand -base64 48` prints one")
env.require(
    ENV.database_url, name="DATABASE_URL", example="postgresql://bottega:secret@db.example.com/bottega"
)
SITE_URL = env.require(ENV.site_url, name="SITE_URL", example="https://shop.example.com")
ALLOWED_HOSTS = list(env.require(ENV.allowed_hosts or None, name="ALLOWED_HOSTS", example="shop.example.com"))
env.require(ENV.email_url, name="EMAIL_URL", example="smtp+tls://user:secret@mail.example.com:587")
DEBUG = False
DEMO = False
if not ENV.payment_sandbox:
    PAYMENT_PROVIDERS = {name: path for name, path in PAYMENT_PROVIDERS.items() if name != "sandbox"}
    PAYMENT_CARD_PROVIDER = ""

CSRF_TRUSTED_ORIGINS = [SITE_URL, *(f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*")]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = SITE_URL.startswith("https:")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
OSCAR_BASKET_COOKIE_SECURE = True
OSCAR_RECENTLY_VIEWED_COOKIE_SECURE = True

LOGGING = configuration(renderer=structlog.processors.JSONRenderer())

if ENV.sentry_dsn:
    import sentry_sdk

    sentry_sdk.init(dsn=ENV.sentry_dsn, send_default_pii=False)
