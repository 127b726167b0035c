"""Form fields that several shop pages share, each with errors that say what to do."""

from typing import Any

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .channel import web_channel
from .countries import check_postcode


def email_field(**kwargs: Any) -> forms.EmailField:
    """Return a field for an e-mail address."""
    words = {
        "required": _("Write your e-mail address."),
        "invalid": _("This isn't a whole e-mail address. It looks like name@example.com."),
    }
    widget = forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"})
    return forms.EmailField(
        **{
            "label": _("E-mail address"),
            "max_length": 254,
            "widget": widget,
            "error_messages": words,
            **kwargs,
        }
    )


class PhoneField(forms.CharField):
    """A phone number, kept as E.164; without a country code it is one of the shop's country."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
        super().__init__(**{"label": _("Phone"), "max_length": 32, "widget": widget, **kwargs})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, web_channel().tax_country)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise forms.ValidationError(
                _(
                    "This isn't a phone number. Write all its digits, with + and the country code if it is abroad."
                )
            )
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


class AddressFields(forms.Form):
    """Where something is sent. `countries` narrows the choice; the first is where the shop is at home."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write the name that is on the door.")},
    )
    line1 = forms.CharField(
        label=_("Street and number"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
        error_messages={"required": _("Write the street and the number of the house.")},
    )
    line2 = forms.CharField(
        label=_("Staircase, floor, company"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line2"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        error_messages={"required": _("Write the postcode.")},
    )
    city = forms.CharField(
        label=_("Town"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
        error_messages={"required": _("Write the town.")},
    )
    country = forms.ChoiceField(
        label=_("Country"),
        widget=forms.Select(attrs={"autocomplete": "country"}),
        error_messages={"invalid_choice": _("We don't deliver there. Choose a country of the list.")},
    )

    def __init__(self, *args: Any, countries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = countries

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("postcode") and cleaned.get("country"):
            try:
                cleaned["postcode"] = check_postcode(cleaned["postcode"], cleaned["country"])
            except ValueError as fault:
                self.add_error("postcode", str(fault))
        return cleaned


def split_name(name: str) -> tuple[str, str]:
    """Return first and last names of a person who wrote them in one; the last word is the last name."""
    first, _space, last = " ".join(name.split()).rpartition(" ")
    return first, last
