"""Saving and deleting views of lists; whoever may open the list sees those that are shared."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.errors import DomainError

from .access import DO, StaffRequest, staff_only
from .pages import done, refused, way_back
from .saved import delete_view, save_view


@staff_only(methods=DO)
def save(request: StaffRequest, section: str) -> HttpResponse:
    """Keep the list as it is filtered now under a name."""
    back = way_back(request, reverse("backoffice:home"))
    try:
        save_view(
            user=request.staff.user,
            section=section[:32],
            name=request.POST.get("name", ""),
            query=request.POST.get("query", ""),
            is_shared=request.POST.get("is_shared") == "1",
        )
    except DomainError as reason:
        return refused(request, back, reason)
    return done(request, back, _("Saved"))


@staff_only(methods=DO)
def delete(request: StaffRequest, key: int) -> HttpResponse:
    """Delete one of one's own views."""
    delete_view(user=request.staff.user, key=key)
    return done(request, way_back(request, reverse("backoffice:home")), _("Deleted"))
