"""What staff fill in when the book is wrong."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..shell.forms import FormSentOnce

WAYS = [("by", _("Change by")), ("to", _("Set to what I counted"))]
REASONS = [
    ("", _("Choose a reason")),
    ("Counted", _("Counted")),
    ("Broken", _("Broken")),
    ("Stolen", _("Stolen")),
    ("Found", _("Found")),
    ("Display or sample", _("Display or sample")),
    ("other", _("Another reason")),
]


class AdjustForm(FormSentOnce):
    way = forms.ChoiceField(label=_("How"), choices=WAYS, widget=forms.RadioSelect, initial="by")
    quantity = forms.IntegerField(
        label=_("Units"),
        min_value=-1_000_000,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autofocus": True}),
        error_messages={
            "required": _("Say how many units."),
            "invalid": _("Type a whole number, with a minus for less."),
        },
    )
    choice = forms.ChoiceField(label=_("Why"), choices=REASONS, required=False)
    note = forms.CharField(label=_("In your words"), max_length=150, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> None:
        """Require one reason, chosen or written."""
        choice, note = self.cleaned_data.get("choice", ""), self.cleaned_data.get("note", "").strip()
        if (not choice and not note) or (choice == "other" and not note):
            self.add_error("choice" if not choice else "note", _("Say why, so that others can follow."))

    def change(self) -> int:
        """Return by how many units on hand changes, seen from what the form showed."""
        quantity: int = self.cleaned_data["quantity"]
        return quantity - self.cleaned_data["seen"] if self.cleaned_data["way"] == "to" else quantity

    def reason(self) -> str:
        """Return the reason as the ledger keeps it."""
        choice, note = self.cleaned_data["choice"], self.cleaned_data["note"].strip()
        return ": ".join(part for part in (choice if choice != "other" else "", note) if part)
