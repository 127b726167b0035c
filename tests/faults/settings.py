"""Servers for tests that kill them: production's ways, with the test's shortcuts where no fault hides behind them."""

from config.settings.base import *  # noqa: F403

DEBUG = False
DEMO = False
SECRET_KEY = "only-tests-are-signed-with-this-key"
ALLOWED_HOSTS = ["127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tests.static_files.ExistingFilesStorage"},
}
