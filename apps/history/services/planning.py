"""What is to be done with each document of a batch, given what was booked under its number before."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..classification import classify
from ..models import SalesDocument, SalesImport, SalesRow
from ..types import SOURCE, Document, Outcome, Reason, Row, Verdict

Content = Counter[tuple[str, int, Decimal]]
"""Rows by what they sell: code, quantity and price, and how often."""
_WHOLE = (Reason.DIFFERS_FROM_BOOKED, Reason.BOOKED_BEFORE)
"""Reasons that set aside whole documents."""


@dataclass(slots=True)
class PlannedDocument:
    """A document with a verdict on each of its rows. Positions are places in `verdicts`.

    `booked` are the documents that already stand for it; with any there is nothing to do.
    """

    name: str
    digest: str
    verdicts: list[Verdict]
    booked: Sequence[int] = ()

    @property
    def is_credit(self) -> bool:
        return self.name.startswith("C")

    @property
    def key(self) -> str:
        """Return what tells this document from every other of its source."""
        return f"{self.name}:{self.digest}"

    def rows(self, *outcomes: Outcome) -> Iterator[tuple[int, Row]]:
        """Yield the rows with one of the outcomes, each with its position."""
        return ((place, each.row) for place, each in enumerate(self.verdicts) if each.outcome in outcomes)

    def first_row(self, *outcomes: Outcome) -> Row:
        return next(row for _place, row in self.rows(*outcomes))


@dataclass(slots=True)
class _Booked:
    """What the books have under one number: documents by digest, and the rows of those that weren't set aside."""

    documents: dict[str, int]
    content: Content
    reasons: dict[int, Reason]

    @property
    def counted(self) -> list[int]:
        return [key for key in self.documents.values() if key not in self.reasons]


def plan_documents(*, run: SalesImport, documents: Sequence[Document]) -> list[PlannedDocument]:
    """Decide for each document: booked already, to be booked, going on, or set aside. Three statements.

    A document goes on where an earlier file ended within it: under a number that is booked, with other goods.
    """
    books = _books(run, [document.name for document in documents])
    return [_plan(document, books.get(document.name)) for document in documents]


def _plan(document: Document, booked: _Booked | None) -> PlannedDocument:
    digest = digest_of(document)
    if booked is None:
        return PlannedDocument(document.name, digest, list(classify(document)))
    known = booked.documents.get(digest)
    if known is not None:
        return PlannedDocument(document.name, digest, _verdicts(document, booked.reasons.get(known)), [known])
    content = content_of((row.code, row.quantity, row.price) for row in document.rows)
    if content == booked.content:  # in parts, or in another spelling
        return PlannedDocument(document.name, digest, _verdicts(document, None), booked.counted)
    return PlannedDocument(document.name, digest, _verdicts(document, _reason(content, booked.content)))


def _reason(content: Content, booked: Content) -> Reason | None:
    """Return why a document that isn't what was booked under its number is set aside; None where it goes on."""
    if content <= booked:
        return Reason.BOOKED_BEFORE
    codes = {code for code, _quantity, _price in booked}
    again = sum(count for (code, _quantity, _price), count in content.items() if code in codes)
    return Reason.DIFFERS_FROM_BOOKED if 2 * again >= content.total() else None


def _verdicts(document: Document, reason: Reason | None) -> list[Verdict]:
    if reason is None:
        return list(classify(document))
    return [Verdict(row, Outcome.SET_ASIDE, reason) for row in document.rows]


def content_of(rows: Iterator[tuple[str, int, Decimal]]) -> Content:
    """Return the rows by what they sell."""
    return Counter((code, quantity, price.normalize()) for code, quantity, price in rows)


def digest_of(document: Document) -> str:
    """Return the same for the same rows, whatever their order and however numbers and dates are written."""
    parts = sorted(
        (
            row.code,
            row.quantity,
            str(row.price.normalize()),
            row.at.isoformat() if row.at else "",
            row.customer,
            row.problem,
        )
        for row in document.rows
    )
    return hashlib.blake2s(repr(parts).encode(), digest_size=16).hexdigest()


def _books(run: SalesImport, names: Sequence[str]) -> dict[str, _Booked]:
    found: dict[str, _Booked] = defaultdict(lambda: _Booked({}, Counter(), {}))
    known = SalesDocument.objects.filter(source=SOURCE, channel=run.channel, name__in=names)
    for key, name, digest in known.order_by("pk").values_list("pk", "name", "digest"):
        found[name].documents[digest] = key
    if not found:
        return {}
    rows = SalesRow.objects.filter(document__in=known)
    for key, name, reason in rows.filter(reason__in=_WHOLE).values_list(
        "document", "document__name", "reason"
    ):
        found[name].reasons[key] = Reason(reason)
    told = rows.exclude(reason__in=_WHOLE).values_list("document__name", "code", "quantity", "unit_price")
    for name, code, quantity, price in told:
        found[name].content[code, quantity, price.normalize()] += 1
    return dict(found)
