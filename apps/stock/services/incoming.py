"""What is expected from outside: each source, such as a purchase order, says all that it still brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from apps.core.transactions import transaction_required

from ..models import ScheduledReceipt


@dataclass(frozen=True, slots=True)
class Expected:
    """Units (at least one) that a line of a source still brings to a location, by a day if that is known."""

    line: str
    product_id: int
    location_id: int
    quantity: int
    due_date: date | None = None


@transaction_required
def set_scheduled(*, source_kind: str, source_id: str, lines: Sequence[Expected]) -> None:
    """Replace what the source still brings by these lines; none for a source that brings nothing more."""
    scheduled = ScheduledReceipt.objects.filter(source_kind=source_kind, source_id=source_id)
    scheduled.exclude(source_line__in=[line.line for line in lines]).delete()
    ScheduledReceipt.objects.bulk_create(
        [
            ScheduledReceipt(
                product_id=line.product_id,
                location_id=line.location_id,
                quantity=line.quantity,
                due_date=line.due_date,
                source_kind=source_kind,
                source_id=source_id,
                source_line=line.line,
            )
            for line in lines
        ],
        update_conflicts=True,
        unique_fields=["source_id", "source_line", "source_kind"],
        update_fields=["product", "location", "quantity", "due_date"],
    )
