"""Pictures whose address an import gave: asked for, fetched outside any transaction, hung on their product."""

from collections.abc import Collection
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db.models import Q

from apps.catalog.models import PictureSource, ProductImage
from apps.catalog.remote_pictures import Picture, UnusablePicture, download
from apps.core.outbox import Event, publish_all
from apps.core.remote import outside_transactions
from apps.core.transactions import durable, transaction_required

from .writing import announce

AN_EVENT = 50


@transaction_required
def ask_for_pictures(*, product_ids: Collection[int]) -> int:
    """Ask for the pictures of these products and their variants that are still waiting; return how many."""
    whose = Q(product__in=product_ids) | Q(product__parent__in=product_ids)
    waiting = PictureSource.objects.filter(whose, state=PictureSource.State.WAITING).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True))
    publish_all(
        [
            Event("pictures.requested", "pictures", {"source_ids": ids[start : start + AN_EVENT]})
            for start in range(0, len(ids), AN_EVENT)
        ]
    )
    return len(ids)


@outside_transactions
def fetch_picture(*, source_id: int) -> bool:
    """Fetch one picture and hang it on its product; return whether it hangs there.

    What can't be used is kept with its reason. A picture that is there already isn't fetched again.
    """
    source = PictureSource.objects.filter(pk=source_id, state=PictureSource.State.WAITING).first()
    if source is None:
        return False
    twin = PictureSource.objects.filter(url=source.url, image__isnull=False).select_related("image").first()
    try:
        picture = None if twin else download(source.url)
    except UnusablePicture as error:
        waiting = PictureSource.objects.filter(pk=source_id, state=PictureSource.State.WAITING)
        waiting.update(state=PictureSource.State.FAILED, reason=str(error)[:255])
        return False
    with durable():
        return _hang(source_id, picture, twin.image.original.name if twin and twin.image else "")


def _hang(source_id: int, picture: Picture | None, file_name: str) -> bool:
    waiting = PictureSource.objects.select_for_update().filter(
        pk=source_id, state=PictureSource.State.WAITING
    )
    source = waiting.first()
    if source is None:
        return False
    image = ProductImage(
        product_id=source.product_id, caption=source.alt[:200], display_order=source.position
    )
    if picture:
        name = f"{sha256(picture.content).hexdigest()[:20]}.{picture.extension}"
        image.original.save(name, ContentFile(picture.content), save=False)
    else:
        image.original.name = file_name
    image.save()
    source.image, source.state, source.reason = image, PictureSource.State.FETCHED, ""
    source.save(update_fields=["image", "state", "reason"])
    announce(product_ids=[source.product_id])
    return True
