"""Every address of the site. The shop comes last because it answers for whatever nobody else claims."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.static import serve

from apps.core import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("", include("apps.core.urls")),
    path("api/", include("apps.api.urls")),
    path("sandbox-bank/", include("apps.payments.providers.sandbox.bank.urls")),
    path("backoffice/", include("apps.backoffice.urls")),
    # The back office, the API and the till, then the shop.
    path("", include("apps.storefront.urls")),
]
