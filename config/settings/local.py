"""One's own machine, the demo included: everything embedded, errors shown, no HTTPS."""

from config import secrets

from .base import *
from .base import ENV

SECRET_KEY = ENV.secret_key or secrets.kept_in(ENV.home)
DEBUG = not ENV.demo
ALLOWED_HOSTS = list(ENV.allowed_hosts) or ["*"]
