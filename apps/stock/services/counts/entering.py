"""Entries come in, one or hundreds, from a page, a device or a file, now or after an hour without network."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.catalog.selectors import by_codes, components_of
from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.transactions import durable, transaction_required

from ...choices import CountSource, CountStatus, LineDecision
from ...count_scopes import in_scope
from ...count_types import EntryAnswer, NewEntry, Teller
from ...counting_selectors import tallies
from ...models import CountEntry, CountLine, StockCount
from ..checks import MOST_UNITS
from .common import keep_lines, lock_count

MOST_ENTRIES = 500
LONGEST_KEY = 64
CLOCK_TOLERANCE = timedelta(minutes=5)
"""By how much a clock may go wrong before an entry's time is refused rather than drawn into bounds."""
TAKES_ENTRIES = (CountStatus.OPEN, CountStatus.REVIEW)

PROBLEMS = {
    "unknown-code": _("Nothing is known under this code."),
    "sold-as-variants": _("This is sold only as one of its variants: scan the variant."),
    "keeps-no-stock": _("No stock is kept of this product: there is always enough of it."),
    "consists-of-others": _("This is a bundle: count what it consists of."),
    "wrong-quantity": _("Give a whole number of units from 0 to 1,000,000; a scan counts at least one."),
    "before-opening": _("This was counted before the count was opened."),
    "in-the-future": _("This was counted in the future. Set the clock of the device."),
    "wrong-key": _("An entry needs a key of 1 to 64 characters."),
}
"""Why an entry is refused, by the code that is answered."""
OF_THE_CODE = frozenset({"unknown-code", "sold-as-variants", "consists-of-others", "keeps-no-stock"})
"""Those that say that nothing is counted under the code."""


class TooManyEntries(DomainError):
    code = "too-many-entries"
    message = _("At most %(most)s entries can be sent at once.")


def add_entries(
    *,
    count_id: int,
    entries: Sequence[NewEntry],
    actor: Actor | None,
    at: datetime,
    sent_at: datetime | None = None,
    device: str = "",
) -> list[EntryAnswer]:
    """Take up to 500 entries and return what became of each, in order. Sending one again changes nothing.

    `sent_at` is what the counting device's clock showed when it sent them: by as much as it goes wrong, the
    entries' times are put right. Products that don't belong to the count are taken along and marked.

    Raises TooManyEntries, UnknownCount, WrongCountStatus.
    """
    if len(entries) > MOST_ENTRIES:
        raise TooManyEntries(most=MOST_ENTRIES)
    with durable():
        count = lock_count(count_id=count_id, among=TAKES_ENTRIES)
        clock = Clock(count.opened_at, at, sent_at - at if sent_at else timedelta())
        return Arrivals(count, entries, Teller.of(actor, device), clock).take()


def undo_entries(*, count_id: int, keys: Collection[str], actor: Actor | None, device: str = "") -> int:
    """Take back entries of that person or device by their keys; return how many there were. Doing it again changes
    nothing.

    Raises UnknownCount, WrongCountStatus.
    """
    with durable():
        count = lock_count(count_id=count_id, among=TAKES_ENTRIES)
        mine = CountEntry.objects.filter(line__count=count, key__in=list(keys), is_undone=False)
        teller = Teller.of(actor, device)
        mine = mine.filter(by_id=teller.by_id, device=teller.device).exclude(source=CountSource.RFID)
        lines = set(mine.values_list("line_id", flat=True))
        undone = mine.update(is_undone=True)
        recount_lines(lines=CountLine.objects.filter(pk__in=lines))
    return undone


@transaction_required
def recount_lines(*, lines: Iterable[CountLine]) -> list[CountLine]:
    """Bring what was counted up to date with the entries; what was decided about these lines before is void."""
    lines = list(lines)
    found = tallies(lines=lines)
    for line in lines:
        counted = found.get(line.pk)
        line.counted = counted.counted if counted else None
        line.counted_at = counted.last_at if counted else None
        recounting = line.decision == LineDecision.RECOUNT and counted is None
        line.decision = LineDecision.RECOUNT if recounting else LineDecision.NONE
    keep_lines(lines=lines, fields=["counted", "counted_at", "decision"])
    return lines


@transaction_required
def lines_for(*, count: StockCount, product_ids: Collection[int]) -> dict[int, CountLine]:
    """Return the count's lines of these products, made where they are missing; the count is locked."""
    lines = {line.product_id: line for line in count.lines.filter(product_id__in=product_ids)}
    missing = sorted(set(product_ids) - set(lines))
    if missing:
        belongs = in_scope(count=count, product_ids=missing)
        made = CountLine.objects.bulk_create(
            CountLine(count=count, product_id=key, in_scope=key in belongs) for key in missing
        )
        lines |= {line.product_id: line for line in made}
    return lines


@dataclass(frozen=True, slots=True)
class Clock:
    """The counting device's clock, `ahead` of ours, and the time in which something can have been counted."""

    opened_at: datetime
    now: datetime
    ahead: timedelta = timedelta()

    def moment(self, entry: NewEntry) -> datetime:
        """Return when it was counted by our clock, drawn into the time from the count's opening to now."""
        return min(max(entry.at - self.ahead, self.opened_at), self.now)

    def problem(self, entry: NewEntry) -> str:
        """Return why it can't have been counted when it says so."""
        moment = entry.at - self.ahead
        if moment > self.now + CLOCK_TOLERANCE:
            return "in-the-future"
        return "before-opening" if moment < self.opened_at - CLOCK_TOLERANCE else ""


class Arrivals:
    """Entries that came together, with all that is looked up once for them."""

    def __init__(self, count: StockCount, entries: Sequence[NewEntry], teller: Teller, clock: Clock) -> None:
        self.count, self.entries, self.teller, self.clock = count, entries, teller, clock
        known = CountEntry.objects.filter(line__count=count, key__in=[entry.key for entry in entries])
        self.known = dict(known.values_list("key", "line__product_id"))
        self.products = by_codes(codes=[entry.code for entry in entries])
        self.bundles = set(components_of(bundle_ids={product.pk for product in self.products.values()}))

    def problems(self) -> list[str]:
        """Return why each entry can't be taken, in their order, empty for those that can."""
        return [self._problem(entry) for entry in self.entries]

    def take(self) -> list[EntryAnswer]:
        """Write what is new, and return the answers in the entries' order."""
        problems = self.problems()
        new: dict[str, NewEntry] = {}
        for entry, problem in zip(self.entries, problems, strict=True):
            if not problem and entry.key not in self.known:
                new.setdefault(entry.key, entry)
        products = {self.products[entry.code].pk for entry in new.values()}
        lines = lines_for(count=self.count, product_ids=products)
        CountEntry.objects.bulk_create(
            self._row(entry, lines[self.products[entry.code].pk]) for entry in new.values()
        )
        recount_lines(lines=lines.values())
        return [
            EntryAnswer(entry.key, "refused", problem=problem)
            if problem
            else self._answer(entry, lines, is_new=new.pop(entry.key, None) is not None)
            for entry, problem in zip(self.entries, problems, strict=True)
        ]

    def _answer(self, entry: NewEntry, lines: dict[int, CountLine], *, is_new: bool) -> EntryAnswer:
        product_id = self.known.get(entry.key) or self.products[entry.code].pk
        line = lines.get(product_id) or self.count.lines.get(product_id=product_id)
        status = "taken" if is_new else "known"
        return EntryAnswer(entry.key, status, product_id, line.counted, in_scope=line.in_scope)

    def _row(self, entry: NewEntry, line: CountLine) -> CountEntry:
        return CountEntry(
            line=line,
            shelf=entry.shelf.strip()[:32],
            quantity=entry.quantity,
            at=self.clock.moment(entry),
            by_id=self.teller.by_id,
            source=entry.source,
            device=self.teller.device,
            key=entry.key,
        )

    def _problem(self, entry: NewEntry) -> str:
        if entry.key in self.known:
            return ""
        if not 0 < len(entry.key) <= LONGEST_KEY:
            return "wrong-key"
        least = 1 if entry.source == CountSource.SCAN else 0
        if not least <= entry.quantity <= MOST_UNITS:
            return "wrong-quantity"
        return self._problem_of(self.products.get(entry.code)) or self.clock.problem(entry)

    def _problem_of(self, product: Product | None) -> str:
        if product is None:
            return "unknown-code"
        if product.structure == Product.PARENT:
            return "sold-as-variants"
        if product.pk in self.bundles:
            return "consists-of-others"
        return "" if product.needs_shipping else "keeps-no-stock"
