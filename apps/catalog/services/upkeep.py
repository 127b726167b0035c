"""After a merchandiser's own edit: variants follow their product, and everybody hears of it, deletions too."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from apps.catalog.models import Category, Product, ProductAttributeValue
from apps.core.transactions import transaction_required

from .facets import product_types
from .writing import INHERITED, announce


@transaction_required
def follow_product(*, product_id: int) -> None:
    """Give the variants of a product what they have from it, and tell that the family changed."""
    product: Product = QuerySet(Product).get(pk=product_id)
    if product.parent_id:
        product = QuerySet(Product).get(pk=product.parent_id)
    else:
        ships = product_types()[product.needs_shipping]
        QuerySet(Product).filter(pk=product.pk).update(product_class=ships)
    inherited = {name: getattr(product, name) for name in INHERITED}
    QuerySet(Product).filter(parent_id=product.pk).update(**inherited)
    announce(product_ids=family_ids(product_ids=[product.pk]))


def follow_deletion(*, instance: Product, **_signal: object) -> None:
    """Tell that a product is gone, and that the family which it was a variant of changed."""
    announce(product_ids=[key for key in (instance.pk, instance.parent_id) if key])


def family_ids(*, product_ids: Collection[int]) -> list[int]:
    """Return these products and their variants."""
    family: QuerySet[Product] = QuerySet(Product).filter(Q(pk__in=product_ids) | Q(parent_id__in=product_ids))
    return list(family.order_by("pk").values_list("pk", flat=True))


@transaction_required
def follow_category(*, category_id: int) -> None:
    """Pass a category's being public on to those below it, and tell that their products changed."""
    category = Category.objects.get(pk=category_id)
    category.set_ancestors_are_public()
    below: QuerySet[Product] = QuerySet(Product).filter(categories__path__startswith=category.path)
    announce(product_ids=family_ids(product_ids=set(below.values_list("pk", flat=True))))


@transaction_required
def follow_values(*, option_ids: Collection[int] = (), attribute_ids: Collection[int] = ()) -> None:
    """Tell that the products which have these values or attributes changed."""
    having = ProductAttributeValue.objects.filter(
        Q(value_option__in=option_ids) | Q(attribute__in=attribute_ids)
    )
    announce(product_ids=sorted(set(having.values_list("product_id", flat=True))))


@transaction_required
def follow_brand(*, brand_id: int) -> None:
    """Tell that a brand's products changed."""
    announce(product_ids=list(QuerySet(Product).filter(brand_id=brand_id).values_list("pk", flat=True)))
