"""One's own machine, the demo included: everything embedded, errors shown, no HTTPS."""

from config import secrets

from .base import *
from .base import ENV, STORAGES

SECRET_KEY = ENV.secret_key or secrets.kept_in(ENV.home)
DEBUG = not ENV.demo
ALLOWED_HOSTS = list(ENV.allowed_hosts) or ["*"]
#: Named by content as in production, but not compressed: it takes a minute and nothing travels far here.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
