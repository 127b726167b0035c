"""A batch of documents on its way into the books, and what is known about them already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import connection

from apps.core.transactions import transaction_required

from ..models import SalesDocument, SalesImport, SalesRow
from ..types import SOURCE, Document, Outcome, Reason, Row, Verdict

IMPORT_LOCK = 7_205_002
"""Any number that no other advisory lock of the project uses."""
_NAMESPACE = UUID("6f0c1c3e-5f0e-5c53-9b0a-3b1d7b2f4a10")


@dataclass(slots=True)
class PlannedDocument:
    """A document with a verdict on each of its rows. Positions are places in `verdicts`.

    `is_first` unless the file had the same number before: then this goes on with it.
    """

    name: str
    digest: str
    occurrence: int
    verdicts: list[Verdict]
    is_booked: bool
    is_first: bool

    @property
    def is_credit(self) -> bool:
        return self.name.upper().startswith("C")

    @property
    def key(self) -> str:
        """Return what tells this document from every other of its source."""
        return f"{self.name}:{self.digest}:{self.occurrence}"

    def rows(self, *outcomes: Outcome) -> Iterator[tuple[int, Row]]:
        """Yield the rows with one of the outcomes, each with its position."""
        return ((place, each.row) for place, each in enumerate(self.verdicts) if each.outcome in outcomes)

    def first_row(self, *outcomes: Outcome) -> Row:
        return next(row for _place, row in self.rows(*outcomes))


@dataclass(slots=True)
class Batch:
    """Documents that are booked together, and what is known about them already."""

    run: SalesImport
    documents: Sequence[Document]
    booked: dict[tuple[str, str, int], bool] = field(init=False)
    booked_names: set[str] = field(init=False)
    zone: ZoneInfo = field(init=False)
    products: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = {document.name for document in self.documents}
        known = SalesDocument.objects.filter(source=SOURCE, channel=self.run.channel, name__in=names)
        set_aside = set(
            SalesRow.objects.filter(document__in=known, reason=Reason.DIFFERS_FROM_BOOKED)
            .values_list("document_id", flat=True)
            .distinct()
        )
        self.booked = {
            (name, digest, occurrence): key in set_aside
            for key, name, digest, occurrence in known.values_list("pk", "name", "digest", "occurrence")
        }
        self.booked_names = {name for name, _digest, _occurrence in self.booked}
        self.zone = ZoneInfo(self.run.location.time_zone)

    def was_set_aside(self, name: str, digest: str, occurrence: int) -> bool:
        """Tell whether an earlier run set this document aside because it differs from what was booked."""
        return self.booked.get((name, digest, occurrence), False)

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
