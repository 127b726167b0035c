"""What an incident is about, in the reader's words: goods by name, orders by number, money with its currency."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.core.models import Incident
from apps.core.outbox import UNDELIVERED
from apps.core.self_audit import KIND as DRIFT
from apps.core.ui import amount_words
from apps.orders.models import Order
from apps.pos.problems import problem_of

MOST_GAPS = 6
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """What incidents name only by its key: products' names and orders' numbers."""

    products: Mapping[int, str]
    orders: Mapping[int, str]


def look_up(incidents: Sequence[Incident]) -> Known:
    """Return the names of all that the incidents are about, with three queries at most."""
    product_ids = {each.data.get("product_id") for each in incidents} - {None}
    order_ids = {key for each in incidents if (key := order_key(each))}
    products = Product.objects.filter(pk__in=product_ids).select_related("parent") if product_ids else ()
    orders = Order.objects.filter(pk__in=order_ids).values_list("pk", "number") if order_ids else ()
    return Known(names_of(list(products)) if products else {}, dict(orders))


def order_key(incident: Incident) -> int | None:
    """Return the key of the order that an incident is about, whatever it is an incident of."""
    for text in (incident.subject, incident.data.get("paid_for", ""), incident.data.get("cause", "")):
        kind, _colon, rest = str(text).partition(":")
        key = rest.partition(":")[0]
        if kind == "order" and key.isdecimal():
            return int(key)
    return None


def detail(incident: Incident, known: Known) -> str:
    """Return what the incident is about, in one line."""
    tell = _DETAILS.get(incident.kind)
    parts: Iterable[str] = tell(incident, known) if tell else ()
    return " · ".join(part for part in parts if part)


def _money(data: Data, name: str, words: str = "%(amount)s") -> str:
    try:
        amount = amount_words(Decimal(str(data[name])), str(data["currency"]))
    except (KeyError, InvalidOperation):
        return ""
    return words % {"amount": amount}


def _order(incident: Incident, known: Known) -> str:
    number = known.orders.get(order_key(incident) or 0) or incident.data.get("number") or ""
    return _("Order %(number)s") % {"number": number} if number else ""


def _till(data: Data) -> str:
    return _("Till %(code)s") % {"code": data["device"]} if data.get("device") else ""


def _level(incident: Incident, known: Known) -> Iterable[str]:
    data = incident.data
    words = {"on_hand": data.get("on_hand", 0), "promised": data.get("allocated", 0)}
    return (
        known.products.get(data.get("product_id", 0), ""),
        _("%(on_hand)s on hand, %(promised)s promised") % words,
    )


def _late_count(incident: Incident, known: Known) -> Iterable[str]:
    data = incident.data
    words = {"units": f"{int(data.get('units', 0)):+d}", "count": data.get("count", "")}
    return known.products.get(data.get("product_id", 0), ""), _("%(units)s after count %(count)s") % words


def _pick(incident: Incident, known: Known) -> Iterable[str]:
    data = incident.data
    yield f"{data.get('missing', '')} × {data.get('title', '')}"
    yield _("Order %(number)s") % {"number": data.get("order", "")}
    yield _("reported by %(name)s") % {"name": data.get("reported_by", "")}


def _over(incident: Incident, known: Known) -> Iterable[str]:
    data = incident.data
    units = data.get("units")
    yield str(data.get("order", ""))
    yield ", ".join(f"{sku} +{count}" for sku, count in units.items()) if isinstance(units, Mapping) else ""


def _waits(incident: Incident, known: Known) -> Iterable[str]:
    return _till(incident.data), str(problem_of(incident.data.get("problem", "")).words)


def _conflict(incident: Incident, known: Known) -> Iterable[str]:
    return (_till(incident.data),)


def _gaps(incident: Incident, known: Known) -> Iterable[str]:
    data = incident.data
    gaps = data.get("gaps", ())
    numbers = ", ".join(
        f"{first}–{last}" if first != last else str(first) for first, last in gaps[:MOST_GAPS]
    )
    words = {"count": data.get("missing", 0), "numbers": numbers + (", …" if len(gaps) > MOST_GAPS else "")}
    yield _till(data)
    yield ngettext("%(count)d sale: %(numbers)s", "%(count)d sales: %(numbers)s", words["count"]) % words


def _payment(incident: Incident, known: Known) -> Iterable[str]:
    data = incident.data
    yield _order(incident, known)
    yield _money(data, "asked", _("asked for %(amount)s"))
    yield _money(data, "captured", _("paid %(amount)s"))
    yield str(data.get("reason", ""))


def _paid(incident: Incident, known: Known) -> Iterable[str]:
    data = incident.data
    yield _order(incident, known)
    yield _money(data, "total", _("comes to %(amount)s"))
    yield _money(data, "amount", _("paid %(amount)s"))


def _refund(incident: Incident, known: Known) -> Iterable[str]:
    return _order(incident, known), _money(incident.data, "amount"), str(incident.data.get("reason", ""))


def _named(*names: str) -> Callable[[Incident, Known], Iterable[str]]:
    """Return what tells the figures of these names as they are: they are names themselves."""

    def tell(incident: Incident, known: Known) -> Iterable[str]:
        return [str(incident.data.get(name, "")) for name in names]

    return tell


def _drift(incident: Incident, known: Known) -> Iterable[str]:
    return (f"{incident.subject} × {incident.data.get('total', 1)}",)


_DETAILS: Mapping[str, Callable[[Incident, Known], Iterable[str]]] = {
    "stock-below-zero": _level,
    "stock-overpromised": _level,
    "count-late": _late_count,
    "pick-missing": _pick,
    "over-delivered": _over,
    "till-sale-attention": _waits,
    "till-sale-conflict": _conflict,
    "till-sales-missing": _gaps,
    "payment-unresolved": _payment,
    "payment-contradiction": _payment,
    "payment-captured-twice": _payment,
    "payment-late": _payment,
    "payment-amount-differs": _payment,
    "order-paid-after-cancellation": _paid,
    "order-paid-twice": _paid,
    "order-payment-mismatch": _paid,
    "refund-failed": _refund,
    "refund-contradiction": _refund,
    "webhook-unmatched": _named("provider", "about"),
    "letter-not-sent": _named("letter", "recipient"),
    UNDELIVERED: _named("event", "about", "error"),
    DRIFT: _drift,
}
