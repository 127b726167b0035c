"""Querysets that are put into SQL once answer for the values of each time."""

import pytest
from django.db.models import F

from apps.catalog.models import Product
from apps.core.prepared import AnyOf, Given, Prepared
from tests.factories.catalog import ProductFactory

pytestmark = pytest.mark.django_db

_NAMED = Prepared(
    *("title_it", "pk", "title_en", "family"),
    of=lambda: (
        Product.objects.filter(AnyOf("pk", Given("keys"))).annotate(family=F("parent_id")).order_by("pk")
    ),
)
_BY_CODE = Prepared(
    "pk", of=lambda: Product.objects.filter(AnyOf("sku", Given("codes"), kind="text")).order_by("pk")
)


@pytest.fixture
def vase() -> Product:
    return ProductFactory(sku="VASE", title_en="Vase", title_it="Vaso")


@pytest.fixture
def bowl() -> Product:
    return ProductFactory(sku="BOWL", title_en="Bowl", title_it="Ciotola")


def test_columns_come_in_the_order_they_were_named(vase: Product, bowl: Product) -> None:
    assert _NAMED.rows(keys=[vase.pk, bowl.pk]) == [
        ("Vaso", vase.pk, "Vase", None),
        ("Ciotola", bowl.pk, "Bowl", None),
    ]


def test_each_time_has_its_own_values(vase: Product, bowl: Product) -> None:
    assert _BY_CODE.rows(codes=["BOWL"]) == [(bowl.pk,)]
    assert _BY_CODE.rows(codes=["VASE", "BOWL"]) == [(vase.pk,), (bowl.pk,)]
    assert _BY_CODE.rows(codes=[]) == []


def test_what_was_changed_meanwhile_is_read(vase: Product) -> None:
    before = _NAMED.rows(keys=[vase.pk])
    Product.objects.filter(pk=vase.pk).update(title_en="Tall vase")

    assert (before[0][2], _NAMED.rows(keys=[vase.pk])[0][2]) == ("Vase", "Tall vase")
