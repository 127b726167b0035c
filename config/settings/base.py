"""What holds everywhere: the framework, its middleware, languages, files."""

import django_stubs_ext

from config import databases, env, mail
from config.embedded import main_cluster

from .api import *
from .apps import INSTALLED_APPS as PRODUCT_APPS
from .celery import *
from .demo import *
from .domain import *
from .logging import *
from .merchant import *
from .oscar import *
from .payments import *
from .security import *

django_stubs_ext.monkeypatch()  # so that ModelForm[Order] means at run time what it means to the type checker

ENV = env.current()

INSTALLED_APPS = [*PRODUCT_APPS, "config.infrastructure"]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1
SITE_URL = ENV.site_url or f"http://localhost:{ENV.port}"
#: A demo shows its sign-ins; nothing else may depend on it.
DEMO = ENV.demo

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "apps.storefront.basket.middleware.BasketMiddleware",
    "apps.storefront.middleware.StorefrontMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [env.PROJECT / "templates"],
        "APP_DIRS": True,  # caches compiled templates too, which is worth a third of a page's time
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.storefront.context.storefront",
            ],
        },
    }
]

DATABASES = {"default": databases.database(environment=ENV, cluster=main_cluster())}
CACHES = {"default": databases.cache(ENV)}
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = databases.broker(
    environment=ENV, database=DATABASES["default"]
)
#: Read from the cache where that is a server of its own; where it is in the database, that would only ask it twice.
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if ENV.cache_url else 'db'}"

LANGUAGE_CODE = "en"
#: Each language under the name that its speakers look for.
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("id", "Bahasa Indonesia"),
    ("pl", "Polski"),
]
LOCALE_PATHS = [env.PROJECT / "locale"]
USE_I18N = True
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = ENV.home / "static"
STATICFILES_DIRS = [env.PROJECT / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = ENV.home / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

vars().update(mail.settings_for(ENV))
