"""What was sold on a business day: sums of the order entries, by channel, location and hour."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractHour
from django.utils import timezone

from apps.accounts.rights import Rights
from apps.core.money import ZERO
from apps.orders.models import OrderEntry

ACT = "dashboard.view"
HOURS = range(24)


@dataclass(frozen=True, slots=True)
class Takings:
    """What one business day came to so far, tax included, in one currency."""

    total: Decimal
    orders: int
    by_channel: dict[int, Decimal]
    by_location: dict[int | None, Decimal]
    orders_by_location: dict[int | None, int]
    by_hour: dict[int, Decimal]

    @property
    def basket(self) -> Decimal | None:
        """Return what an order came to on average."""
        return self.total / self.orders if self.orders else None

    def until(self, hour: int) -> Decimal:
        """Return what had been sold by the end of that hour of the reader's clock."""
        return sum((amount for at, amount in self.by_hour.items() if at <= hour), ZERO)


def takings(*, rights: Rights, day: date, currency: str, until: datetime | None = None) -> Takings:
    """Return what was sold on the day, up to a moment if one is named, less what came back; two queries."""
    entries = _confirmed(rights).filter(business_date=day, order__currency=currency)
    if until:
        entries = entries.filter(at__lte=until)
    amount = Coalesce(Sum("gross"), ZERO)
    sold = Count("order", filter=Q(kind__in=["sale", "service"]), distinct=True)
    rows = entries.order_by().values_list("channel", "location").annotate(amount=amount, sold=sold)
    by_channel: dict[int, Decimal] = {}
    by_location: dict[int | None, Decimal] = {}
    orders: dict[int | None, int] = {}
    for channel, location, total, count in rows:
        by_channel[channel] = by_channel.get(channel, ZERO) + total
        by_location[location] = by_location.get(location, ZERO) + total
        orders[location] = orders.get(location, 0) + count
    hour = ExtractHour("at", tzinfo=timezone.get_current_timezone())
    hourly = entries.order_by().annotate(hour=hour).values_list("hour").annotate(amount=amount)
    return Takings(
        total=sum(by_location.values(), ZERO),
        orders=sum(orders.values()),
        by_channel=by_channel,
        by_location=by_location,
        orders_by_location=orders,
        by_hour=dict(hourly),
    )


def total_of(*, rights: Rights, day: date, currency: str) -> Decimal:
    """Return what the day came to at the locations in reach, all together; one query."""
    entries = _confirmed(rights).filter(business_date=day, order__currency=currency)
    return Decimal(entries.aggregate(total=Coalesce(Sum("gross"), ZERO))["total"])


def currencies(*, rights: Rights, days: tuple[date, ...]) -> list[str]:
    """Return the currencies that were sold in on these days, the most used first."""
    entries = _confirmed(rights).filter(business_date__in=days)
    counted = entries.order_by().values_list("order__currency").annotate(times=Count("pk"))
    return [currency for currency, _times in counted.order_by("-times")]


def _confirmed(rights: Rights) -> QuerySet[OrderEntry]:
    """Return the entries in reach of orders that were ever confirmed: one that nobody paid wasn't a sale."""
    return rights.scope(OrderEntry.objects.filter(order__confirmed_at__isnull=False), act=ACT)
