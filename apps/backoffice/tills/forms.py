"""What managers fill in about tills and the sales that wait."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Product
from apps.catalog.selectors import by_code
from apps.channels.models import Channel, Location

from ..shell.forms import FormSentOnce, StaffForm


class TillForm(StaffForm):
    """What a till is called and where it stands: one of the places at which the person manages tills."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("As people in the shop call it, for example “Front till”."),
        error_messages={"required": gettext_lazy("Give the till a name.")},
    )
    location = forms.ModelChoiceField(
        queryset=Location.objects.none(), label=gettext_lazy("Location"), empty_label=gettext_lazy("Choose")
    )

    def __init__(self, *args: Any, places: Sequence[Location], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where: Any = self.fields["location"]
        where.queryset = Location.objects.filter(pk__in=[place.pk for place in places]).order_by("name")
        self.choose_the_only_one("location")

    def choose_the_only_one(self, name: str) -> None:
        """Choose what there is no choice about."""
        field: Any = self.fields[name]
        found = field.queryset[:2]
        if len(found) == 1:
            self.initial[name], field.empty_label = found[0].pk, None


class NewTillForm(TillForm, FormSentOnce):
    channel = forms.ModelChoiceField(
        queryset=Channel.objects.filter(kind=Channel.Kind.TILL, is_active=True).order_by("name"),
        label=gettext_lazy("Channel"),
        empty_label=gettext_lazy("Choose"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_the_only_one("channel")


class ReasonForm(StaffForm):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why, so that others can follow.")},
    )


class ProductsForm(StaffForm):
    """One code for each line of a sale whose product isn't known."""

    def __init__(self, *args: Any, unknown: Sequence[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unknown = [line for line in unknown if isinstance(line.get("line"), int)]
        for line in self.unknown:
            self.fields[f"p-{line['line']}"] = forms.CharField(
                label=_("Product for “%(title)s”")
                % {"title": line.get("title") or line.get("sku") or line["line"]},
                help_text=_("Barcode or SKU"),
                max_length=100,
                widget=forms.TextInput(attrs={"data-scan-into": True, "autocomplete": "off"}),
                error_messages={"required": _("Scan or type the product's code.")},
            )

    def clean(self) -> None:
        """Look the codes up."""
        self.mapping: dict[int, int] = {}
        for line in self.unknown:
            name = f"p-{line['line']}"
            code = self.cleaned_data.get(name)
            product = by_code(code=code) if code else None
            if code and (product is None or product.structure == Product.PARENT):
                self.add_error(name, _("Nothing that can be sold is known under this code."))
            elif product:
                self.mapping[line["line"]] = product.pk
