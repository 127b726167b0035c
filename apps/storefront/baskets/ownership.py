"""Whose basket it is: a guest's becomes a person's when they sign in, once, without doubling anything."""

from apps.accounts.models import User
from apps.core.locking import lock_rows
from apps.core.transactions import durable
from apps.storefront.basket.models import Basket


def merge_into_own(*, guest: Basket, owner: User) -> tuple[Basket, int]:
    """Move a guest's lines into the person's open basket and return it with how many lines came.

    Of a thing that is in both, the larger quantity counts: who fills a basket on the phone and again on the
    web means the same things. Merging twice, also at the same moment, changes nothing.
    """
    with durable():
        own, _created = Basket.open.get_or_create(owner=owner)
        locked = {basket.pk: basket for basket in lock_rows(Basket.objects.filter(pk__in=[guest.pk, own.pk]))}
        source, target = locked[guest.pk], locked[own.pk]
        if source.status != Basket.OPEN or source.owner_id is not None:
            return target, 0
        present = set(target.lines.values_list("line_reference", flat=True))
        coming = sum(1 for line in source.lines.all() if line.line_reference not in present)
        target.merge(source, add_quantities=False)
    return target, coming
