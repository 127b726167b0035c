"""Tests: the real database engine, each process its own database, nothing slow that isn't being tested."""

import os

from config import databases
from config.embedded import Cluster

from .base import *
from .base import DATABASES, ENV

#: One name for a whole run, handed down to the processes that pytest-xdist starts.
TEST_RUN = os.environ.setdefault("BOTTEGA_TEST_RUN", str(os.getpid()))
TEST_CLUSTER = Cluster(folder=ENV.home / "test-postgres", careless=True)

DATABASES["default"] = databases.database(environment=ENV, cluster=TEST_CLUSTER)
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["NAME"] = os.environ.get("BOTTEGA_TEST_DATABASE") or (
    f"test_{TEST_RUN}_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}"
)
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = databases.broker(
    environment=ENV, database=DATABASES["default"]
)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

SECRET_KEY = "only-tests-are-signed-with-this-key"  # noqa: S105
SILENCED_SYSTEM_CHECKS = ["axes.W001"]  # locmem serves one process, which is all that a test is
DEBUG = False
DEMO = False
ALLOWED_HOSTS = ["*"]
SITE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tests.static_files.ExistingFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
AXES_ENABLED = False  # the tests of the lock-out itself switch it on
BOTTEGA_STOREFRONT_MEMO_SECONDS = 0
ASSORTMENT_MEMORY_SECONDS = 0
