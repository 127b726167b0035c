"""Addresses of the programming interface, and of what it says about itself."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView

from . import docs, nowhere

app_name = "api"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api:docs"), name="home"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs.TryOutView.as_view(), name="docs"),
    path("redoc/redoc.js", docs.redoc_script, name="redoc-script"),
    path("redoc/", docs.ReadView.as_view(), name="redoc"),
    path("v1/", include("apps.api.v1.urls")),
    re_path(r"^(?P<path>.*)$", nowhere.NowhereView.as_view(), name="not-found"),
]
