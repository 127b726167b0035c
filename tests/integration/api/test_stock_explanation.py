"""`GET /api/v1/pos/stock/{product}/explanation`: figures that add up, and sentences in the reader's language."""

from typing import Any

import pytest

from apps.catalog.models import Product
from apps.pos.models import Device
from tests.factories.catalog import bundle
from tests.factories.channels import LocationFactory
from tests.factories.stock import sell, stock


def ask(till: Any, product: int, **query: str) -> Any:
    return till.get(f"/api/v1/pos/stock/{product}/explanation", query)


def test_it_is_explained_for_the_tills_own_channel_and_location(till: Any, mug: Product) -> None:
    here = Device.objects.get().location
    before = ask(till, mug.pk).json()["figures"]["on_hand"]
    stock(mug, here, 10, safety_stock=2)
    sell(mug, here, 3)

    told = ask(till, mug.pk).json()

    assert (told["location"], told["available"] - before, told["can_sell"]) == (here.code, 5, True)
    figures = told["figures"]
    assert told["available"] == figures.pop("on_hand") - sum(figures.values())
    assert any("Sale −3" in sentence for sentence in told["sentences"])
    assert told["obstacles"] == []


def test_in_the_readers_language(till: Any, mug: Product) -> None:
    told = till.get(f"/api/v1/pos/stock/{mug.pk}/explanation", HTTP_ACCEPT_LANGUAGE="it")

    assert told.headers["Content-Language"] == "it"


def test_elsewhere_it_may_not_be_sold_at_all(till: Any, mug: Product) -> None:
    trieste = LocationFactory(name="Trieste", code="trieste")
    stock(mug, trieste, 4)

    told = ask(till, mug.pk, location="trieste").json()

    assert told["can_sell"] is False
    assert told["figures"]["on_hand"] == 4
    assert any("Trieste" in obstacle for obstacle in told["obstacles"])


def test_a_bundle_by_its_components(till: Any, mug: Product) -> None:
    here = Device.objects.get().location
    pair = bundle((mug, 2), title="Pair")
    stock(mug, here, 9)

    told = ask(till, pair.pk).json()

    [part] = told["components"]
    assert (part["product_id"], part["quantity"]) == (mug.pk, 2)
    assert told["available"] == part["available"] // 2


@pytest.mark.parametrize(
    ("product", "query", "code"),
    [
        (0, {}, "product-not-found"),
        (10**30, {}, "product-not-found"),
        (None, {"location": "nowhere"}, "location-not-found"),
        (None, {"channel": "nobody"}, "channel-not-found"),
    ],
)
def test_what_is_not_there_is_refused(till: Any, mug: Product, product: Any, query: Any, code: str) -> None:
    answer = ask(till, mug.pk if product is None else product, **query)

    assert answer.status_code == 404
    assert answer.json()["code"] == code
