"""One person, one row, with or without an account."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.accounts.models import User

pytestmark = pytest.mark.django_db


def test_an_address_has_one_form():
    alice = User.objects.create_user("  Alice@Example.COM ", "correct horse battery")

    assert alice.email == "alice@example.com"
    assert User.objects.get_by_natural_key("ALICE@example.com") == alice


def test_the_same_address_twice_is_refused_however_it_is_written():
    User.objects.create_user("alice@example.com")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Alice@example.com")
    assert User.objects.count() == 1


def test_many_people_have_neither_address_nor_phone():
    assert User.objects.create_user() != User.objects.create_user(email="")


def test_without_a_password_nobody_signs_in():
    User.objects.create_user("alice@example.com")

    for password in ("", "!", None):
        assert authenticate(username="alice@example.com", password=password) is None


def test_with_it_they_do():
    alice = User.objects.create_user("alice@example.com", "correct horse battery")

    assert authenticate(username="alice@example.com", password="correct horse battery") == alice


def test_a_form_empties_what_was_left_blank():
    walk_in = User(email=" ", phone="", first_name="Bob")
    walk_in.clean()

    assert (walk_in.email, walk_in.phone, str(walk_in)) == (None, None, "Bob")


def test_a_nonsensical_address_is_refused():
    with pytest.raises(ValidationError):
        User(email="alice", password="x").full_clean()


def test_a_person_is_called_by_what_is_known_of_them():
    assert str(User(first_name="Alice", last_name="Bianchi", email="a@example.com")) == "Alice Bianchi"
    assert str(User(email="a@example.com")) == "a@example.com"
    assert str(User(phone="+390583123456")) == "+390583123456"
    assert str(User(pk=7)) == "#7"
