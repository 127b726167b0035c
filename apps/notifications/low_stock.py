"""The daily letter about what became low: to each who buys for locations, about these, of each crossing once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import translation

from apps.accounts.models import StaffRole, User
from apps.accounts.rights import rights_of
from apps.catalog.names import names_of
from apps.stock.thresholds import LowStockAlert, alerts_for

from .letters import Letter
from .models import Message

KIND = "low-stock"
DAY = timedelta(days=1)
MOST_LINES = 200
"""More is read on the page, not in a letter."""
BUYERS = (StaffRole.Role.MANAGER, StaffRole.Role.MERCHANDISER)


def low_stock_letters(*, at: datetime) -> Iterator[Letter]:
    """Yield a letter for each buyer at whose locations something became low since their last one and still is.

    Who never had one reads about the last day. So a letter that comes late, or not at all, leaves nothing untold.
    """
    buyers = User.objects.filter(
        staff_roles__role__in=BUYERS, is_staff=True, is_active=True, email__isnull=False
    )
    last = Message.objects.filter(kind=KIND, user=OuterRef("pk")).order_by("-created_at")
    buyers = buyers.annotate(told_at=Subquery(last.values("created_at")[:1]))
    for buyer in buyers.distinct().order_by("pk"):
        open_ones = alerts_for(rights=rights_of(buyer))
        new = open_ones.filter(opened_at__gt=buyer.told_at or at - DAY, opened_at__lte=at)
        rows = list(new.order_by("location__name", "location_id", "product__sku")[:MOST_LINES])
        if rows:
            yield _letter(buyer, rows, total=open_ones.count(), at=at)


def _letter(buyer: User, rows: list[LowStockAlert], *, total: int, at: datetime) -> Letter:
    language = buyer.language or settings.LANGUAGE_CODE
    with translation.override(language):
        names = names_of([alert.product for alert in rows])
    for alert in rows:
        alert.name = names[alert.product_id]  # type: ignore[attr-defined]
    places = groupby(rows, key=lambda alert: alert.location)
    return Letter(
        kind=KIND,
        cause=f"{buyer.pk}:{at:%Y-%m-%d}",
        recipient=buyer.email or "",
        user=buyer,
        language=language,
        context={
            "places": [(location, list(alerts)) for location, alerts in places],
            "count": len(rows),
            "total": total,
            "url": f"{settings.SITE_URL}{reverse('backoffice:low-stock')}",
        },
    )
