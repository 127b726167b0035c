"""Saving products: the one door for seeds, imports of sales, screens. Drafts in, products out."""

from collections.abc import Collection, Mapping, Sequence

from django.db import connection
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import ProductRecommendation, ProductReference
from apps.catalog.types import Problem, ProductDraft, SavedProduct
from apps.catalog.words import describe
from apps.core.errors import DomainError
from apps.core.transactions import transaction_required

from .categories import CategoryTree
from .planning import plan_products
from .writing import write_plans

#: Any number that no other advisory lock of the project uses.
CATALOGUE_LOCK = 7_205_001
OWN = "bottega"
"""The source of products that come from no other system."""


class InvalidProducts(DomainError):
    code = "invalid-products"
    message = _("These products can't be saved: %(reasons)s")

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(reasons="; ".join(describe(problem) for problem in self.problems[:5]))


@transaction_required
def save_products(*, drafts: Sequence[ProductDraft], source: str = OWN) -> list[SavedProduct]:
    """Make the products, or update those that a reference of this source or a SKU finds.

    Some thirty statements whatever their number; split long lists into batches of some hundreds. Publishes
    `product.changed`. Raises InvalidProducts, with nothing changed, if anything is wrong with any of them.
    """
    lock_catalogue()
    tree = CategoryTree()
    plans = plan_products(drafts=drafts, source=source, tree=tree, lock=True)
    problems = [problem for plan in plans for problem in plan.problems if problem.is_error]
    if problems:
        raise InvalidProducts(problems)
    saved = write_plans(plans=plans, tree=tree)
    related = {each.product_id: each.draft.related for each in saved if each.draft.related is not None}
    relate_products(related=related, source=source)
    return saved


@transaction_required
def lock_catalogue() -> None:
    """Wait until no other batch of products is being saved, so that what is compared stays as it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CATALOGUE_LOCK])


@transaction_required
def relate_products(*, related: Mapping[int, Sequence[str]], source: str) -> None:
    """Set which products go with each, named by their references; names that nobody has are left out."""
    names = {name for listed in related.values() for name in listed}
    named = ProductReference.objects.filter(source=source, reference__in=names)
    roots = named.annotate(root=Coalesce("product__parent_id", "product_id"))
    found = dict(roots.values_list("reference", "root"))
    ProductRecommendation.objects.filter(primary__in=related).delete()
    pairs = {
        (primary, found[name]): len(listed) - place
        for primary, listed in related.items()
        for place, name in enumerate(listed)
        if name in found and found[name] != primary
    }
    ProductRecommendation.objects.bulk_create(
        ProductRecommendation(primary_id=primary, recommendation_id=other, ranking=ranking)
        for (primary, other), ranking in pairs.items()
    )


def known_references(*, names: Collection[str], source: str) -> set[str]:
    """Return which of the names the source has products for."""
    found = ProductReference.objects.filter(source=source, reference__in=names)
    return set(found.values_list("reference", flat=True))
