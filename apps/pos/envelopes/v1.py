"""Version 1 of the sale envelope, as `v1.schema.json` beside it states it. Pure."""

from itertools import count

from ..types import Envelope, EnvelopeLine, EnvelopeTender, PersonReference
from .fields import ZERO, Fields

MOST_LINES = 1000
MOST_TENDERS = 50
MOST_OF_ONE_LINE = 999_999
LARGEST_NUMBER = 2**53 - 1
"""The largest whole number that every JSON reader holds exactly (RFC 8259, 6)."""

KINDS = frozenset({"goods", "service"})


def read(fields: Fields) -> Envelope:
    """Return the sale; faults are noted in the fields."""
    totals = fields.object("totals", required=True) or Fields({})
    return Envelope(
        sale_id=fields.identifier("sale_id"),
        sequence=fields.whole("sequence", least=1, most=LARGEST_NUMBER),
        receipt_number=fields.text("receipt_number", most=32),
        sold_at=fields.moment("sold_at"),
        business_date=fields.day("business_date"),
        location_code=fields.text("location", most=32),
        cashier=_person(fields.object("cashier")),
        customer=_person(fields.object("customer")),
        currency=fields.currency("currency"),
        prices_include_tax=fields.flag("prices_include_tax"),
        lines=tuple(map(_line, count(1), fields.objects("lines", least=1, most=MOST_LINES))),
        tenders=tuple(_tender(tender) for tender in fields.objects("tenders", least=0, most=MOST_TENDERS)),
        change=fields.amount("change", default=ZERO),
        rounding=fields.amount("rounding", default=ZERO),
        gross=totals.amount("gross"),
        net=totals.amount("net"),
        app_version=fields.text("app_version", most=32),
        feed_cursor=fields.text("feed_cursor", most=120),
    )


def _line(position: int, fields: Fields) -> EnvelopeLine:
    """Return the line; its place in the list is its position, so that no two are the same."""
    return EnvelopeLine(
        position=position,
        is_service=fields.choice("kind", KINDS, default="goods") == "service",
        product_id=fields.key("product_id"),
        sku=fields.text("sku", most=64),
        gtin=fields.text("gtin", most=14),
        title=fields.text("title", most=255, required=True),
        quantity=fields.whole("quantity", least=1, most=MOST_OF_ONE_LINE),
        unit_price=fields.amount("unit_price"),
        discount=fields.amount("discount", default=ZERO),
        discount_reason=fields.text("discount_reason", most=120),
        gross=fields.amount("gross"),
        net=fields.amount("net"),
        tax_rate=fields.rate("tax_rate"),
        tax_category=fields.text("tax_category", most=16) or "standard",
    )


def _tender(fields: Fields) -> EnvelopeTender:
    return EnvelopeTender(
        method=fields.text("method", most=24, required=True),
        amount=fields.amount("amount"),
        reference=fields.text("reference", most=128),
    )


def _person(fields: Fields | None) -> PersonReference | None:
    if fields is None:
        return None
    person = PersonReference(
        id=fields.key("id"),
        code=fields.text("code", most=20),
        email=fields.text("email", most=254),
        phone=fields.text("phone", most=20),
        name=fields.text("name", most=120),
    )
    return person if str(person) else None
