"""What every page of the shop has in common: its clock, and words for when there is no page."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from .channel import ShopNotOpen
from .shops.choice import chosen_shop
from .shops.selectors import places

OURS = "apps.storefront."


class StorefrontMiddleware:
    """Tells times as the visitor's shop does, and shows pages of its own where others would be bare."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
        finally:
            timezone.deactivate()
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> None:
        """Switch the clock for the shop's own pages."""
        if view.__module__.startswith(OURS):
            zone = _zone(request)
            if zone:
                timezone.activate(zone)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page that says that the shop isn't open; other faults aren't ours."""
        if isinstance(exception, ShopNotOpen):
            return render(request, "storefront/not_open.html", {"reason": str(exception)}, status=503)
        return None


def _zone(request: HttpRequest) -> ZoneInfo | None:
    """Return the time zone of the visitor's shop, else of the first place that the shop sells from."""
    try:
        shop = chosen_shop(request) or next(iter(places()), None)
    except ShopNotOpen:
        return None
    return shop.time_zone if shop else None
