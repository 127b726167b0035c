"""Products to sell."""

from typing import Any

import factory
from oscar.apps.catalogue.models import ProductClass

from apps.catalog.models import BundleComponent, Product


class ProductClassFactory(factory.django.DjangoModelFactory[ProductClass]):
    class Meta:
        model = ProductClass
        django_get_or_create = ("slug",)

    name = "Goods"
    slug = "goods"


class ProductFactory(factory.django.DjangoModelFactory[Product]):
    class Meta:
        model = Product

    product_class = factory.SubFactory(ProductClassFactory)
    title = "Mug"
    slug = factory.Sequence(lambda n: f"mug-{n}")
    sku = factory.Sequence(lambda n: f"MUG-{n}")


def bundle(*parts: tuple[Product, int], **facts: Any) -> Product:
    """Return a product that consists of so many units of others."""
    made: Product = ProductFactory(**facts)
    BundleComponent.objects.bulk_create(
        BundleComponent(bundle=made, component=component, quantity=quantity) for component, quantity in parts
    )
    return made
