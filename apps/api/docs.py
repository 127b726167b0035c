"""The document for people: two ways to read it, both served from here, within the strict content policy."""

from drf_spectacular.views import SpectacularRedocView, SpectacularSwaggerSplitView


class TryOutView(SpectacularSwaggerSplitView):
    """Every operation, to be tried in the browser."""

    url_name = "api:schema"
    template_name = "api/swagger.html"


class ReadView(SpectacularRedocView):
    """The whole document on one page."""

    url_name = "api:schema"
    template_name = "api/redoc.html"
