"""Acts that need no page of their own: having something tried again, settling many at once."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.errors import DomainError

from ..shell.access import DO, StaffRequest, staff_only
from ..shell.pages import done, refused, way_back
from .kinds import kind_of
from .resolution import NotOpen, settle, try_again
from .views import ACT, PER_PAGE, NoteForm, incidents_in_reach


@staff_only(ACT, methods=DO)
def retry(request: StaffRequest, key: int) -> HttpResponse:
    """Have tried again what didn't work."""
    incident = get_object_or_404(incidents_in_reach(request), pk=key)
    needs = kind_of(incident.kind).needs
    if needs and not request.staff.can(needs, incident.location_id):
        raise PermissionDenied
    back = way_back(request, reverse("backoffice:exceptions"))
    try:
        try_again(incident=incident, actor=request.staff.user)
    except DomainError as reason:
        return refused(request, back, reason)
    return done(request, back, _("It is tried again now"))


@staff_only(ACT, methods=DO)
def settle_together(request: StaffRequest) -> HttpResponse:
    """Close the chosen incidents with one note; what somebody settled meanwhile is left alone."""
    back = way_back(request, reverse("backoffice:exceptions"))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return refused(request, back, form.errors["note"][0])
    chosen = [key for key in request.POST.getlist("incident")[:PER_PAGE] if key.isdecimal() and len(key) < 19]
    settled = 0
    for incident in incidents_in_reach(request).filter(pk__in=chosen, resolved_at__isnull=True):
        try:
            settle(incident=incident, note=form.cleaned_data["note"], actor=request.staff.user)
        except NotOpen:
            continue
        settled += 1
    if not settled:
        return refused(request, back, _("Nothing that is still open was chosen."))
    words = ngettext("%(count)d exception settled", "%(count)d exceptions settled", settled)
    return done(request, back, words % {"count": settled})
