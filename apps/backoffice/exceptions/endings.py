"""How incidents and till sales were settled, in the reader's words: what we write ourselves, and what people wrote."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SYSTEM = "system"

ENDINGS: Mapping[str, str | Promise] = {
    "paid in full": _("Paid in full"),
    "order cancelled": _("The order was cancelled"),
    "found and picked": _("Found and picked"),
    "done after all": _("Done after all"),
    "answered": _("The bank answered"),
    "arrived": _("The sales arrived"),
    "tried again": _("Tried again"),
    "The figures are right again.": _("The figures are right again."),
    "The counter agrees with its ledger again.": _("The counter agrees with its ledger again."),
    "retry": _("Booked at another try"),
    "dismiss": _("Dismissed"),
    "book-with-product": _("Booked with the products chosen"),
    "book-without-product": _("Booked by title, no stock moved"),
    "book-copy": _("The readable copy was booked"),
    "keep-first": _("The first content stands"),
    "book-as-another": _("Booked as another sale"),
}
"""By what services write."""


def ending_words(written: str) -> str:
    """Return how it was settled; a person's own words as they are, after those of the act they belong to."""
    if written in ENDINGS:
        return str(ENDINGS[written])
    act, colon, reason = written.partition(": ")
    return f"{ENDINGS[act]}: {reason}" if colon and act in ENDINGS else written


def settled_by(name: str) -> str:
    """Return who settled it, nobody where it happened by itself."""
    return "" if name == SYSTEM else name
