"""What staff fill in about goods that travel."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Product
from apps.catalog.selectors import by_code
from apps.channels.models import Location
from apps.stock.selectors import TransferLine

from ..shell.forms import FormSentOnce, StaffForm

MOST_LINES = 200
_LINE = re.compile(r"(?P<code>\S+?)(?:\s*[x×*,;\t ]\s*(?P<quantity>\d{1,7}))?$")


class DraftForm(FormSentOnce):
    origin = forms.ModelChoiceField(queryset=Location.objects.none(), label=gettext_lazy("From"))
    destination = forms.ModelChoiceField(
        queryset=Location.objects.filter(is_active=True).order_by("name"), label=gettext_lazy("To")
    )
    goods = forms.CharField(
        label=gettext_lazy("Goods"),
        max_length=20_000,
        help_text=gettext_lazy("One line each: barcode or SKU, then how many. Scanning adds a line."),
        widget=forms.Textarea(attrs={"rows": 8, "data-scan-lines": True, "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Say what is sent.")},
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, places: Sequence[Location], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        origin: Any = self.fields["origin"]
        origin.queryset = Location.objects.filter(pk__in=[place.pk for place in places]).order_by("name")

    def clean_goods(self) -> dict[int, int]:
        """Return units by product; a code that stands there twice is added up."""
        lines = [line.strip() for line in self.cleaned_data["goods"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                _("That's more than %(most)d lines. Make two transfers.") % {"most": MOST_LINES}
            )
        quantities: dict[int, int] = {}
        for number, line in enumerate(lines, start=1):
            product, quantity = self._read(number, line)
            quantities[product.pk] = quantities.get(product.pk, 0) + quantity
        return quantities

    def _read(self, number: int, line: str) -> tuple[Product, int]:
        found = _LINE.match(line)
        product = by_code(code=found["code"]) if found else None
        words = {"number": number, "line": line[:60]}
        if product is None or found is None:
            raise forms.ValidationError(_("Line %(number)d: nothing is known under “%(line)s”.") % words)
        if product.structure == Product.PARENT:
            raise forms.ValidationError(
                _("Line %(number)d: “%(line)s” is sold only as one of its variants.") % words
            )
        return product, int(found["quantity"] or 1)


class ReceiveForm(StaffForm):
    """How many of each product arrived, and why where that differs from what was sent."""

    def __init__(self, *args: Any, lines: Sequence[TransferLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"q-{line.product_id}"] = forms.IntegerField(
                label=_("Arrived"),
                min_value=0,
                max_value=1_000_000,
                initial=line.quantity,
                error_messages={"required": _("Say how many arrived."), "invalid": _("Type a whole number.")},
            )
            self.fields[f"r-{line.product_id}"] = forms.CharField(
                label=_("Why the difference"), max_length=200, required=False
            )

    def received(self) -> dict[int, int]:
        """Return units by product."""
        return {line.product_id: self.cleaned_data[f"q-{line.product_id}"] for line in self.lines}

    def reasons(self) -> dict[int, str]:
        """Return what was said about differences, by product."""
        return {line.product_id: self.cleaned_data[f"r-{line.product_id}"] for line in self.lines}

    def asked(self) -> list[tuple[TransferLine, Any, Any]]:
        """Return each line with its two fields, for the template."""
        return [(line, self[f"q-{line.product_id}"], self[f"r-{line.product_id}"]) for line in self.lines]
