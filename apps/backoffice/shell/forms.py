"""Forms of the back office: what all of them do."""

from typing import Any

from django import forms

from apps.core.errors import DomainError

from .once import new_mark


class StaffForm(forms.Form):
    """A form whose controls carry no required attribute that a browser would word differently from us."""

    use_required_attribute = False

    def refuse(self, reason: DomainError) -> None:
        """Show why the domain refused what was filled in."""
        self.add_error(None, str(reason))


class FormSentOnce(StaffForm):
    """A form that carries a mark by which a repetition is known."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mark"].initial = new_mark
