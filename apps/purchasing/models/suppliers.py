"""Suppliers, the terms they agreed to, and what their currencies are worth."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import AmountField, CurrencyField


class Supplier(models.Model):
    """Somebody who sells to us."""

    code = models.SlugField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Where orders are sent."))
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    address = models.TextField(_("address"), max_length=500, blank=True)
    vat_number = models.CharField(_("VAT number"), max_length=32, blank=True)
    currency = CurrencyField(_("currency"), help_text=_("Three letters, for example EUR."))
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, help_text=_("Of orders and letters.")
    )
    lead_days = models.PositiveSmallIntegerField(
        _("lead time, days"), default=7, help_text=_("From order to delivery.")
    )
    minimum_order = AmountField(
        _("minimum order"), default=Decimal(0), help_text=_("In the supplier's currency; zero for none.")
    )
    payment_terms = models.CharField(_("payment terms"), max_length=120, blank=True)
    tolerance_percent = models.DecimalField(
        _("tolerance, percent"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        help_text=_("How much more than ordered may come before somebody has to look."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")
        constraints = [
            models.CheckConstraint(condition=Q(minimum_order__gte=0), name="purchasing_supplier_minimum"),
            models.CheckConstraint(
                condition=Q(tolerance_percent__gte=0, tolerance_percent__lte=100),
                name="purchasing_supplier_tolerance",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Days(Func):
    """The days from one date to another, both included, without an end where there is none."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


class SupplierAgreement(models.Model):
    """On what terms a supplier sells a product, from a day to another; never two at once."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="agreements")
    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.CASCADE, related_name="supplier_agreements"
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    supplier_sku = models.CharField(_("supplier's SKU"), max_length=64, blank=True)
    pack_size = models.PositiveIntegerField(_("pack size"), default=1)
    minimum_quantity = models.PositiveIntegerField(
        _("minimum quantity"), default=1, help_text=_("Of this product in one order.")
    )
    lead_days = models.PositiveSmallIntegerField(
        _("lead time, days"), null=True, blank=True, help_text=_("Empty: the supplier's.")
    )
    is_preferred = models.BooleanField(_("preferred"), default=False)

    class Meta:
        verbose_name = _("supplier agreement")
        verbose_name_plural = _("supplier agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(pack_size__gte=1, minimum_quantity__gte=1), name="purchasing_agreement_units"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="purchasing_agreement_days",
            ),
            ExclusionConstraint(
                name="purchasing_agreement_one_at_a_time",
                expressions=[
                    ("supplier", RangeOperators.EQUAL),
                    ("product", RangeOperators.EQUAL),
                    (Days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier}: {self.product}"


class PriceBreak(models.Model):
    """What a unit costs from so many on, in the supplier's currency."""

    agreement = models.ForeignKey(SupplierAgreement, on_delete=models.CASCADE, related_name="breaks")
    minimum_quantity = models.PositiveIntegerField(_("from quantity"))
    unit_price = AmountField(_("unit price"))

    class Meta:
        verbose_name = _("price break")
        verbose_name_plural = _("price breaks")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "minimum_quantity"], name="purchasing_price_break_once"
            ),
            models.CheckConstraint(
                condition=Q(minimum_quantity__gte=1, unit_price__gte=0), name="purchasing_price_break_figures"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_price} from {self.minimum_quantity}"


class ExchangeRate(models.Model):
    """What one unit of a currency is worth in the company's, from a day until the next rate."""

    currency = CurrencyField(_("currency"))
    valid_from = models.DateField(_("from"))
    rate = models.DecimalField(
        _("rate"),
        max_digits=18,
        decimal_places=8,
        help_text=_("What one unit of it costs in the company's currency."),
    )

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        constraints = [
            models.UniqueConstraint(fields=["currency", "valid_from"], name="purchasing_rate_once"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="purchasing_rate_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.rate}"
