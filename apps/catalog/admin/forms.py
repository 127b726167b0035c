"""Forms of the catalogue: what a merchandiser types is checked and brought into form before it is kept."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.catalog.barcodes import InvalidGtin, normalize_gtin
from apps.catalog.html import sanitize
from apps.catalog.models import (
    Barcode,
    BundleComponent,
    Category,
    Product,
    ProductAttribute,
    ProductAttributeValue,
)
from apps.catalog.services.facets import product_types
from apps.catalog.texts import DEFAULT_LANGUAGE, LANGUAGES, localized
from apps.catalog.words import words_for

LONG = forms.Textarea(attrs={"rows": 6, "cols": 100})
_STRUCTURES = [
    (Product.STANDALONE, _("Sold as it is")),
    (Product.PARENT, _("Sold in variants, such as colours and sizes")),
]


def label_plainly(form: forms.BaseForm, *names: str) -> None:
    """Name texts without their language, which the section's heading says."""
    for name in names:
        for field in (localized(name, language) for language in LANGUAGES):
            if field in form.fields:
                form.fields[field].label = form._meta.model._meta.get_field(name).verbose_name  # type: ignore[attr-defined]


class ProductForm(forms.ModelForm[Product]):
    """A product as shoppers see it, or one of its variants."""

    class Meta:
        model = Product
        exclude = ()  # noqa: DJ006  the admin's fieldsets choose
        widgets = {localized("description", language): LONG for language in LANGUAGES}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "structure" in self.fields:
            self.fields["structure"].choices = _STRUCTURES  # type: ignore[attr-defined]
        label_plainly(self, "title", "description")
        title = localized("title", DEFAULT_LANGUAGE)
        if title in self.fields and self.instance.structure != Product.CHILD:
            self.fields[title].required = True

    def clean(self) -> dict[str, Any]:
        """Make descriptions harmless, empty SKUs none, and give the product its type."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in (localized("description", language) for language in LANGUAGES):
            if cleaned.get(name):
                cleaned[name] = sanitize(cleaned[name])
        structure = cleaned.get("structure") or self.instance.structure
        if "sku" in cleaned:
            cleaned["sku"] = (cleaned["sku"] or "").strip() or None
            if structure == Product.PARENT and cleaned["sku"]:
                self.add_error("sku", _("A product with variants has no SKU of its own; its variants have."))
            if structure != Product.PARENT and not cleaned["sku"]:
                self.add_error("sku", _("What is sold needs a SKU."))
        if structure != Product.CHILD:
            self.instance.product_class = product_types()[cleaned.get("needs_shipping", True)]
        return cleaned


class VariantForm(forms.ModelForm[Product]):
    """A variant in its product's table."""

    class Meta:
        model = Product
        fields = ("sku", "is_public", "weight_grams", "swatch")

    def clean_sku(self) -> str:
        """Return the SKU without spaces around it."""
        sku = (self.cleaned_data["sku"] or "").strip()
        if not sku:
            raise ValidationError(_("What is sold needs a SKU."))
        return sku

    def _post_clean(self) -> None:
        self.instance.structure = Product.CHILD
        super()._post_clean()  # type: ignore[misc]


class BarcodeForm(forms.ModelForm[Barcode]):
    """A barcode as it is printed, in any form."""

    gtin = forms.CharField(label=_("GTIN"), max_length=32, help_text=_("EAN, UPC or ISBN, as it is printed."))

    class Meta:
        model = Barcode
        fields = ("gtin",)

    def clean_gtin(self) -> str:
        """Return the 14 digits that are kept."""
        said = self.cleaned_data["gtin"]
        try:
            return normalize_gtin(said)
        except InvalidGtin as error:
            raise ValidationError(words_for(f"gtin-{error.reason}", column="gtin", value=said)) from None


class ValueForm(forms.ModelForm[ProductAttributeValue]):
    """The value of an attribute: chosen from its list where it has one, else written."""

    class Meta:
        model = ProductAttributeValue
        fields = ("attribute", "value_option", "value_text")
        widgets: ClassVar = {"value_text": forms.Textarea(attrs={"rows": 1, "cols": 30})}
        labels: ClassVar = {"value_option": _("value from the list"), "value_text": _("or in words")}

    def clean(self) -> dict[str, Any]:
        """See that a value of the attribute's own kind is given."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        attribute = cleaned.get("attribute")
        if attribute is None:
            return cleaned
        if attribute.type == ProductAttribute.OPTION:
            option = cleaned.get("value_option")
            if option is None or option.group_id != attribute.option_group_id:
                self.add_error("value_option", _("Choose one of the values of this attribute."))
            cleaned["value_text"] = None
        elif attribute.type == ProductAttribute.TEXT:
            if not cleaned.get("value_text"):
                self.add_error("value_text", _("Write the value."))
            cleaned["value_option"] = None
        return cleaned


class CategoryForm(forms.ModelForm[Category]):
    """A category and the one it lies in."""

    below = forms.ModelChoiceField(
        label=_("lies in"), queryset=Category.objects.none(), required=False, empty_label=_("The top")
    )

    class Meta:
        model = Category
        exclude = ("path", "depth", "numchild", "ancestors_are_public", "slug")  # noqa: DJ006
        widgets = {localized("description", language): LONG for language in LANGUAGES}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Category.objects.order_by("path")
        if self.instance.pk:
            places = places.exclude(path__startswith=self.instance.path)
            parent_path = self.instance.path[: -Category.steplen]
            self.initial["below"] = Category.objects.filter(path=parent_path).first()
        field = self.fields["below"]
        field.queryset = places  # type: ignore[attr-defined]
        field.label_from_instance = lambda each: f"{'— ' * (each.depth - 1)}{each.name}"  # type: ignore[attr-defined]
        label_plainly(self, "name", "description")
        self.fields[localized("name", DEFAULT_LANGUAGE)].required = True

    def clean(self) -> dict[str, Any]:
        """Make descriptions harmless."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in (localized("description", language) for language in LANGUAGES):
            if cleaned.get(name):
                cleaned[name] = sanitize(cleaned[name])
        return cleaned


class ComponentForm(forms.ModelForm[BundleComponent]):
    """What goes into a bundle: things that are sold themselves and consist of nothing."""

    class Meta:
        model = BundleComponent
        fields = ("component", "quantity")

    def clean_component(self) -> Product:
        """Refuse what can't lie on a shelf, bundles of bundles, and bundles of which stock was kept."""
        component: Product = self.cleaned_data["component"]
        bundle = self.instance.bundle
        if component.structure == Product.PARENT:
            raise ValidationError(_("This is sold in variants. Choose one of them."))
        if component == bundle or component.components.exists():
            raise ValidationError(_("A bundle consists of products, not of bundles."))
        if bundle.in_bundles.exists():
            raise ValidationError(_("This product goes into a bundle itself, so it can't be one."))
        if not self.instance.pk and bundle.stock_levels.exclude(on_hand=0).exists():
            raise ValidationError(
                _("There is stock of this product. Correct it to nought before it is a bundle.")
            )
        return component
