"""A form field ties its label, hint, control and error together."""

from typing import Any

import pytest
from django import forms
from django.template import Context, Template


class Delivery(forms.Form):
    name = forms.CharField(label="Name")
    phone = forms.CharField(label="Phone", help_text="For the driver", required=False)
    shop = forms.ChoiceField(label="Shop", choices=[("lucca", "Lucca"), ("como", "Como")])
    way = forms.ChoiceField(label="Way", widget=forms.RadioSelect, choices=[("van", "Van"), ("bike", "Bike")])
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"class": "wide"}), required=False)
    keep = forms.BooleanField(label="Keep it", required=False)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("The van is full. Choose another day.")


def render(source: str, form: forms.Form) -> str:
    return Template("{% load bottega %}" + source).render(Context({"form": form}))


@pytest.fixture
def refused() -> Delivery:
    return Delivery({"name": "", "phone": "0583", "shop": "lucca", "keep": "on"})


def test_an_error_is_tied_to_its_control(refused: Delivery) -> None:
    shown = render("{% field form.name %}", refused)

    assert '<label class="field__label" for="id_name">Name</label>' in shown
    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_name-error"' in shown
    assert 'id="id_name-error"' in shown
    assert "This field is required." in shown


def test_a_hint_is_tied_to_its_control(refused: Delivery) -> None:
    shown = render("{% field form.phone inputmode='tel' %}", refused)

    assert 'aria-describedby="id_phone-hint"' in shown
    assert '<span class="field__hint" id="id_phone-hint">For the driver</span>' in shown
    assert 'inputmode="tel"' in shown
    assert 'value="0583"' in shown, "what was typed comes back"
    assert "(optional)" in shown
    assert "aria-invalid" not in shown


def test_each_kind_of_control_has_its_class(refused: Delivery) -> None:
    assert 'class="select"' in render("{% field form.shop %}", refused)
    assert 'class="textarea wide"' in render("{% field form.note %}", refused)
    assert 'class="input"' in render("{% field form.name %}", refused)
    assert 'role="switch"' in render("{% field form.keep switch=True %}", refused)


def test_choices_are_a_named_group(refused: Delivery) -> None:
    shown = render("{% field form.way %}", refused)

    assert shown.count('type="radio"') == 2
    assert '<legend class="field__label">Way</legend>' in shown
    assert 'aria-describedby="id_way-error"' in shown
    assert 'id="id_way-error"' in shown


def test_a_refused_form_says_why(refused: Delivery) -> None:
    shown = render("{% form_errors form %}", refused)

    assert 'role="alert"' in shown
    assert "The van is full. Choose another day." in shown
