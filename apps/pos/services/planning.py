"""What a till's sale means to the books: the fact to record, and where it differs from what we know."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from apps.catalog.models import TaxCategory
from apps.channels.business_day import business_date
from apps.channels.models import Location
from apps.core.money import ZERO
from apps.orders.types import SaleFact, SaleLine, Tender

from ..comparison import Difference, difference
from ..models import SaleEnvelope
from ..problems import UNKNOWN_PRODUCT, WRONG_CURRENCY
from ..types import Envelope, EnvelopeLine
from .references import KnownPerson, KnownProduct, References

SOURCE_KIND = "till-sale"
CLOCK_AHEAD = timedelta(minutes=10)
"""How far a till's clock may be ahead before we date a sale by our own."""
CLOCK_BEHIND = timedelta(days=62)
"""Nobody sells offline for longer; an older date is a clock that lost its time."""

METHODS = {"cash": "cash", "terminal": "terminal", "card": "terminal", "transfer": "transfer"}
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_-]{0,31}")


class Unbookable(Exception):
    """A sale that only a person can book: why, and what to look at."""

    def __init__(self, code: str, details: dict[str, Any]) -> None:
        super().__init__(code)
        self.code, self.details = code, details


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about a sale: the product of a line, or None for no product, by position."""

    products: Mapping[int, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """A sale ready to be booked, with the products of its lines by position."""

    row: SaleEnvelope
    sale: Envelope
    fact: SaleFact
    products: Mapping[int, KnownProduct]
    differences: list[Difference]


def plan_sale(*, row: SaleEnvelope, sale: Envelope, known: References, ruling: Ruling) -> Plan:
    """Return what to book for a sale. Raises Unbookable."""
    device = row.device
    if sale.currency != device.channel.currency:
        raise Unbookable(WRONG_CURRENCY, {"currency": sale.currency, "expected": device.channel.currency})
    products = _products(sale, known, ruling)
    noted: list[Difference] = []
    location = _location(row, sale, known, noted)
    at, day = _when(row, sale, location, noted)
    noted += _people_differences(sale, known)
    noted += _product_differences(sale, products)
    if known.is_reused(device_id=device.pk, sale=sale):
        noted.append(difference("sequence-reused", value=sale.sequence))
    if not device.channel.is_active:
        noted.append(difference("channel-closed", value=device.channel.code))
    number = sale.receipt_number if _NUMBER.fullmatch(sale.receipt_number) else None
    if sale.receipt_number and not number:
        noted.append(difference("number-unusable", value=sale.receipt_number))
    fact = SaleFact(
        id=sale.sale_id,
        number=number,
        channel=device.channel,
        location=location,
        at=at,
        business_date=day,
        currency=sale.currency,
        prices_include_tax=sale.prices_include_tax,
        customer_id=_key(known.customer(sale.customer)) if sale.customer else None,
        actor_id=_key(known.cashier(sale.cashier)) if sale.cashier else None,
        source_kind=SOURCE_KIND,
        source_id=str(sale.sale_id),
        lines=tuple(_line(line, products.get(line.position)) for line in sale.lines),
        tenders=tuple(_tenders(sale, noted)),
        rounding=sale.gross + sale.rounding - sum((line.gross for line in sale.lines), ZERO),
    )
    return Plan(row, sale, fact, products, noted)


def _products(sale: Envelope, known: References, ruling: Ruling) -> dict[int, KnownProduct]:
    """Return the product of each line that has one. Raises Unbookable for goods that nobody knows."""
    found: dict[int, KnownProduct] = {}
    unknown = []
    for line in sale.lines:
        if line.position in ruling.products:
            product = known.products.get(("id", ruling.products[line.position]))
        else:
            product = known.product(line)
            if product is None and not line.is_service:
                unknown.append(line)
        if product:
            found[line.position] = product
    if unknown:
        raise Unbookable(UNKNOWN_PRODUCT, {"lines": [_description(line) for line in unknown]})
    return found


def _description(line: EnvelopeLine) -> dict[str, Any]:
    return {
        "line": line.position,
        "title": line.title,
        "product_id": line.product_id,
        "sku": line.sku,
        "gtin": line.gtin,
        "quantity": line.quantity,
        "gross": str(line.gross),
    }


def _location(row: SaleEnvelope, sale: Envelope, known: References, noted: list[Difference]) -> Location:
    location = known.locations.get(sale.location_code, row.device.location)
    if sale.location_code and sale.location_code != location.code:
        noted.append(difference("unknown-location", value=sale.location_code))
    if not location.is_active:
        noted.append(difference("location-closed", value=location.code))
    return location


def _when(
    row: SaleEnvelope, sale: Envelope, location: Location, noted: list[Difference]
) -> tuple[datetime, date]:
    """Return the moment and the business day: the till's word for both unless its clock must be wrong."""
    ahead = sale.sold_at - row.received_at
    if not -CLOCK_BEHIND <= ahead <= CLOCK_AHEAD:
        noted.append(
            difference("clock", charged=sale.sold_at.isoformat(), expected=row.received_at.isoformat())
        )
        return row.received_at, business_date(location, row.received_at)
    day = business_date(location, sale.sold_at)
    if sale.business_date in (None, day):
        return sale.sold_at, day
    noted.append(difference("business-date", charged=sale.business_date, expected=day))
    is_near = sale.business_date is not None and abs(sale.business_date - day) <= timedelta(days=1)
    return sale.sold_at, sale.business_date if is_near and sale.business_date else day


def _people_differences(sale: Envelope, known: References) -> Iterator[Difference]:
    if sale.customer and known.customer(sale.customer) is None:
        yield difference("unknown-customer", value=sale.customer)
    if sale.cashier and known.cashier(sale.cashier) is None:
        yield difference("unknown-cashier", value=sale.cashier)


def _key(person: KnownPerson | None) -> int | None:
    return person.id if person else None


def _product_differences(sale: Envelope, products: Mapping[int, KnownProduct]) -> Iterator[Difference]:
    for line in sale.lines:
        product = products.get(line.position)
        if product is None:
            continue
        if line.sku and product.sku and line.sku != product.sku:
            yield difference("product-renamed", line=line.position, charged=line.sku, expected=product.sku)
        if line.tax_category != product.tax_category:
            names = {"charged": line.tax_category, "expected": product.tax_category}
            yield difference("tax-category", line=line.position, **names)


def _line(line: EnvelopeLine, product: KnownProduct | None) -> SaleLine:
    category = line.tax_category if line.tax_category in TaxCategory.values else None
    return SaleLine(
        product_id=product.id if product else None,
        sku=product.sku if product else line.sku,
        title=line.title,
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount=line.discount,
        gross=line.gross,
        net=line.net,
        tax_rate=line.tax_rate,
        tax_category=category or (product.tax_category if product else TaxCategory.STANDARD.value),
        kind="service" if line.is_service else "goods",
    )


def _tenders(sale: Envelope, noted: list[Difference]) -> Iterable[Tender]:
    """Return the money that stayed: change is cash that went back out."""
    unknown = (t.method for t in sale.tenders if t.method not in METHODS and t.method != "external")
    noted.extend(difference("unknown-tender", value=method) for method in unknown)
    kept = [Tender(METHODS.get(t.method, t.method), t.amount, t.reference) for t in sale.tenders]
    cash = sum((tender.amount for tender in kept if tender.method == "cash"), Decimal(0)) - sale.change
    others = [tender for tender in kept if tender.method != "cash"]
    return [*([Tender("cash", cash)] if cash else []), *others]
