"""Staff see the stock of their own locations."""

from apps.accounts.models import StaffRole
from apps.accounts.rights import rights_of
from apps.stock.selectors import levels_for
from tests.factories.accounts import StaffFactory, staff
from tests.factories.stock import stock


def seen_by(user):
    return {level.location.name for level in levels_for(rights=rights_of(user))}


def test_each_sees_where_their_role_reaches(vase, lucca, como):
    stock(vase, lucca, 1)
    stock(vase, como, 1)

    assert seen_by(staff(StaffRole.Role.CASHIER, lucca)) == {"Lucca"}
    assert seen_by(staff(StaffRole.Role.OWNER)) == {"Lucca", "Como"}
    assert seen_by(staff(StaffRole.Role.FINANCE)) == {"Lucca", "Como"}
    assert seen_by(StaffFactory()) == set()
