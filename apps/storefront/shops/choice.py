"""The shopper's own shop: remembered in a cookie, so that looking around writes nothing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .selectors import Place, shops

COOKIE = "shop"
COOKIE_AGE = 365 * 24 * 3600


def chosen_shop(request: HttpRequest) -> Place | None:
    """Return the shop that this visitor has chosen, None where they haven't or it is gone."""
    code = request.COOKIES.get(COOKIE)
    return next((shop for shop in shops() if shop.code == code), None) if code else None


def remember_shop(response: HttpResponse, shop: Place) -> None:
    """Remember the shop on this visitor's device for a year."""
    response.set_cookie(
        COOKIE,
        shop.code,
        max_age=COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_shop(response: HttpResponse) -> None:
    """Forget the shop that this visitor had chosen."""
    response.delete_cookie(COOKIE, samesite="Lax")
