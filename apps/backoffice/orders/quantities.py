"""A form that asks how many units of each line an act is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from apps.orders.models import Line

from ..shell.forms import FormSentOnce
from ..shell.names import add_names


@dataclass(frozen=True, slots=True)
class Asked:
    """A line, how many units of it the act can be about, and its fields by name."""

    line: Line
    left: int
    fields: dict[str, BoundField]


class QuantitiesForm(FormSentOnce):
    """One number field a line; `quantities` gives what was filled in, by line key, without zeros.

    The lines are called as staff know them: one customer's language is no help, and variants are told apart.
    Their `product__parent` should have been fetched.
    """

    def __init__(
        self, *args: Any, lines: Sequence[Line], left: dict[int, int], preset: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        add_names(lines)
        self.names: dict[int, str] = {line.pk: str(line.goods_name) for line in lines}
        self.lines, self.left = [line for line in lines if left.get(line.pk)], left
        for line in self.lines:
            self.fields[f"q-{line.pk}"] = forms.IntegerField(
                label=line.goods_name,
                required=False,
                min_value=0,
                max_value=left[line.pk],
                initial=left[line.pk] if preset else 0,
                error_messages={
                    "max_value": _("Only %(limit_value)s of these."),
                    "min_value": _("Not fewer than none."),
                    "invalid": _("Type a whole number."),
                },
            )

    def quantities(self) -> dict[int, int]:
        """Return the units chosen by line key."""
        chosen = {line.pk: self.cleaned_data.get(f"q-{line.pk}") or 0 for line in self.lines}
        return {key: quantity for key, quantity in chosen.items() if quantity}

    def asked(self) -> list[Asked]:
        """Return the lines with their fields, for the template."""
        return [Asked(line, self.left[line.pk], self.fields_of(line)) for line in self.lines]

    def fields_of(self, line: Line) -> dict[str, BoundField]:
        """Return the fields that belong to a line."""
        return {"quantity": self[f"q-{line.pk}"]}
