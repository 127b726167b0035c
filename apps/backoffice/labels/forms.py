"""What is asked before labels are printed; the answers are remembered for the next time."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.channels.models import Channel

from ..shell.forms import StaffForm
from .choosing import MOST_LABELS, Wanted
from .formats import FORMATS

KINDS = [("product", gettext_lazy("On the goods")), ("shelf", gettext_lazy("On the shelf"))]
CODES = [
    ("gtin", gettext_lazy("EAN-13, else Code 128 of the SKU")),
    ("code128", gettext_lazy("Code 128 of the SKU")),
    ("qr", gettext_lazy("QR code")),
    ("none", gettext_lazy("None")),
]
REMEMBERED = ("kind", "paper", "code", "prices_of", "language")


class LabelForm(StaffForm):
    kind = forms.ChoiceField(label=gettext_lazy("Label"), choices=KINDS, initial="product")
    paper = forms.ChoiceField(
        label=gettext_lazy("Paper"), choices=[(key, paper.name) for key, paper in FORMATS.items()]
    )
    start = forms.IntegerField(
        label=gettext_lazy("First free label of the sheet"), min_value=1, max_value=65, initial=1
    )
    code = forms.ChoiceField(label=gettext_lazy("Barcode"), choices=CODES, initial="gtin")
    prices_of = forms.ModelChoiceField(
        queryset=Channel.objects.filter(is_active=True).order_by("name"),
        label=gettext_lazy("Prices of"),
        required=False,
        empty_label=gettext_lazy("No price"),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, goods: Sequence[Wanted], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goods = goods
        for each in goods:
            self.fields[f"n-{each.product.pk}"] = forms.IntegerField(
                label=_("Labels"), min_value=0, max_value=MOST_LABELS, initial=max(0, each.quantity)
            )

    def clean(self) -> None:
        """Require at least one label, and no more than a printer takes."""
        total = sum(self.cleaned_data.get(f"n-{each.product.pk}") or 0 for each in self.goods)
        if not self.errors and not 0 < total <= MOST_LABELS:
            words = _("Ask for at least one label and at most %(most)d.") % {"most": MOST_LABELS}
            self.add_error(None, words)

    def counts(self) -> Mapping[int, int]:
        """Return how many labels each product gets."""
        return {each.product.pk: self.cleaned_data[f"n-{each.product.pk}"] for each in self.goods}

    def remembered(self) -> dict[str, Any]:
        """Return the answers to be remembered."""
        typed = self.cleaned_data
        return {name: getattr(typed[name], "pk", typed[name]) for name in REMEMBERED}
