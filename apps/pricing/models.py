"""Prices and tax rates, each with the time it is valid."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TaxCategory
from apps.core.fields import AmountField, CurrencyField, RateField


class PriceList(models.Model):
    """Prices in one currency, for one channel or all of them, for a time or always.

    Of the lists valid for a cart the one with the highest priority that has the product decides.
    """

    code = models.SlugField(_("code"), max_length=48, unique=True)
    name = models.CharField(_("name"), max_length=120)
    currency = CurrencyField(_("currency"))
    channel = models.ForeignKey(
        "channels.Channel",
        verbose_name=_("channel"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="price_lists",
        help_text=_("Empty: every channel of this currency."),
    )
    priority = models.SmallIntegerField(_("priority"), default=0)
    includes_tax = models.BooleanField(_("prices include tax"), default=True)
    is_reduction = models.BooleanField(
        _("is a reduction"), default=False, help_text=_("The price it replaces is shown struck through.")
    )
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_to = models.DateTimeField(_("valid until"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lt=F("valid_to")),
                name="pricing_list_validity",
                violation_error_message=_("The list would end before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Price(models.Model):
    """The price of one product in a list, from a quantity on."""

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="prices")
    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="prices")
    amount = AmountField(_("amount"))
    from_quantity = models.PositiveIntegerField(_("from quantity"), default=1)

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "price_list", "from_quantity"], name="pricing_price_once"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="pricing_price_positive",
                violation_error_message=_("A price can't be negative."),
            ),
            models.CheckConstraint(
                condition=Q(from_quantity__gte=1),
                name="pricing_price_quantity",
                violation_error_message=_("Quantities begin at 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.amount}"


class TaxRate(models.Model):
    """The rate for a category of goods in a country from a day on; the newest that has begun applies."""

    country = models.CharField(_("country"), max_length=2)
    category = models.CharField(_("category"), max_length=16, choices=TaxCategory.choices)
    rate = RateField(_("rate"), help_text=_("A share of one: 0.22 is 22 %."))
    valid_from = models.DateField(_("valid from"))

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "category", "valid_from"], name="pricing_tax_rate_once"
            ),
            models.CheckConstraint(
                condition=Q(rate__gte=0, rate__lt=1),
                name="pricing_tax_rate_share",
                violation_error_message=_("Write the rate as a share of one: 0.22 for 22 percent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.category} {self.rate}"
