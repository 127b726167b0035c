"""Stock is corrected by hand with a reason and a name."""

import pytest

from apps.catalog.models import Product
from apps.core.models import AuditEntry
from apps.stock.models import StockLevel, StockMovement
from apps.stock.services.adjust import BelowZero, NothingToAdjust, adjust_stock
from apps.stock.services.checks import NotStocked, ReasonRequired, UnknownLocation, WrongQuantity
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import ProductFactory
from tests.factories.stock import figures, sell, stock


@pytest.fixture
def bob(db):
    return StaffFactory(first_name="Bob", last_name="Rossi")


@pytest.fixture
def adjust(vase, lucca, bob):
    def act(change, reason="Found behind the shelf", **facts):
        given = {"product_id": vase.pk, "location_id": lucca.pk, "actor": bob, **facts}
        return adjust_stock(change=change, reason=reason, **given)

    return act


def test_on_hand_changes_and_the_reason_stays(adjust, vase, lucca, bob):
    stock(vase, lucca, 5)

    assert adjust(-2, reason="  Broken  ") == 3

    assert figures(vase, lucca) == (3, 0, 0)
    movement = StockMovement.objects.get(kind__startswith="adjustment")
    assert (movement.quantity, movement.reason, movement.actor) == (-2, "Broken", bob)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject, entry.actor_name) == (
        "stock.adjusted",
        f"stock:{vase.pk}:{lucca.pk}",
        "Bob Rossi",
    )
    assert entry.details == {"change": -2, "on_hand": 3, "reason": "Broken"}


def test_goods_can_turn_up_where_none_ever_were(adjust, vase, lucca):
    assert adjust(4) == 4
    assert figures(vase, lucca) == (4, 0, 0)


def test_the_same_form_sent_twice_corrects_once(adjust, vase, lucca):
    stock(vase, lucca, 3)

    assert adjust(-3, key="form-1") == 0
    assert adjust(-3, key="form-1") == 0

    assert StockMovement.objects.filter(kind__startswith="adjustment").count() == 1
    assert AuditEntry.objects.count() == 1


def test_a_debt_can_be_corrected_upwards(adjust, vase, lucca):
    sell(vase, lucca, 5)

    assert adjust(2) == -3


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"change": 0}, NothingToAdjust),
        ({"change": 1_000_001}, WrongQuantity),
        ({"change": -6}, BelowZero),
        ({"change": 1, "reason": "   "}, ReasonRequired),
        ({"change": 1, "reason": "x" * 201}, ReasonRequired),
        ({"change": 1, "product_id": 0}, NotStocked),
        ({"change": 1, "location_id": 0}, UnknownLocation),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(adjust, vase, lucca, facts, refusal):
    stock(vase, lucca, 5)

    with pytest.raises(refusal) as refused:
        adjust(**facts)

    assert str(refused.value)
    assert figures(vase, lucca) == (5, 0, 0)
    assert StockMovement.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_a_product_that_is_only_sold_as_variants_has_no_stock(adjust, lucca):
    parent = ProductFactory(structure=Product.PARENT, sku=None)

    with pytest.raises(NotStocked):
        adjust(1, product_id=parent.pk)

    assert not StockLevel.objects.exists()
