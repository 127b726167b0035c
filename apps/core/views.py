"""The merchant's stylesheet, and the style guide of a development or demo site."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.core import styleguide, theme

YEAR = 365 * 24 * 3600


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def theme_css(request: HttpRequest) -> HttpResponse:
    """Serve the merchant's colour; pages link it with a version, so it may be kept for good."""
    return HttpResponse(theme.stylesheet(), content_type="text/css; charset=utf-8")


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every component in light and dark."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    return render(request, "components/styleguide.html", styleguide.samples())
