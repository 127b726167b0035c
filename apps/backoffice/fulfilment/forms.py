"""What staff fill in when goods leave."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..shell.forms import StaffForm

WAYS_TO_PAY = [("cash", _("Cash")), ("terminal", _("Card terminal"))]


class HandOverForm(StaffForm):
    """The customer's code, or a manager's reason; and the money where it is still due."""

    code = forms.CharField(
        label=_("The customer's code"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "data-scan-into": True}),
    )
    override_reason = forms.CharField(
        label=_("Without the code, because"),
        required=False,
        max_length=200,
        help_text=_("How you know that it is the right person. Your name is kept with it."),
    )
    payment_method = forms.ChoiceField(label=_("Paid with"), choices=WAYS_TO_PAY, widget=forms.RadioSelect)
    payment_reference = forms.CharField(
        label=_("Number on the terminal's receipt"), required=False, max_length=128
    )

    def __init__(self, *args: Any, due: Decimal | None, may_override: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not due:
            del self.fields["payment_method"], self.fields["payment_reference"]
        if not may_override:
            del self.fields["override_reason"]


class ShipForm(StaffForm):
    carrier = forms.CharField(
        label=_("Carrier"), max_length=48, error_messages={"required": _("Say who carries the parcel.")}
    )
    tracking_number = forms.CharField(
        label=_("Tracking number"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-scan-into": True}),
    )
