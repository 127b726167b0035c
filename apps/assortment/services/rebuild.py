"""Writing the whole window anew: after an upgrade, a restore, or when the audit says that it drifted."""

from collections.abc import Callable

from django.db.models import Q

from apps.assortment.models import AssortmentItem, AssortmentWord
from apps.catalog.models import Product
from apps.core import clock

from .refresh import BATCH, batches, joining_transaction, refresh_batch
from .statements import LANGUAGES


def rebuild(*, progress: Callable[[int, int], None] | None = None) -> int:
    """Write every row anew, remove those that no product or active channel needs; return how many products.

    Shoppers go on seeing the old rows meanwhile. `progress` hears of products done and all there are.
    """
    ids = list(Product.objects.filter(parent=None).order_by("pk").values_list("pk", flat=True))
    AssortmentItem.objects.filter(Q(channel__is_active=False) | Q(product__parent__isnull=False)).delete()
    vocabulary: set[tuple[str, str]] = set()
    for number, batch in enumerate(batches(ids), 1):
        with joining_transaction():
            vocabulary |= refresh_batch(root_ids=batch, at=clock.now())
        if progress:
            progress(min(number * BATCH, len(ids)), len(ids))
    _forget_words(vocabulary)
    return len(ids)


def _forget_words(vocabulary: set[tuple[str, str]]) -> None:
    for language in LANGUAGES:
        known = {word for spoken, word in vocabulary if spoken == language}
        old = AssortmentWord.objects.filter(language=language)
        gone = [pk for pk, word in old.values_list("pk", "word").iterator() if word not in known]
        for batch in batches(gone, 5_000):
            AssortmentWord.objects.filter(pk__in=batch).delete()
