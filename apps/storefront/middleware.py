"""Says in words, as a page, what a whole request is refused for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .channel import ShopNotOpen


class StorefrontMiddleware:
    """Shows a page of its own where the shop has no channel yet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page that says that the shop isn't open; other faults aren't ours."""
        if isinstance(exception, ShopNotOpen):
            return render(request, "storefront/not_open.html", {"reason": str(exception)}, status=503)
        return None
