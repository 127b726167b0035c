"""What the frame of every shop page shows. Each part is asked for only where a template uses it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from apps.core import clock, formatting, theme, ui

from .channel import web_channel
from .departments import department_of, menu
from .memo import remembered
from .shops.choice import chosen_shop
from .shops.selectors import Place


@dataclass(frozen=True, slots=True)
class ChosenShop:
    """The visitor's shop in the head of the page."""

    place: Place
    url: str
    name: str
    address: str
    open_until: str


def storefront(request: HttpRequest) -> dict[str, Any]:
    """Return what `storefront/base.html` needs, none of it looked up yet."""
    return {
        "frame": frame_in(get_language() or ""),
        "department": lazily(lambda: department_of(request)),
        "departments": lazily(lambda: menu(request)),
        "chosen_shop": lazily(lambda: _chosen(request)),
        "basket_count": lazily(lambda: _basket_count(request)),
        "shop": lazily(_shop),
        "is_demo": settings.DEMO,
    }


@remembered
def frame_in(language: str) -> dict[tuple[str, ...], str]:
    """Return where `{% kept frame … %}` keeps the parts of the frame that are the same for every visitor."""
    return {}


def lazily(read: Callable[[], Any]) -> Any:
    """Return what `read` returns, asked for when first used."""
    return SimpleLazyObject(read)


def _chosen(request: HttpRequest) -> ChosenShop | None:
    shop = chosen_shop(request)
    if shop is None:
        return None
    until = shop.open_until(clock.now())
    words = (
        formatting.format_moment(until, style="time", now=until, locale=ui.reader_locale()) if until else ""
    )

    return ChosenShop(shop, reverse("storefront:choose-shop"), shop.name, shop.address, words)


def _basket_count(request: HttpRequest) -> int:
    basket = request.basket  # type: ignore[attr-defined]
    if basket.pk is None:
        return 0
    return int(basket.lines.aggregate(items=Sum("quantity"))["items"] or 0)


def _shop() -> dict[str, Any]:
    return {
        "currency": web_channel().currency,
        "free_delivery_from": theme.merchant().get("free_delivery_from"),
    }
