"""Thousands of keys make one parameter, and find the same rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.catalog.models import Product
from apps.core.keys import among
from tests.factories.goods import ProductFactory

pytestmark = pytest.mark.django_db


def test_many_keys_find_what_few_find():
    mug = ProductFactory()
    many = [mug.pk, *range(10**6, 10**6 + 5000)]

    with CaptureQueriesContext(connection) as queries:
        found = list(Product.objects.filter(pk__in=among(many)))

    assert found == list(Product.objects.filter(pk__in=among([mug.pk]))) == [mug]
    assert "unnest" in queries[0]["sql"]


def test_no_keys_find_nothing():
    ProductFactory()

    assert not Product.objects.filter(pk__in=among([])).exists()
