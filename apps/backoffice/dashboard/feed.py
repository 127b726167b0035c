"""What just happened: the latest sales, returns and orders, in one line each."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.rights import Rights
from apps.orders.models import Line, Order, Return

from ..orders.reach import orders_in_reach

LATEST = 8


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened."""

    at: datetime
    words: str
    number: str
    amount: Decimal
    currency: str


def feed(*, sight: Rights) -> list[News]:
    """Return the latest orders and returns in reach, newest first, with two queries."""
    orders = (
        orders_in_reach(sight)
        .filter(pk__in=orders_in_reach(sight).order_by("-date_placed").values("pk")[:LATEST])
        .select_related("channel", "location")
        .annotate(units=Sum("lines__quantity", filter=Q(lines__kind=Line.Kind.GOODS)))
    )
    returns = rights_returns(sight)
    news = [_order(order) for order in orders] + [_return(each) for each in returns]
    return sorted(news, key=lambda each: each.at, reverse=True)[:LATEST]


def rights_returns(sight: Rights) -> list[Return]:
    """Return the latest returns in reach."""
    returns = sight.scope(Return.objects.all(), act="orders.view").select_related("location", "order")
    return list(returns.annotate(kinds=Count("lines")).order_by("-received_at")[: LATEST // 2])


def _order(order: Order) -> News:
    place = order.location.name if order.location else ""
    where = f"{order.channel.name}, {place}" if place else order.channel.name
    units = getattr(order, "units", 0) or 0
    items = ngettext("%(count)d item", "%(count)d items", units) % {"count": units}
    return News(order.date_placed, f"{where} · {items}", order.number, order.total_incl_tax, order.currency)


def _return(each: Return) -> News:
    words = _("Return in %(place)s") % {"place": each.location.name}
    number = each.order.number if each.order else ""
    return News(each.received_at, words, number, -each.refund_total, each.currency)
