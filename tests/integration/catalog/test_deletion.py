"""A product that is deleted, by whatever way, is told of to every reader."""

from collections.abc import Callable

import pytest

from apps.assortment import services as assortment
from apps.assortment.models import AssortmentItem
from apps.catalog.models import Product
from apps.core.models import Change
from tests.factories.drafts import SellableDraftFactory, option, product, product_with_variants
from tests.factories.windows import window

pytestmark = pytest.mark.django_db


def vase(colour: str) -> object:
    return SellableDraftFactory(sku=f"VASE-{colour}", attributes=(option("Colour", colour),))


def told() -> set[str]:
    return set(Change.objects.filter(topic="product").values_list("key", flat=True))


def test_a_product_deleted_in_a_bulk_is_told_of() -> None:
    mug, cup = product("Mug"), product("Cup")
    Change.objects.all().delete()

    Product.objects.filter(pk__in=[mug.pk, cup.pk]).delete()

    assert told() == {str(mug.pk), str(cup.pk)}


def test_a_family_goes_with_its_variants() -> None:
    family = product_with_variants("Vase", [vase("Green"), vase("Blue")])
    keys = {family.pk, *Product.objects.filter(parent=family).values_list("pk", flat=True)}
    Change.objects.all().delete()

    family.delete()

    assert told() == {str(key) for key in keys}


def test_the_window_loses_a_variant_that_is_deleted(deliver_events: Callable[[], None]) -> None:
    shop = window()
    family = product_with_variants("Vase", [vase("Green"), vase("Blue")])
    shop.price(family, "44.00")
    dear = Product.objects.get(sku="VASE-Blue")
    shop.price(dear, "60.00")
    assortment.refresh(product_ids=[family.pk])
    deliver_events()
    assert AssortmentItem.objects.get().price_to == 60

    dear.delete()
    deliver_events()

    assert AssortmentItem.objects.get().price_to == 44


def test_the_window_loses_a_product_that_is_deleted(deliver_events: Callable[[], None]) -> None:
    shop = window()
    mug = product("Mug")
    shop.show(mug)

    mug.delete()
    deliver_events()

    assert not AssortmentItem.objects.exists()
