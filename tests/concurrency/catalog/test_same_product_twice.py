"""Two imports that bring the same new product make it once."""

from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from apps.catalog.models import Category, Product
from apps.catalog.services import products
from apps.catalog.services.products import save_products
from tests.factories.drafts import ProductDraftFactory, SellableDraftFactory, category
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

WIDTH = 6


def bring_in() -> int:
    draft = ProductDraftFactory(
        references=("vase",),
        sellables=(SellableDraftFactory(sku="VASE"),),
        categories=(category("Home", "Vases"),),
    )
    with transaction.atomic():
        return save_products(drafts=[draft])[0].product_id


def test_one_product_and_one_category() -> None:
    keys = race([bring_in] * WIDTH)
    assert len(set(keys)) == 1
    assert Product.objects.count() == 1
    assert [each.name for each in Category.objects.order_by("path")] == ["Home", "Vases"]


def test_control_without_the_lock_they_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody_looked, plan = Barrier(WIDTH, timeout=PATIENCE), products.plan_products

    def look(**given: Any) -> Any:
        found = plan(**given)
        everybody_looked.wait()
        return found

    monkeypatch.setattr(products, "lock_catalogue", lambda: None)
    monkeypatch.setattr(products, "plan_products", look)
    results = race([bring_in] * WIDTH)
    assert sum(isinstance(result, IntegrityError) for result in results) == WIDTH - 1
