"""Answers: the whole page or the part of it that htmx asked for; what follows an act."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from .access import StaffRequest
from .menu import menu_for


def show(
    request: StaffRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    parts: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page, or only a part of it: `parts` gives the template by the id that htmx fills."""
    target = request.htmx.target if request.htmx and not request.htmx.history_restore_request else None
    part = (parts or {}).get(target or "")
    response = render(request, part or template, {**frame(request), **context}, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def frame(request: StaffRequest) -> dict[str, Any]:
    """Return what `backoffice/base.html` shows around every page; the menu counts only where it is shown."""
    staff = request.staff
    return {
        "staff": staff,
        "menu": SimpleLazyObject(lambda: menu_for(request, staff)),
        "locations": staff.places if len(staff.places) > 1 else [],
        "current_location": staff.place,
    }


def done(request: StaffRequest, url: str, text: str) -> HttpResponse:
    """Say that the act is done and go on there, out of the dialog that it was done in."""
    messages.success(request, text)
    return leave(request, url)


def refused(request: StaffRequest, url: str, reason: object) -> HttpResponse:
    """Say why the act wasn't done, and go back."""
    messages.error(request, str(reason))
    return leave(request, url)


def leave(request: StaffRequest, url: str) -> HttpResponse:
    """Go to another page; htmx is told to leave this one."""
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


def way_back(request: HttpRequest, fallback: str) -> str:
    """Return the address of this site that the form or link names as `next`, else the fallback."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours and wanted.startswith("/") else fallback
