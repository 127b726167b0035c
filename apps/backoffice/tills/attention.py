"""A till's sale that couldn't be booked: what it says, what is wrong, and the remedies."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.ui import amount_words
from apps.pos.models import Device, EnvelopeCopy, SaleEnvelope
from apps.pos.problems import (
    BOOK_COPY,
    DISMISS,
    RETRY,
    WITH_PRODUCT,
    WITHOUT_PRODUCT,
    Problem,
    difference_words,
    fault_words,
    problem_of,
)
from apps.pos.selectors import attention, contradictions

from ..shell.access import Staff

_NUMBER = re.compile(r"-?[0-9]{1,10}(\.[0-9]{1,4})?")

ACTION_WORDS: Mapping[str, str | Promise] = {
    RETRY: gettext_lazy("Try again"),
    DISMISS: gettext_lazy("Dismiss it"),
    WITH_PRODUCT: gettext_lazy("Book it with these products"),
    WITHOUT_PRODUCT: gettext_lazy("Book by title, move no stock"),
    BOOK_COPY: gettext_lazy("Book the readable copy"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """What can be read of a sale, whatever is wrong with it."""

    lines: list[tuple[str, str, str]]
    total: str
    receipt: str


def waiting_of(staff: Staff, device: Device) -> list[tuple[SaleEnvelope, Problem]]:
    """Return the till's sales that wait for a person who may settle them."""
    found = attention(rights=staff.rights).filter(device=device)
    return [(envelope, problem_of(envelope.problem_code)) for envelope in found[:100]]


def read(raw: str) -> Read:
    """Return the sale's lines and total as far as its text can be read; nothing is taken for granted."""
    try:
        content = json.loads(raw)
    except ValueError:
        content = {}
    content = content if isinstance(content, dict) else {}
    lines = content.get("lines")
    totals = content.get("totals")
    currency = str(content.get("currency", ""))[:8]
    known = [line for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
    return Read(
        lines=[_line(line, currency) for line in known],
        total=_amount(totals.get("gross", ""), currency) if isinstance(totals, dict) else "",
        receipt=str(content.get("receipt_number", ""))[:64],
    )


def _line(line: Mapping[str, Any], currency: str) -> tuple[str, str, str]:
    title = str(line.get("title") or line.get("sku") or _("Without a name"))
    return title[:120], str(line.get("quantity", ""))[:12], _amount(line.get("gross", ""), currency)


def _amount(value: Any, currency: str) -> str:
    """Return an amount as the reader writes it; what is none, or of no known currency, as it came."""
    text = str(value)[:16]
    if len(currency) != 3 or not _NUMBER.fullmatch(text):
        return f"{text} {currency}".strip()
    return amount_words(Decimal(text), currency)


def pretty(raw: str) -> str:
    """Return the text as it came, indented where it is JSON."""
    try:
        return json.dumps(json.loads(raw), indent=2, ensure_ascii=False)
    except ValueError:
        return raw


def faults_of(envelope: SaleEnvelope) -> list[str]:
    """Return what couldn't be read, in words."""
    faults = envelope.problem.get("faults") or []
    return [
        f"{fault['path']} {fault_words(fault['code'])}"
        for fault in faults
        if {"path", "code"} <= fault.keys()
    ]


def differences_of(envelope: SaleEnvelope) -> list[str]:
    """Return where the till's figures differ from ours, in words."""
    return [difference_words(difference) for difference in envelope.differences]


def open_copies(staff: Staff, envelope: SaleEnvelope) -> list[EnvelopeCopy]:
    """Return the other contents that came under the sale's id and wait for a person."""
    return list(contradictions(rights=staff.rights).filter(envelope=envelope))
