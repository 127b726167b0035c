"""Products to sell."""

import factory
from oscar.apps.catalogue.models import ProductClass

from apps.catalog.models import Product


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
