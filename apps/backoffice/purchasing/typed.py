"""Lines that people paste or scan: a code, a quantity, a price. Each wrong one is named by its number."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from apps.catalog.models import Product
from apps.catalog.selectors import by_code

MOST_LINES = 500
_SPLIT = re.compile(r"\s*[\t;]\s*|\s+")
_QUANTITY = re.compile(r"[x×*]?(\d{1,7})\Z")


@dataclass(frozen=True, slots=True)
class TypedLine:
    """What a line says: a product, how many, and at what price if that was typed."""

    number: int
    product: Product
    quantity: int
    price: Decimal | None


class PriceField(forms.DecimalField):
    """A price typed with a point or a comma, whichever the reader's keyboard has."""

    def to_python(self, value: Any) -> Any:
        """Read either decimal mark."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


def read_lines(text: str) -> list[TypedLine]:
    """Return the lines of a text: code, quantity (else one), price; raise ValidationError for the first wrong one."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise forms.ValidationError(
            _("That's more than %(most)d lines. Paste them in parts.") % {"most": MOST_LINES}
        )
    return [_read(number, line) for number, line in lines]


def _read(number: int, line: str) -> TypedLine:
    code, *rest = _SPLIT.split(line)
    words = {"number": number, "line": line[:60]}
    product = by_code(code=code)
    if product is None:
        raise forms.ValidationError(_("Line %(number)d: nothing is known under “%(line)s”.") % words)
    if product.structure == Product.PARENT:
        raise forms.ValidationError(
            _("Line %(number)d: “%(line)s” is sold only as one of its variants.") % words
        )
    quantity = _QUANTITY.match(rest[0]) if rest else None
    if rest and (quantity is None or len(rest) > 2):
        raise forms.ValidationError(
            _("Line %(number)d: “%(line)s” isn't a code, a quantity and perhaps a price.") % words
        )
    price = _price(rest[1], words) if len(rest) == 2 else None
    return TypedLine(number, product, int(quantity[1]) if quantity else 1, price)


def _price(text: str, words: dict[str, object]) -> Decimal:
    try:
        price = Decimal(text.replace(",", "."))
    except InvalidOperation:
        price = Decimal(-1)
    if not price.is_finite() or price < 0:
        raise forms.ValidationError(_("Line %(number)d: “%(line)s” has no price that makes sense.") % words)
    return price
