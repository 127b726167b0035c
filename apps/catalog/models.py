"""The catalogue: Oscar's product tables, and what retail needs on top of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.abstract_models import AbstractProduct


class Brand(models.Model):
    """Who makes it, as shoppers know the name."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return self.name


class TaxCategory(models.TextChoices):
    """How goods are taxed; the rates by country live in pricing."""

    STANDARD = "standard", _("Standard rate")
    REDUCED = "reduced", _("Reduced rate")
    SUPER_REDUCED = "super-reduced", _("Super-reduced rate")
    ZERO = "zero", _("Zero rate")
    EXEMPT = "exempt", _("Exempt")


class Product(AbstractProduct):
    """A product: stand-alone, a parent with variants, or a variant. What is sold and stocked has a SKU."""

    sku = models.CharField(_("SKU"), max_length=64, unique=True, null=True, blank=True)
    brand = models.ForeignKey(
        Brand,
        verbose_name=_("brand"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
    )
    tax_category = models.CharField(
        _("tax category"), max_length=16, choices=TaxCategory.choices, default=TaxCategory.STANDARD
    )
    weight_grams = models.PositiveIntegerField(_("weight, grams"), null=True, blank=True)
    swatch = models.CharField(
        _("colour swatch"),
        max_length=7,
        blank=True,
        help_text=_("Shown for a variant's colour, for example #2f6b55."),
    )
    needs_shipping = models.BooleanField(_("is a physical thing"), default=True)

    class Meta(AbstractProduct.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(structure="parent") | models.Q(sku__isnull=True),
                name="catalogue_parent_no_sku",
            )
        ]


class Barcode(models.Model):
    """A GTIN (EAN, UPC, ISBN) printed on a product, stored with 14 digits so that one thing has one form."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="barcodes")
    gtin = models.CharField(_("GTIN"), max_length=14, unique=True)

    class Meta:
        verbose_name = _("barcode")
        verbose_name_plural = _("barcodes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(gtin__regex=r"^[0-9]{14}$"), name="catalogue_barcode_14_digits"
            )
        ]

    def __str__(self) -> str:
        return self.gtin.lstrip("0")


class BundleComponent(models.Model):
    """Units of a product that go into one unit of a bundle. A bundle lies nowhere: its components do."""

    bundle = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="components", verbose_name=_("bundle")
    )
    component = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="in_bundles", verbose_name=_("component")
    )
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components of the bundle")
        constraints = [
            models.UniqueConstraint(fields=["bundle", "component"], name="catalogue_component_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="catalogue_component_positive"),
            models.CheckConstraint(
                condition=~models.Q(bundle=models.F("component")), name="catalogue_component_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.component}"


class ProductReference(models.Model):
    """The name another system has for a product, so that the next import updates it."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="references")
    source = models.CharField(max_length=48)
    reference = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "reference"], name="catalogue_reference_once")
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.reference}"


class PictureSource(models.Model):
    """The address an import gave for a picture; a worker fetches it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        FETCHED = "fetched", _("Fetched")
        FAILED = "failed", _("Failed")

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="picture_sources")
    url = models.URLField(max_length=1000)
    position = models.PositiveSmallIntegerField(default=0)
    alt = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=255, blank=True)
    image = models.ForeignKey(
        "catalogue.ProductImage", on_delete=models.SET_NULL, null=True, editable=False, related_name="sources"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "url"], name="catalogue_picture_once")]

    def __str__(self) -> str:
        return self.url


class ImportRun(models.Model):
    """One catalogue file on its way in: what it is, how far it is, what it did, what was wrong."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        PREVIEWED = "previewed", _("Previewed")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Failed")

    file = models.FileField(upload_to="imports/%Y/%m/")
    file_name = models.CharField(_("file"), max_length=255)
    format = models.CharField(_("format"), max_length=16)
    preview = models.BooleanField(_("preview only"), default=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WAITING)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(null=True, blank=True)
    options = models.JSONField(
        default=dict, help_text=_("What the person chose: price list, location, language.")
    )
    result = models.JSONField(default=dict)
    created_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("catalogue import")
        verbose_name_plural = _("catalogue imports")

    def __str__(self) -> str:
        return self.file_name


# Oscar's remaining models, last as it demands: it makes those that aren't made above.
from oscar.apps.catalogue.models import (  # noqa: E402
    AttributeOption,
    AttributeOptionGroup,
    Category,
    Option,
    ProductAttribute,
    ProductAttributeValue,
    ProductCategory,
    ProductClass,
    ProductImage,
    ProductRecommendation,
)

__all__ = [
    "AttributeOption",
    "AttributeOptionGroup",
    "Barcode",
    "Brand",
    "BundleComponent",
    "Category",
    "ImportRun",
    "Option",
    "PictureSource",
    "Product",
    "ProductAttribute",
    "ProductAttributeValue",
    "ProductCategory",
    "ProductClass",
    "ProductImage",
    "ProductRecommendation",
    "ProductReference",
    "TaxCategory",
]
