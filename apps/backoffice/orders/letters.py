"""Sending an order's e-mail to its customer once more."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core import clock
from apps.core.errors import DomainError
from apps.notifications.services import send_again

from ..shell.access import DO, StaffRequest, staff_only
from ..shell.once import once
from ..shell.pages import done, refused
from .reach import orders_in_reach


@staff_only("orders.view", methods=DO)
def resend(request: StaffRequest, key: int, letter: int) -> HttpResponse:
    """Send one of the e-mails that were written about the order again."""
    order = get_object_or_404(orders_in_reach(request.staff.rights), pk=key)
    back = reverse("backoffice:order", args=[order.number])
    try:
        with once(request.POST.get("mark", "")):
            send_again(order=order, message_id=letter, actor=request.staff.user, at=clock.now())
    except DomainError as reason:
        return refused(request, back, reason)
    return done(request, back, _("It is sent again within a minute"))
