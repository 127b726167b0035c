"""What a cardholder types on the payment page."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .cards import Card, card_numbered


class CardForm(forms.Form):
    number = forms.CharField(
        label=_("Card number"),
        max_length=24,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "cc-number", "autofocus": True}),
    )
    expiry = forms.RegexField(
        r"^(0[1-9]|1[0-2]) ?/ ?[0-9]{2}$",
        label=_("Expires (MM/YY)"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "cc-exp", "placeholder": "12/30"}),
        error_messages={"invalid": _("Type month and year as on the card, for example 12/30.")},
    )
    code = forms.RegexField(
        r"^[0-9]{3,4}$",
        label=_("Security code"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "cc-csc"}),
        error_messages={"invalid": _("Type the three or four digits on the back of the card.")},
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, label_suffix="")
        self._today = today

    def clean_number(self) -> Card:
        """Return the test card of that number."""
        digits = "".join(self.cleaned_data["number"].split()).replace("-", "")
        card = card_numbered(digits)
        if card is None and not is_luhn(digits):
            raise forms.ValidationError(_("This isn't a card number. Look for a mistyped digit."))
        if card is None:
            raise forms.ValidationError(_("This bank only knows the test cards listed below."))
        return card

    def clean_expiry(self) -> str:
        month, _slash, year = self.cleaned_data["expiry"].replace(" ", "").partition("/")
        if (2000 + int(year), int(month)) < (self._today.year, self._today.month):
            raise forms.ValidationError(_("This card has expired."))
        return f"{month}/{year}"


def is_luhn(digits: str) -> bool:
    """Tell whether the digits end in the right check digit (ISO/IEC 7812-1, annex B)."""
    if not (digits.isascii() and digits.isdigit() and 12 <= len(digits) <= 19):
        return False
    odd = [int(digit) for digit in digits[-1::-2]]
    even = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    return (sum(odd) + sum(even)) % 10 == 0
