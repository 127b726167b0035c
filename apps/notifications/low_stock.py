"""The daily letter about what became low: to each shop manager, about the locations they look after."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.urls import reverse

from apps.accounts.models import StaffRole, User
from apps.accounts.rights import rights_of
from apps.stock.thresholds import LowStockAlert, alerts_for

from .letters import Letter

DAY = timedelta(days=1)
MOST_LINES = 200
"""More is read on the page, not in a letter."""


def low_stock_letters(*, at: datetime) -> Iterator[Letter]:
    """Yield a letter for each manager at whose locations something became low in the last day and still is."""
    managers = User.objects.filter(
        staff_roles__role=StaffRole.Role.MANAGER, is_staff=True, is_active=True, email__isnull=False
    )
    for manager in managers.distinct().order_by("pk"):
        open_ones = alerts_for(rights=rights_of(manager))
        new = open_ones.filter(opened_at__gt=at - DAY, opened_at__lte=at)
        rows = list(new.order_by("location__name", "location_id", "product__sku")[:MOST_LINES])
        if rows:
            yield _letter(manager, rows, total=open_ones.count(), at=at)


def _letter(manager: User, rows: list[LowStockAlert], *, total: int, at: datetime) -> Letter:
    places = groupby(rows, key=lambda alert: alert.location)
    return Letter(
        kind="low-stock",
        cause=f"{manager.pk}:{at:%Y-%m-%d}",
        recipient=manager.email or "",
        user=manager,
        language=manager.language or settings.LANGUAGE_CODE,
        context={
            "places": [(location, list(alerts)) for location, alerts in places],
            "count": len(rows),
            "total": total,
            "url": f"{settings.SITE_URL}{reverse('backoffice:low-stock')}",
        },
    )
