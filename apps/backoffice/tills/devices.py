"""Putting tills up and taking their access away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.channels.models import Location
from apps.core import clock
from apps.core.errors import DomainError
from apps.pos.models import Device
from apps.pos.selectors import sequence_gaps
from apps.pos.services.devices import (
    EnrolmentCode,
    change_device,
    create_device,
    issue_enrolment_code,
    revoke_device,
)

from ..shell.access import ANSWER, DO, StaffRequest, staff_only
from ..shell.once import once
from ..shell.pages import done, refused, show
from .attention import waiting_of
from .forms import NewTillForm, ReasonForm, TillForm
from .health import state_of

SEE = "tills.view"
MANAGE = "tills.manage"


def till_at_hand(request: StaffRequest, code: str, *, act: str = SEE) -> Device:
    """Return the till if it stands where the act is allowed; Http404 otherwise."""
    mine = request.staff.rights.scope(Device.objects.select_related("location", "channel"), act=act)
    return get_object_or_404(mine, code=code)


@staff_only(SEE)
def till_page(request: StaffRequest, code: str) -> HttpResponse:
    """Show one till: how it is, what it last said, which numbers are missing, which sales wait."""
    device = till_at_hand(request, code)
    state, words = state_of(device, clock.now())
    context = {
        "device": device,
        "state": state,
        "words": words,
        "gaps": sequence_gaps(device_ids=[device.pk], limit=50),
        "waiting": waiting_of(request.staff, device),
        "may_manage": request.staff.can(MANAGE, device.location_id),
    }
    return show(
        request, "backoffice/tills/detail.html", context, parts={"till": "backoffice/tills/body.html"}
    )


@staff_only(MANAGE, methods=ANSWER)
def new(request: StaffRequest) -> HttpResponse:
    """Put a till up, and show the code that enrols it."""
    here = request.staff.place
    form = NewTillForm(
        request.POST or None, places=_places(request), initial={"location": here.pk if here else None}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            with once(typed["mark"]):
                issued = create_device(
                    name=typed["name"],
                    location=typed["location"],
                    channel=typed["channel"],
                    actor=request.staff.user,
                )
        except DomainError as reason:
            form.refuse(reason)
        else:
            return _show_code(request, issued)
    return show(
        request,
        "backoffice/tills/new.html",
        {"form": form},
        parts={"dialog": "backoffice/tills/new_form.html"},
        status=422 if form.errors else 200,
    )


def _places(request: StaffRequest) -> list[Location]:
    return [place for place in request.staff.places if request.staff.can(MANAGE, place.pk)]


@staff_only(MANAGE, methods=ANSWER)
def change(request: StaffRequest, code: str) -> HttpResponse:
    """Give the till another name or another place."""
    device = till_at_hand(request, code, act=MANAGE)
    initial = {"name": device.name, "location": device.location_id}
    form = TillForm(request.POST or None, places=_places(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_device(device_id=device.pk, actor=request.staff.user, **form.cleaned_data)
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:till", args=[device.code]), _("Saved"))
    return show(
        request,
        "backoffice/tills/change.html",
        {"form": form, "device": device},
        parts={"dialog": "backoffice/tills/change_form.html"},
        status=422 if form.errors else 200,
    )


@staff_only(MANAGE, methods=DO)
def new_code(request: StaffRequest, code: str) -> HttpResponse:
    """Show a new code for a till; earlier codes stop working."""
    device = till_at_hand(request, code, act=MANAGE)
    return _show_code(request, issue_enrolment_code(device_id=device.pk, actor=request.staff.user))


def _show_code(request: StaffRequest, issued: EnrolmentCode) -> HttpResponse:
    """Show the code, which is kept nowhere and can't be shown again."""
    context = {"issued": issued}
    return show(
        request, "backoffice/tills/code.html", context, parts={"dialog": "backoffice/tills/code_body.html"}
    )


@staff_only(MANAGE, methods=ANSWER)
def revoke(request: StaffRequest, code: str) -> HttpResponse:
    """Take the till's access away, with a reason."""
    device = till_at_hand(request, code, act=MANAGE)
    form = ReasonForm(request.POST or None)
    back = reverse("backoffice:till", args=[device.code])
    if request.method == "POST" and form.is_valid():
        try:
            revoke_device(device_id=device.pk, actor=request.staff.user, reason=form.cleaned_data["reason"])
        except DomainError as reason:
            return refused(request, back, reason)
        return done(request, back, _("Its access is taken away"))
    return show(
        request,
        "backoffice/tills/revoke.html",
        {"form": form, "device": device},
        parts={"dialog": "backoffice/tills/revoke_form.html"},
        status=422 if form.errors else 200,
    )
