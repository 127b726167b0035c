"""What each role may do, as a table to read and to argue about."""

import pytest
from django.contrib.auth.models import AnonymousUser

from apps.accounts.models import StaffRole
from apps.accounts.rights import ACTS_BY_ROLE, rights_of
from tests.factories.accounts import StaffFactory, UserFactory, give_role, staff

MATRIX = """
                    owner manager cashier fulfilment merchandiser service finance
dashboard.view        x      x       .        .           .          .       x
orders.view           x      x       x        x           .          x       x
orders.cancel         x      x       .        .           .          x       .
orders.refund         x      x       .        .           .          x       x
fulfilment.work       x      x       x        x           .          .       .
fulfilment.override   x      x       .        .           .          .       .
stock.view            x      x       x        x           x          x       x
stock.adjust          x      x       .        x           .          .       .
stock.transfer        x      x       .        x           .          .       .
stock.receive         x      x       .        x           x          .       .
stock.count           x      x       x        x           .          .       .
stock.approve         x      x       .        .           .          .       .
purchasing.manage     x      x       .        .           x          .       .
tills.view            x      x       .        .           .          .       x
tills.manage          x      x       .        .           .          .       .
exceptions.resolve    x      x       .        .           .          .       .
customers.view        x      x       .        .           .          x       .
catalog.import        x      .       .        .           x          .       .
catalog.manage        x      .       .        .           x          .       .
"""


def table():
    head, *rows = [line.split() for line in MATRIX.strip().splitlines()]
    for act, *marks in rows:
        for role, mark in zip(head, marks, strict=True):
            yield role, act, mark == "x"


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(StaffRole.Role))
def test_a_role_may_do_what_the_table_says_and_nothing_more(role):
    rights = rights_of(staff(role))

    expected = {act: allowed for who, act, allowed in table() if who == role}
    assert {act: rights.can(act) for act in expected} == expected


def test_the_table_knows_every_act():
    assert {act for _role, act, _allowed in table()} == frozenset().union(*ACTS_BY_ROLE.values())


@pytest.mark.django_db
def test_an_act_nobody_defined_is_allowed_to_nobody():
    assert not rights_of(staff(StaffRole.Role.OWNER)).can("vases.break")


@pytest.mark.django_db
def test_a_superuser_may_do_everything_everywhere():
    rights = rights_of(StaffFactory(is_superuser=True))

    assert all(rights.can(act, location_id=1) for _role, act, _allowed in table())


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [{"is_staff": False}, {"is_active": False}])
def test_whoever_left_may_do_nothing(facts):
    alice = UserFactory(is_staff=True, is_superuser=True)
    give_role(alice, StaffRole.Role.OWNER)
    for name, value in facts.items():
        setattr(alice, name, value)

    assert rights_of(alice).places == {}


def test_a_stranger_may_do_nothing():
    assert rights_of(AnonymousUser()).places == {}
