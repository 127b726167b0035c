"""The document for people: two ways to read it, both served from here, within the strict content policy."""

from functools import cache
from importlib.resources import files

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
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

    @staticmethod
    def _redoc_standalone() -> str:
        return reverse("api:redoc-script")


@require_safe
@cache_control(public=True, max_age=24 * 3600)
@gzip_page
def redoc_script(request: HttpRequest) -> HttpResponse:
    """Serve Redoc with a logo from here: it has no setting for the one that it would fetch from elsewhere."""
    return HttpResponse(_redoc(), content_type="text/javascript; charset=utf-8")


REDOC = "static/drf_spectacular_sidecar/redoc/bundles/redoc.standalone.js"
REDOC_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg"


@cache
def _redoc() -> str:
    script = files("drf_spectacular_sidecar").joinpath(REDOC).read_text(encoding="utf-8")
    return script.replace(REDOC_LOGO, static("img/logo.svg"))
