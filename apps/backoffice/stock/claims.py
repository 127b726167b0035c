"""Who has a claim on stock, in words that lead somewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.orders.models import Line
from apps.orders.types import ALLOCATED_TO
from apps.stock.choices import MovementKind
from apps.stock.types import Claim


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim: whose, how many, since or until when, and the page of whoever has it."""

    words: str
    quantity: int
    at: datetime | None
    url: str


def kinds_in_words(movements: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the ledger's sums with the names of their kinds."""
    return [(str(MovementKind(kind).label), total) for kind, total in movements.items()]


def claims_in_words(claims: Sequence[Claim]) -> list[Claimed]:
    """Return the claims, those of order lines with their order's number; one query."""
    keys = {claim.claimant: _line_key(claim.claimant) for claim in claims}
    lines = Line.objects.filter(pk__in=[key for key in keys.values() if key]).select_related("order")
    orders = {line.pk: line.order for line in lines}
    found = []
    for claim in claims:
        order = orders.get(keys[claim.claimant] or 0)
        words = _("Order %(number)s") % {"number": order.number} if order else _holder(claim.claimant)
        url = reverse("backoffice:order", args=[order.number]) if order else ""
        found.append(Claimed(words, claim.quantity, claim.since or claim.until, url))
    return found


def _line_key(claimant: str) -> int | None:
    kind, _colon, key = claimant.partition(":")
    return int(key) if kind == ALLOCATED_TO and key.isdigit() else None


def _holder(claimant: str) -> str:
    kind, _colon, key = claimant.partition(":")
    return _("A checkout, basket %(number)s") % {"number": key} if kind == "basket" else claimant
