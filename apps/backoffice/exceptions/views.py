"""Open incidents at one's own locations, and settling them."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.channels.models import Location
from apps.core.models import Incident

from ..shell.access import ANSWER, DO, StaffRequest, staff_only
from ..shell.forms import StaffForm
from ..shell.pages import done, refused, show
from .resolution import NotOpen, deliver_again, settle
from .words import say

ACT = "exceptions.resolve"
PER_PAGE = 30


class NoteForm(StaffForm):
    note = forms.CharField(
        label=gettext_lazy("What was done"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what was done, so that others can follow.")},
    )


@staff_only(ACT)
def incident_list(request: StaffRequest) -> HttpResponse:
    """List what waits for somebody, the newest first; or what was settled lately."""
    settled = request.GET.get("tab") == "settled"
    incidents = request.staff.sight.scope(
        Incident.objects.filter(resolved_at__isnull=not settled), act=ACT, location_field="location_id"
    )
    page = Paginator(incidents.order_by("-resolved_at" if settled else "-seen_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    names = dict(Location.objects.values_list("pk", "name"))
    rows = [
        {"incident": each, "said": say(each), "place": names.get(each.location_id)}  # type: ignore[arg-type]
        for each in page
    ]
    tabs = [("", gettext_lazy("Open"), not settled), ("settled", gettext_lazy("Settled"), settled)]
    context = {"page": page, "rows": rows, "tabs": tabs, "settled": settled}
    return show(
        request, "backoffice/exceptions/list.html", context, parts={"list": "backoffice/exceptions/rows.html"}
    )


@staff_only(ACT, methods=ANSWER)
def resolve(request: StaffRequest, key: int) -> HttpResponse:
    """Ask what was done, and close the incident with it."""
    incident = _mine(request, key)
    form = NoteForm(request.POST or None)
    back = reverse("backoffice:exceptions")
    if request.method == "POST" and form.is_valid():
        try:
            settle(incident=incident, note=form.cleaned_data["note"], actor=request.staff.user)
        except NotOpen as reason:
            return refused(request, back, reason)
        return done(request, back, _("Settled"))
    context = {"form": form, "incident": incident, "said": say(incident)}
    status = 422 if form.errors else 200
    return show(
        request,
        "backoffice/exceptions/resolve.html",
        context,
        parts={"dialog": "backoffice/exceptions/resolve_form.html"},
        status=status,
    )


@staff_only(ACT, methods=DO)
def retry(request: StaffRequest, key: int) -> HttpResponse:
    """Have news that couldn't be delivered tried again."""
    back = reverse("backoffice:exceptions")
    try:
        deliver_again(incident=_mine(request, key), actor=request.staff.user)
    except NotOpen as reason:
        return refused(request, back, reason)
    return done(request, back, _("It is tried again now"))


def _mine(request: StaffRequest, key: int) -> Incident:
    """Return the incident if it is one of the person's own locations, else answer that there is none."""
    incidents = request.staff.rights.scope(Incident.objects.all(), act=ACT, location_field="location_id")
    return get_object_or_404(incidents, pk=key)
