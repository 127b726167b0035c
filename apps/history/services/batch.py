"""A batch of documents on its way into the books, and the keys of what they name."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import connection

from apps.core.transactions import transaction_required

from ..models import SalesImport
from ..types import SOURCE, Row
from .planning import PlannedDocument

IMPORT_LOCK = 7_205_002
"""Any number that no other advisory lock of the project uses."""
_NAMESPACE = UUID("6f0c1c3e-5f0e-5c53-9b0a-3b1d7b2f4a10")


@dataclass(slots=True)
class Batch:
    """Documents that are booked together: products by code, customers by the name that the file has for them."""

    run: SalesImport
    zone: ZoneInfo = field(init=False)
    products: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.zone = ZoneInfo(self.run.location.time_zone)

    def moment(self, row: Row) -> datetime:
        """Return when the row happened; its local time is the location's. Raises if it has no date."""
        if row.at is None:
            raise ValueError(f"row {row.number} has no date")
        return row.at.replace(tzinfo=self.zone)


@transaction_required
def lock_imports() -> None:
    """Wait until no other import books a batch, so that a document isn't booked by two at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def document_id(run: SalesImport, plan: PlannedDocument, role: str) -> UUID:
    """Return the same id whenever the same document is met again."""
    return uuid5(_NAMESPACE, f"{SOURCE}:{run.channel.code}:{plan.key}:{role}")
