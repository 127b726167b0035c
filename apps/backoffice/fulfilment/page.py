"""All that the page of one fulfilment shows."""

from typing import Any

from django.shortcuts import get_object_or_404

from apps.core import clock
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.selectors import lines_reported_missing
from apps.payments.selectors import due_on_collection

from ..shell.access import Staff
from ..shell.pictures import add_pictures
from .goods import name_goods
from .selectors import fulfilments_in_reach, with_goods


def work_context(staff: Staff, code: str) -> dict[str, Any]:
    """Return the page's context; Http404 for what isn't at one of the person's locations."""
    fulfilment = get_object_or_404(with_goods(fulfilments_in_reach(staff.rights)), code=code)
    lines = list(fulfilment.lines.all())
    add_pictures(line.goods for line in lines)
    name_goods(lines)
    reported = lines_reported_missing(line_ids=[line.pk for line in lines])
    return {
        "fulfilment": fulfilment,
        "lines": [
            {"line": line, "left": line.quantity - line.picked, "reported": line.pk in reported}
            for line in lines
        ],
        "left": sum(line.quantity - line.picked for line in lines),
        "units": sum(line.quantity for line in lines),
        "is_picking": fulfilment.state in (Fulfilment.State.TO_PICK, Fulfilment.State.PICKING),
        "somebody_else": fulfilment.state == Fulfilment.State.PICKING
        and fulfilment.assigned_to_id not in (None, staff.user.pk),
        "due": due_on_collection(subject=f"order:{fulfilment.order_id}")
        if fulfilment.method == "pickup"
        else None,
        "now": clock.now(),
    }
