"""What the checkout asks: one form a decision, as few fields as an order needs."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..forms import AddressFields, PhoneField, email_field


class ContactForm(forms.Form):
    """Who is buying, and how we reach them."""

    email = email_field(help_text=_("We send the order and its news there."))
    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    phone = PhoneField(label=_("Phone, if something is unclear"), required=False)

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.fields["email"]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class DeliveryForm(AddressFields):
    """Where delivered things go, and whether to keep the address for the next time."""

    keep = forms.BooleanField(label=_("Keep this address for the next time"), required=False)

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].widget.attrs |= {
            "hx-get": reverse("checkout:shipping"),
            "hx-target": "#shipping",
            "hx-swap": "outerHTML",
        }
        if not signed_in:
            del self.fields["keep"]
