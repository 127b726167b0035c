"""The bench serves as production does, from a database of its own, and tells how many queries a page took."""

import os

from config import databases
from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, ENV, MIDDLEWARE

DATABASE = os.environ.get("BENCH_DATABASE", "bottega_bench")
DATABASES["default"]["NAME"] = DATABASE
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = databases.broker(
    environment=ENV, database=DATABASES["default"]
)
SECRET_KEY = "only-the-bench-is-signed-with-this-key"
DEBUG = False
DEMO = False
ALLOWED_HOSTS = ["127.0.0.1"]
BENCH_HOME = ENV.home / "bench"
STATIC_ROOT = BENCH_HOME / "static"
MEDIA_ROOT = BENCH_HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
ROOT_URLCONF = "tests.bench.serving.urls"
MIDDLEWARE = ["tests.bench.serving.counting.count_queries", *MIDDLEWARE]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
