"""The document for people: two ways to read it, both served from here, within the strict content policy."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularRedocView, SpectacularSwaggerSplitView

REDOC_STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",  # nothing: an element filled by script later
    "'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='",
)
"""The digests of the two style elements that Redoc makes."""


class TryOutView(SpectacularSwaggerSplitView):
    """Every operation, to be tried in the browser."""

    url_name = "api:schema"
    template_name = "api/swagger.html"


@method_decorator(csp_update({"style-src": [SELF, *REDOC_STYLES]}), name="dispatch")
class ReadView(SpectacularRedocView):
    """The whole document on one page."""

    url_name = "api:schema"
    template_name = "api/redoc.html"
