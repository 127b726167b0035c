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
from apps.stock.types import Arrival

from ..shell.forms import FormSentOnce, StaffForm

MOST_LINES = 200
MOST_UNITS = 1_000_000
_LINE = re.compile(r"(?P<code>\S+?)(?:\s*[x×*,;\t ]\s*(?P<quantity>[0-9]{1,7}))?$")


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
        product = by_code(code=found["code"] if found else line.split(maxsplit=1)[0])
        words = {"number": number, "line": line[:60]}
        if product is None:
            raise forms.ValidationError(_("Line %(number)d: nothing is known under “%(line)s”.") % words)
        quantity = int(found["quantity"] or 1) if found else 0
        if not 0 < quantity <= MOST_UNITS:
            raise forms.ValidationError(
                _("Line %(number)d: “%(line)s” has to end with a whole number of units, from 1 to 1,000,000.")
                % words
            )
        if product.structure == Product.PARENT:
            raise forms.ValidationError(
                _("Line %(number)d: “%(line)s” is sold only as one of its variants.") % words
            )
        return product, quantity


LATER, LOST = "later", "lost"
WHOLE: dict[str, Any] = {
    "min_value": 0,
    "max_value": MOST_UNITS,
    "error_messages": {
        "required": gettext_lazy("Say how many arrived."),
        "invalid": gettext_lazy("Type a whole number."),
    },
}


class ReceiveForm(FormSentOnce):
    """How many of each product arrived, how many of them broken, and what is with the rest."""

    missing = forms.ChoiceField(
        label=gettext_lazy("What is missing"),
        choices=[(LATER, gettext_lazy("is still on its way")), (LOST, gettext_lazy("is lost"))],
        widget=forms.RadioSelect,
        initial=LATER,
    )

    def __init__(self, *args: Any, lines: Sequence[TransferLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            key = line.product_id
            self.fields[f"q-{key}"] = forms.IntegerField(
                label=_("Arrived"), initial=line.open_quantity, **WHOLE
            )
            self.fields[f"d-{key}"] = forms.IntegerField(label=_("Of these damaged"), initial=0, **WHOLE)
            self.fields[f"r-{key}"] = forms.CharField(
                label=_("Why the difference"), max_length=200, required=False
            )

    def clean(self) -> None:
        """Refuse more damaged units than arrived."""
        for line in self.lines:
            arrived, damaged = (self.cleaned_data.get(f"{name}-{line.product_id}") for name in "qd")
            if arrived is not None and damaged is not None and damaged > arrived:
                self.add_error(f"d-{line.product_id}", _("No more can be damaged than arrived."))

    def ask_why(self) -> None:
        """Ask for a reason beside each line that differs and has none."""
        for line in self.lines:
            arrived, damaged, reason = (self.cleaned_data[f"{name}-{line.product_id}"] for name in "qdr")
            if not reason and (damaged or self._differs(line, arrived)):
                self.add_error(f"r-{line.product_id}", _("Say why, so that others can follow."))

    def _differs(self, line: TransferLine, arrived: int) -> bool:
        """Tell whether more arrived than was on its way, or what is missing isn't coming any more."""
        is_lost = self.cleaned_data["missing"] == LOST and arrived < line.open_quantity
        return is_lost or arrived > line.open_quantity

    def arrivals(self) -> dict[int, Arrival]:
        """Return what is said of each product."""
        return {line.product_id: self._arrival(line) for line in self.lines}

    def _arrival(self, line: TransferLine) -> Arrival:
        arrived, damaged, reason = (self.cleaned_data[f"{name}-{line.product_id}"] for name in "qdr")
        is_lost = self.cleaned_data["missing"] == LOST
        lost = max(0, line.open_quantity - arrived) if is_lost else 0
        return Arrival(good=arrived - damaged, damaged=damaged, lost=lost, reason=reason)

    def asked(self) -> list[tuple[TransferLine, Any, Any, Any]]:
        """Return each line with its three fields, for the template."""
        lines = {line.product_id: line for line in self.lines}
        return [(line, self[f"q-{key}"], self[f"d-{key}"], self[f"r-{key}"]) for key, line in lines.items()]


class CallOffForm(StaffForm):
    """What becomes of goods that are on their way when their transfer is called off."""

    goods = forms.ChoiceField(
        label=gettext_lazy("The goods on their way"),
        choices=[
            ("back", gettext_lazy("come back to where they started")),
            ("lost", gettext_lazy("are lost")),
        ],
        widget=forms.RadioSelect,
        initial="back",
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200, required=False)
