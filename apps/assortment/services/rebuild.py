"""Writing the whole window anew: after an upgrade, a restore, or when the audit says that it drifted.

And writing a channel's window anew when its settings, or those of a location that it sells from, change.
"""

from collections.abc import Callable, Collection

from django.db.models import Q

from apps.assortment.models import AssortmentItem, AssortmentWord
from apps.catalog.models import Product
from apps.channels.models import ChannelLocation
from apps.core import clock

from .refresh import BATCH, batches, joining_transaction, refresh_batch, refresh_offers
from .statements import LANGUAGES


def rebuild(
    *,
    progress: Callable[[int, int], None] | None = None,
    channel_ids: Collection[int] | None = None,
) -> int:
    """Write every row anew, remove those that no product or active channel needs; return how many products.

    With `channel_ids` only the rows of these channels are written. Shoppers go on seeing the old rows meanwhile.
    `progress` hears of products done and all there are.
    """
    ids = _everything()
    AssortmentItem.objects.filter(Q(channel__is_active=False) | Q(product__parent__isnull=False)).delete()
    vocabulary: set[tuple[str, str]] = set()
    for number, batch in enumerate(batches(ids), 1):
        with joining_transaction():
            vocabulary |= refresh_batch(root_ids=batch, at=clock.now(), channel_ids=channel_ids)
        if progress:
            progress(min(number * BATCH, len(ids)), len(ids))
    if channel_ids is None:
        _forget_words(vocabulary)
    return len(ids)


def follow_settings(*, subject: str) -> int:
    """Write anew what depends on the settings of, say, `location:3`; return how many products that was.

    A channel may be new or closed, so all of its rows are; a location changes only what can be had of it.
    """
    kind, _colon, key = subject.partition(":")
    if kind == "channel":
        return rebuild(channel_ids=[int(key)])
    if kind == "location":
        channels = ChannelLocation.objects.filter(location_id=key).values_list("channel_id", flat=True)
        return refresh_offers(product_ids=_everything(), channel_ids=list(channels))
    return 0


def _everything() -> list[int]:
    return list(Product.objects.filter(parent=None).order_by("pk").values_list("pk", flat=True))


def _forget_words(vocabulary: set[tuple[str, str]]) -> None:
    for language in LANGUAGES:
        known = {word for spoken, word in vocabulary if spoken == language}
        old = AssortmentWord.objects.filter(language=language)
        gone = [pk for pk, word in old.values_list("pk", "word").iterator() if word not in known]
        for batch in batches(gone, 5_000):
            AssortmentWord.objects.filter(pk__in=batch).delete()
