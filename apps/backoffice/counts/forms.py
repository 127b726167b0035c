"""What staff say about a count."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Category
from apps.channels.models import Location
from apps.stock.choices import CountScope
from apps.stock.services.counts.opening import COUNTABLE

from ..shell.forms import FormSentOnce, StaffForm

LARGEST_LIST = 20 * 2**20
USUAL = 50
"""So many products of what is due are offered for one count."""


class CategoryField(forms.ModelChoiceField[Category]):
    """A category, indented below the one it belongs to."""

    def label_from_instance(self, obj: Category) -> str:
        return f"{'– ' * (obj.depth - 1)}{obj.name}"


class ScopeForm(StaffForm):
    """Where and what is counted: enough to say how many products that is."""

    location = forms.ModelChoiceField(queryset=Location.objects.none(), label=_("Location"), empty_label=None)
    scope = forms.ChoiceField(
        label=_("What"), choices=CountScope.choices, initial=CountScope.CYCLE, widget=forms.RadioSelect
    )
    category = CategoryField(
        queryset=Category.objects.order_by("path"), label=_("Category, with all below it"), required=False
    )
    shelf = forms.CharField(label=_("Shelf"), max_length=32, required=False)
    most = forms.IntegerField(
        label=_("Of what is due, at most"), min_value=1, max_value=100_000, initial=USUAL, required=False
    )
    state = forms.ChoiceField(
        label=_("Goods in the state"), choices=[(state.value, state.label) for state in COUNTABLE]
    )

    def __init__(self, *args: Any, places: Sequence[Location], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        location: Any = self.fields["location"]
        location.queryset = Location.objects.filter(pk__in=[place.pk for place in places]).order_by("name")

    def clean(self) -> None:
        """Leave aside what was typed for another scope than the chosen one: it isn't shown."""
        if self.cleaned_data.get("scope") != CountScope.CYCLE and self.errors.pop("most", None):
            self.cleaned_data["most"] = None

    def scope_of_count(self) -> dict[str, Any]:
        """Return what was chosen, as the services take it."""
        chosen = self.cleaned_data
        return {
            "location_id": chosen["location"].pk,
            "scope": chosen["scope"],
            "category": chosen["category"],
            "shelf": chosen["shelf"].strip(),
            "state": chosen["state"],
            "most": chosen["most"] if chosen["scope"] == CountScope.CYCLE else None,
        }


class NewCountForm(ScopeForm, FormSentOnce):
    is_blind = forms.BooleanField(
        label=_("Count blind"),
        help_text=_("What the book says isn't shown until the counting is finished."),
        initial=True,
        required=False,
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class FileForm(StaffForm):
    file = forms.FileField(
        label=_("CSV or Excel file"),
        help_text=_("With the columns code, quantity and, if you like, shelf and counted at."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One file or more."""

    widget = _SeveralFiles(attrs={"accept": ".csv,.txt"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(SeveralFilesField, self).clean(each, initial) for each in data or [None]]


class TagsForm(StaffForm):
    tags = forms.CharField(
        label=_("Tags"),
        max_length=2_000_000,
        required=False,
        help_text=_("One EPC a line, as hexadecimal, EPC URI or GS1 Digital Link."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )
    lists = SeveralFilesField(label=_("Read lists"), required=False)
    shelf = forms.CharField(label=_("Shelf"), max_length=32, required=False)

    def clean(self) -> None:
        """Require tags, in files of text."""
        lists = [file for file in self.cleaned_data.get("lists", ()) if file]
        if any(file.size > LARGEST_LIST or b"\0" in file.read(LARGEST_LIST) for file in lists):
            self.add_error(
                "lists", _("This isn't a read list: that is a text of up to 20 MB with a tag a line.")
            )
        elif not self.errors and not lists and not self.cleaned_data["tags"].strip():
            self.add_error(None, _("Paste tags, or choose the list that a reader wrote."))

    def lines(self) -> list[str]:
        """Return all lines, of the files and of what was pasted."""
        lists = [file for file in self.cleaned_data["lists"] if file]
        for file in lists:
            file.seek(0)
        texts = [file.read().decode("utf-8", "replace") for file in lists]
        return [line for text in [*texts, self.cleaned_data["tags"]] for line in text.splitlines()]


class ReasonForm(StaffForm):
    reason = forms.CharField(
        label=_("Why"), max_length=200, error_messages={"required": _("Say why, in up to 200 characters.")}
    )
