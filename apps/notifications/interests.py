"""Who waits for what: asked on a sold-out product's page, told once when it is back, then forgotten."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.errors import DomainError
from apps.core.transactions import durable
from apps.stock.selectors import availability

from .letters import Letter
from .models import StockInterest
from .services import write_letter

LETTERS_A_UNIT = 3
"""So many people are told for each unit that came back: most of them have found something else."""
SALT = "notifications.interest"


class WrongAddress(DomainError):
    code = "wrong-address"
    message = _("Type an e-mail address such as name@example.com.")


def note_interest(
    *,
    product_id: int,
    channel: Channel,
    email: str,
    language: str,
    at: datetime,
    user: User | None = None,
    location: Location | None = None,
) -> StockInterest:
    """Remember who wants to be told; asking again changes nothing. Raises WrongAddress."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise WrongAddress from error
    with durable():
        interest, _is_new = StockInterest.objects.get_or_create(
            product_id=product_id,
            channel=channel,
            location=location,
            email=email,
            defaults={"user": user, "language": language, "asked_at": at},
        )
    return interest


def token_of(interest: StockInterest) -> str:
    """Return what a link names the interest by; nobody can make one up."""
    return signing.dumps(interest.pk, salt=SALT)


def find_interest(*, token: str) -> StockInterest | None:
    """Return the interest that a link names, None where it is forgotten or the link isn't ours."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return StockInterest.objects.select_related("product__parent").filter(pk=key).first()


def end_interest(*, token: str) -> None:
    """Forget who doesn't want to be told any more; doing so again changes nothing."""
    interest = find_interest(token=token)
    if interest:
        interest.delete()


def tell_waiting(*, product_ids: Collection[int], channel: Channel, at: datetime) -> int:
    """Write to those who wait for these products or their variants, oldest first; return how many were told.

    No more than LETTERS_A_UNIT for each unit that can be promised where they want it.
    """
    waiting = StockInterest.objects.filter(
        Q(product__in=product_ids) | Q(product__parent__in=product_ids), channel=channel
    )
    rows = list(waiting.select_related("product__parent", "user").order_by("asked_at", "pk"))
    if not rows:
        return 0
    left = _letters_left({row.product_id for row in rows}, channel, at)
    told = 0
    for row in rows:
        place = (row.product_id, row.location_id)
        if left.get(place, 0) > 0:
            left[place] -= 1
            told += 1
            write_letter(letter=_letter(row))
            StockInterest.objects.filter(pk=row.pk).delete()
    return told


def _letters_left(
    product_ids: Collection[int], channel: Channel, at: datetime
) -> dict[tuple[int, int | None], int]:
    """Return how many may be told by product and location, None standing for all locations together."""
    left: dict[tuple[int, int | None], int] = {}
    for product_id, places in availability(channel=channel, product_ids=product_ids, at=at).items():
        units = {place.location_id: max(0, place.available) for place in places}
        left[product_id, None] = sum(units.values()) * LETTERS_A_UNIT
        left |= {(product_id, location_id): count * LETTERS_A_UNIT for location_id, count in units.items()}
    return left


def _letter(interest: StockInterest) -> Letter:
    with override(interest.language):
        return Letter(
            kind="back-in-stock",
            cause=f"interest:{interest.pk}",
            recipient=interest.email,
            user=interest.user,
            language=interest.language,
            context={
                "title": str(interest.product.get_title()),
                "url": f"{settings.SITE_URL}{_address(interest.product)}",
            },
        )


def _address(product: Product) -> str:
    head = product.parent or product
    address = reverse("catalogue:detail", kwargs={"product_slug": head.slug or "p", "pk": head.pk})
    return f"{address}?variant={product.pk}" if product.parent else address
