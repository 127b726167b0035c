"""What somebody says about a catalogue file."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.assortment.imports.options import ImportOptions
from apps.channels.models import Location
from apps.pricing.models import PriceList

from ..shell.forms import FormSentOnce

FORMATS = [
    ("bottega", _("Bottega CSV or Excel")),
    ("shopify", _("Shopify products")),
    ("woocommerce", _("WooCommerce products")),
    ("bestbuy", _("Best Buy JSON")),
]


class UploadForm(FormSentOnce):
    file = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    format = forms.ChoiceField(label=_("Format"), choices=FORMATS)
    price_list = forms.ModelChoiceField(
        queryset=PriceList.objects.filter(is_active=True, is_reduction=False).order_by("name"),
        to_field_name="code",
        label=_("Prices go to"),
        required=False,
        empty_label=_("The only price list there is"),
    )
    location = forms.ModelChoiceField(
        queryset=Location.objects.filter(is_active=True).order_by("name"),
        to_field_name="code",
        label=_("Opening stock goes to"),
        required=False,
        empty_label=_("Take no stock over"),
    )
    language = forms.ChoiceField(label=_("Language of the texts"), choices=settings.LANGUAGES)
    with_pictures = forms.BooleanField(label=_("Fetch the pictures it names"), required=False)

    def options(self) -> ImportOptions:
        """Return what was chosen, as the import takes it."""
        typed: dict[str, Any] = self.cleaned_data
        return ImportOptions(
            format=typed["format"],
            price_list=typed["price_list"].code if typed["price_list"] else "",
            location=typed["location"].code if typed["location"] else "",
            language=typed["language"],
            with_pictures=typed["with_pictures"],
        )
