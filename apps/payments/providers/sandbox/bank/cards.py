"""The bank's test cards: the number decides how a payment goes."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Effect = Literal["approve", "decline", "confirm", "silent", "lost"]


@dataclass(frozen=True, slots=True)
class Card:
    """`reason` is the bank's code for a refusal; `token` is the card as a shop may save it."""

    number: str
    what: str | Promise
    effect: Effect
    reason: str = ""

    @property
    def ending(self) -> str:
        return self.number[-4:]

    @property
    def token(self) -> str:
        return f"tok_{self.ending}"

    @property
    def spaced(self) -> str:
        return " ".join(self.number[start : start + 4] for start in range(0, 16, 4))


CARDS = (
    Card("4242424242424242", _("Approved"), "approve"),
    Card("4000000000000002", _("Declined"), "decline", "card-declined"),
    Card("4000000000009995", _("Declined: not enough money"), "decline", "insufficient-funds"),
    Card("4000000000003220", _("Asks you to confirm"), "confirm"),
    Card("4000000000000259", _("Approved, but you aren't sent back; the shop hears of it later"), "silent"),
    Card("4000000000000119", _("No answer; the shop has to ask what became of it"), "lost"),
)

LOST = CARDS[-1]

_BY_NUMBER = {card.number: card for card in CARDS}
_BY_TOKEN = {card.token: card for card in CARDS}


def card_numbered(number: str) -> Card | None:
    return _BY_NUMBER.get(number)


def card_behind(token: str) -> Card | None:
    return _BY_TOKEN.get(token)
