"""What became of kept sales, written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from apps.core.bulk import as_json
from apps.core.transactions import transaction_required

from ..comparison import Difference
from ..models import SaleEnvelope
from .news import ATTENTION, tell

State = SaleEnvelope.State


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a kept sale: an order, or a problem."""

    row: SaleEnvelope
    order_id: int | None = None
    differences: Sequence[Difference] = ()
    problem: str = ""
    details: Mapping[str, Any] | None = None


_WRITE = """
UPDATE pos_saleenvelope AS row SET state = became.state, order_id = became.order_id,
    differences = became.differences, problem_code = became.problem_code, problem = became.problem
FROM json_to_recordset(%s::json)
    AS became (id bigint, state text, order_id bigint, differences jsonb, problem_code text, problem jsonb)
WHERE row.id = became.id
"""


@transaction_required
def write_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Write what became of kept sales with one statement, and tell people of those that need them."""
    if not outcomes:
        return
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [as_json([_record_of(outcome) for outcome in outcomes])])
    for outcome in outcomes:
        if outcome.problem:
            sale_ids = [outcome.row.sale_id]
            tell(kind=ATTENTION, device=outcome.row.device, sale_ids=sale_ids, problem=outcome.problem)


def _record_of(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.row.pk,
        "state": State.ATTENTION.value if outcome.problem else State.BOOKED.value,
        "order_id": outcome.order_id,
        "differences": list(outcome.differences),
        "problem_code": outcome.problem,
        "problem": dict(outcome.details or {}),
    }
