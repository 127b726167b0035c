"""Who has a claim on stock, in words that lead somewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

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


def claims_in_words(claims: Sequence[Claim], orders: Mapping[str, str]) -> list[Claimed]:
    """Return the claims; `orders` are the numbers of those that are of orders, by claimant."""
    found = []
    for claim in claims:
        number = orders.get(claim.claimant)
        words = _("Order %(number)s") % {"number": number} if number else _holder(claim.claimant)
        url = reverse("backoffice:order", args=[number]) if number else ""
        found.append(Claimed(words, claim.quantity, claim.since or claim.until, url))
    return found


def _holder(claimant: str) -> str:
    kind, _colon, key = claimant.partition(":")
    return _("A checkout, basket %(number)s") % {"number": key} if kind == "basket" else claimant
