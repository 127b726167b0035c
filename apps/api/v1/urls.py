"""Version 1."""

from django.urls import include, path

urlpatterns = [
    path("pos/", include("apps.api.v1.pos.urls")),
    path("mobile/", include("apps.api.v1.mobile.urls")),
    path("webhooks/", include("apps.api.v1.webhooks.urls")),
]
