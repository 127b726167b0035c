"""Who is at work, and the lock on every door: a view names the act that it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django_htmx.middleware import HtmxDetails

from apps.accounts.models import User
from apps.accounts.rights import Rights, rights_of
from apps.channels.models import Location

from .places import chosen_place, narrowed, places_of, reaches_everywhere, zone_of

LOOK = ("GET", "HEAD")
DO = ("POST",)
ANSWER = ("GET", "HEAD", "POST")
"""A form: shown, then sent."""


@dataclass(frozen=True, slots=True)
class Staff:
    """The person at work. `sight` is what they may do, narrowed to the place chosen in the top bar.

    Lists read with `sight`; single things and acts, reached by links and scans, are held to `rights`.
    """

    user: User
    rights: Rights
    sight: Rights
    places: list[Location]
    place: Location | None

    def can(self, act: str, location_id: int | None = None) -> bool:
        """Tell whether they may do this, at the location if one is named."""
        return self.rights.can(act, location_id=location_id)

    def can_everywhere(self, act: str) -> bool:
        """Tell whether they may do this for the whole company."""
        return reaches_everywhere(self.rights, act)


class StaffRequest(HttpRequest):
    """A request that has passed the lock."""

    staff: Staff
    htmx: HtmxDetails


View = Callable[..., HttpResponseBase]


def staff_only(
    act: str = "", *, methods: tuple[str, ...] = LOOK, everywhere: bool = False
) -> Callable[[View], View]:
    """Open the view to staff who may do the act somewhere; everybody else signs in or is refused (403).

    What the view then shows is still to be narrowed with the rights to the person's own locations. What is the
    whole company's, such as a supplier's terms, is for those who may do the act `everywhere`.
    """

    def lock(view: View) -> View:
        @wraps(view)
        def opened(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            rights = rights_of(request.user)  # type: ignore[arg-type]
            if not rights.places:
                return to_sign_in(request)
            if act and not (reaches_everywhere(rights, act) if everywhere else rights.can(act)):
                raise PermissionDenied
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            request.staff = _staff(request, rights)
            with timezone.override(zone_of(request.staff.places, request.staff.place)):
                return view(request, *args, **kwargs)

        opened.act, opened.methods = act, methods  # type: ignore[attr-defined]
        return never_cache(opened)

    return lock


def _staff(request: HttpRequest, rights: Rights) -> Staff:
    places = places_of(rights)
    place = chosen_place(request, places)
    sight = narrowed(rights, place.pk) if place else rights
    return Staff(request.user, rights, sight, places, place)  # type: ignore[arg-type]


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the sign-in page and back here afterwards; htmx is told to leave the page."""
    htmx = getattr(request, "htmx", None)
    back = reverse("backoffice:home") if htmx or request.method != "GET" else request.get_full_path()
    url = f"{reverse('backoffice:sign-in')}?{urlencode({'next': back})}"
    if htmx:
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)
