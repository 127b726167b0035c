"""What every act on a count begins and ends with: its row under lock, its status, its entry in the audit."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.locking import lock_row
from apps.core.transactions import transaction_required

from ...choices import CountStatus
from ...count_types import COUNT_SOURCE
from ...models import CountLine, StockCount

BATCH = 2_000


class UnknownCount(DomainError):
    code = "unknown-count"
    message = _("There is no such count.")


class WrongCountStatus(DomainError):
    code = "wrong-count-status"
    message = _("This can't be done with count %(code)s any more: it is “%(status)s”.")


@transaction_required
def lock_count(*, count_id: int, among: tuple[CountStatus, ...]) -> StockCount:
    """Lock the count and return it; whoever also needs stock levels locks them afterwards.

    Raises UnknownCount, and WrongCountStatus unless its status is among these.
    """
    try:
        count = lock_row(StockCount.objects.select_related("location", "category").filter(pk=count_id))
    except StockCount.DoesNotExist:
        raise UnknownCount from None
    if count.status not in among:
        raise WrongCountStatus(code=count.code, status=count.get_status_display())
    return count


@transaction_required
def keep_lines(*, lines: Iterable[CountLine], fields: Sequence[str]) -> None:
    """Write these fields of lines that exist, thousands as fast as one: an UPDATE with a CASE for each would crawl."""
    CountLine.objects.bulk_create(
        lines, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=list(fields)
    )


@transaction_required
def tell(*, count: StockCount, actor: Actor | None, what: str, **details: Any) -> None:
    """Write into the audit what was done to the count."""
    record_act(
        actor=actor,
        action=f"count.{what}",
        subject=f"{COUNT_SOURCE}:{count.pk}",
        details={"code": count.code, **details},
    )
