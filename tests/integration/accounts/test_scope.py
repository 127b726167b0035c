"""Rights reach as far as their locations: in lists, in checks, in both ends of a transfer."""

import pytest

from apps.accounts.models import StaffRole
from apps.accounts.rights import rights_of
from apps.stock.selectors import transfers_for
from apps.stock.services.transfers import draft_transfer
from tests.factories.accounts import StaffFactory, give_role, staff
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory
from tests.factories.stock import NOON

pytestmark = pytest.mark.django_db
Role = StaffRole.Role


@pytest.fixture
def lucca():
    return LocationFactory(name="Lucca")


@pytest.fixture
def como():
    return LocationFactory(name="Como")


@pytest.fixture
def bergamo():
    return LocationFactory(name="Bergamo")


def test_a_manager_of_lucca_manages_lucca_only(lucca, como):
    rights = rights_of(staff(Role.MANAGER, lucca))

    assert rights.can("stock.adjust")
    assert rights.can("stock.adjust", location_id=lucca.pk)
    assert not rights.can("stock.adjust", location_id=como.pk)


def test_roles_at_different_places_add_up_act_by_act(lucca, como):
    bob = staff(Role.MANAGER, lucca)
    give_role(bob, Role.CASHIER, como)
    rights = rights_of(bob)

    assert rights.can("stock.view", location_id=como.pk)
    assert rights.can("stock.view", location_id=lucca.pk)
    assert not rights.can("stock.adjust", location_id=como.pk)


def test_a_role_everywhere_outweighs_one_somewhere(lucca, como):
    bob = staff(Role.CASHIER, lucca)
    give_role(bob, Role.SERVICE)

    assert rights_of(bob).can("orders.view", location_id=como.pk)


def test_a_role_at_no_location_reaches_nowhere(lucca):
    bob = StaffFactory()
    StaffRole.objects.create(user=bob, role=Role.MANAGER)

    assert not rights_of(bob).can("stock.view", location_id=lucca.pk)


def test_a_row_with_two_ends_is_seen_from_either(lucca, como, bergamo):
    vase = ProductFactory()
    for origin, destination in ((lucca, como), (como, bergamo)):
        draft_transfer(
            origin_id=origin.pk, destination_id=destination.pk, quantities={vase.pk: 1}, actor=None, at=NOON
        )

    def seen(user):
        return {transfer.origin.name for transfer in transfers_for(rights=rights_of(user))}

    assert seen(staff(Role.MANAGER, lucca)) == {"Lucca"}
    assert seen(staff(Role.MANAGER, como)) == {"Lucca", "Como"}
    assert seen(staff(Role.OWNER)) == {"Lucca", "Como"}
    assert seen(staff(Role.CASHIER, como)) == set()


def test_rights_are_found_with_two_queries_however_many_roles(lucca, como, django_assert_num_queries):
    bob = staff(Role.MANAGER, lucca)
    give_role(bob, Role.CASHIER, como)
    give_role(bob, Role.SERVICE)

    with django_assert_num_queries(2):
        rights_of(bob)
