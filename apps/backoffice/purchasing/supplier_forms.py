"""What staff fill in about suppliers and their terms."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.selectors import by_code
from apps.purchasing.models import Supplier, SupplierAgreement
from apps.purchasing.terms import Break
from apps.purchasing.types import NewAgreement, SupplierFacts

from ..shell.forms import FormSentOnce
from .typed import read_lines


class SupplierForm(FormSentOnce):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=32, help_text=gettext_lazy("Short, for lists and files.")
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False, help_text=gettext_lazy("Where orders are sent.")
    )
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=32, required=False)
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    vat_number = forms.CharField(label=gettext_lazy("VAT number"), max_length=32, required=False)
    currency = forms.CharField(
        label=gettext_lazy("Currency"),
        max_length=3,
        help_text=gettext_lazy("Three letters, for example EUR."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of orders and letters"), choices=settings.LANGUAGES
    )
    lead_days = forms.IntegerField(
        label=gettext_lazy("Lead time, days"), min_value=0, max_value=730, initial=7
    )
    minimum_order = forms.DecimalField(
        label=gettext_lazy("Minimum order"),
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        initial=0,
        help_text=gettext_lazy("In the supplier's currency; zero for none."),
    )
    tolerance_percent = forms.DecimalField(
        label=gettext_lazy("Tolerance for too many, percent"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        initial=0,
    )
    payment_terms = forms.CharField(label=gettext_lazy("Payment terms"), max_length=120, required=False)
    is_active = forms.BooleanField(label=gettext_lazy("We buy from them"), required=False, initial=True)

    def facts(self) -> SupplierFacts:
        """Return what was filled in."""
        return SupplierFacts(**{name: self.cleaned_data[name] for name in SupplierFacts.__slots__})


def supplier_values(supplier: Supplier) -> dict[str, Any]:
    """Return a supplier as the form shows it."""
    values = {name: getattr(supplier, name) for name in SupplierFacts.__slots__}
    return values | {"minimum_order": supplier.minimum_order.quantize(Decimal("0.01"))}


class AgreementForm(FormSentOnce):
    """Terms for one product; prices are lines of `from quantity  price`."""

    product = forms.CharField(
        label=gettext_lazy("Product"),
        max_length=100,
        help_text=gettext_lazy("Barcode or SKU."),
        widget=forms.TextInput(attrs={"data-scan-into": True, "autocomplete": "off"}),
    )
    supplier_sku = forms.CharField(label=gettext_lazy("Supplier's SKU"), max_length=64, required=False)
    prices = forms.CharField(
        label=gettext_lazy("Prices"),
        max_length=1000,
        help_text=gettext_lazy(
            "One line each: the price, or from how many on and the price, such as 24 3.80."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    pack_size = forms.IntegerField(label=gettext_lazy("Pack size"), min_value=1, max_value=100_000, initial=1)
    minimum_quantity = forms.IntegerField(
        label=gettext_lazy("Minimum quantity"), min_value=1, max_value=1_000_000, initial=1
    )
    lead_days = forms.IntegerField(
        label=gettext_lazy("Lead time, days"),
        min_value=0,
        max_value=730,
        required=False,
        help_text=gettext_lazy("Empty: the supplier's."),
    )
    valid_from = forms.DateField(
        label=gettext_lazy("Valid from"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    valid_to = forms.DateField(
        label=gettext_lazy("Valid until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_preferred = forms.BooleanField(label=gettext_lazy("Buy it here first"), required=False)

    def clean_product(self) -> int:
        product = by_code(code=self.cleaned_data["product"])
        if product is None:
            raise forms.ValidationError(_("Nothing is known under this code."))
        return int(product.pk)

    def clean_prices(self) -> list[Break]:
        return [_break(line.split()) for line in self.cleaned_data["prices"].splitlines() if line.strip()]

    def agreement(self) -> NewAgreement:
        """Return the terms that were filled in."""
        typed = self.cleaned_data
        names = [name for name in NewAgreement.__slots__ if name not in ("product_id", "breaks")]
        given = {name: typed[name] for name in names}
        return NewAgreement(product_id=typed["product"], breaks=typed["prices"], **given)


def agreement_values(agreement: SupplierAgreement) -> dict[str, Any]:
    """Return the terms as the form shows them, from today on; `breaks` fetched before."""
    prices = [f"{each.minimum_quantity} {each.unit_price.normalize():f}" for each in agreement.breaks.all()]
    return {
        "product": agreement.product.sku,
        "supplier_sku": agreement.supplier_sku,
        "prices": "\n".join(prices),
        "pack_size": agreement.pack_size,
        "minimum_quantity": agreement.minimum_quantity,
        "lead_days": agreement.lead_days,
        "is_preferred": agreement.is_preferred,
    }


class PriceListForm(FormSentOnce):
    """A supplier's prices pasted from a spreadsheet: code, from quantity, price; several lines make price breaks."""

    lines = forms.CharField(
        label=gettext_lazy("Prices"),
        max_length=100_000,
        help_text=gettext_lazy(
            "One line each: barcode or SKU, from how many on, price. Several lines of a product are its price breaks."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    valid_from = forms.DateField(
        label=gettext_lazy("Valid from"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_lines(self) -> dict[int, list[Break]]:
        """Return the price breaks by product."""
        found: dict[int, list[Break]] = {}
        for line in read_lines(self.cleaned_data["lines"]):
            if line.price is None:
                raise forms.ValidationError(_("Line %(number)d names no price.") % {"number": line.number})
            found.setdefault(line.product.pk, []).append(Break(line.quantity, line.price))
        return found


def _break(parts: list[str]) -> Break:
    quantity, price = parts if len(parts) == 2 else ("1", parts[0])
    try:
        found = Break(int(quantity), Decimal(price.replace(",", ".")))
    except (ValueError, InvalidOperation):
        found = Break(0, Decimal(0))
    if len(parts) > 2 or found.minimum_quantity < 1 or not found.unit_price.is_finite():
        raise forms.ValidationError(
            _("“%(line)s” isn't a quantity and a price, such as 24 3.80.") % {"line": " ".join(parts)[:60]}
        )
    return found
