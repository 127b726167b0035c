"""Ninety days of sales at the tills and on the marketplace, booked as the facts they were."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID, uuid5

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.transactions import durable
from apps.orders.services.sales import record_sales
from apps.orders.types import SaleFact, SaleLine, Tender

from .clock import Calendar
from .stock import is_scarce

_NAMESPACE = UUID("0b9d5c1a-52b1-5a5e-8a29-5f4d2f1d9c10")
RATES = {"standard": Decimal("0.22"), "reduced": Decimal("0.10")}
TILLS_A_DAY, MARKETPLACE_A_DAY = 2.6, 0.6


@dataclass(frozen=True, slots=True)
class Goods:
    """What can be bought: a variant with its price today."""

    product_id: int
    sku: str
    title: str
    price: Decimal
    tax_category: str


def goods_for_sale() -> list[Goods]:
    """Return everything that has a price, in the order of its keys."""
    rows = (
        Product.objects.filter(prices__price_list__code="base-eur")
        .order_by("pk")
        .values_list("pk", "sku", "title_en", "parent__title_en", "prices__amount", "tax_category")
    )
    return [Goods(pk, sku, title or parent or sku, price, tax) for pk, sku, title, parent, price, tax in rows]


def seed_shop_sales(
    *, calendar: Calendar, goods: Sequence[Goods], customers: Sequence[User], size: float
) -> None:
    """Book what the shops and the marketplace sold on each day; a day that is booked stays as it is."""
    plenty = [thing for place, thing in enumerate(goods) if not is_scarce(place)]
    counters = _counters(size, customers)
    for day in calendar:
        chance = random.Random(day.toordinal())
        facts = [
            _fact(counter=counter, day=day, at=at, number=number, goods=plenty, chance=chance)
            for counter in counters
            for number, at in enumerate(calendar.moments(day, _count(counter, calendar, day, chance), chance))
        ]
        with durable():
            record_sales(sales=facts)


@dataclass(frozen=True, slots=True)
class Counter:
    """A place where things are sold: how much a day, by whom, and to whom."""

    channel: Channel
    location: Location
    sales_a_day: float
    customers: Sequence[User]
    cashier: User | None


def _counters(size: float, customers: Sequence[User]) -> list[Counter]:
    till, marketplace = Channel.objects.get(code="till"), Channel.objects.get(code="marketplace")
    shops = Location.objects.filter(kind=Location.Kind.SHOP).order_by("pk")
    cashiers = {
        location.pk: user
        for user in User.objects.filter(staff_roles__role="cashier")
        for location in user.staff_roles.get().locations.all()
    }
    counters = [
        Counter(till, shop, TILLS_A_DAY * size * popularity, customers, cashiers.get(shop.pk))
        for shop, popularity in zip(shops, (1.3, 1.0, 0.7, 0.8), strict=True)
    ]
    warehouse = Location.objects.get(code="altopascio")
    return [*counters, Counter(marketplace, warehouse, MARKETPLACE_A_DAY * size, (), None)]


def _count(counter: Counter, calendar: Calendar, day: date, chance: random.Random) -> int:
    return round(counter.sales_a_day * calendar.busyness(day) * chance.uniform(0.7, 1.3))


def _fact(
    *, counter: Counter, day: date, at: datetime, number: int, goods: Sequence[Goods], chance: random.Random
) -> SaleFact:
    name = f"{counter.channel.code}:{counter.location.code}:{day}:{number}"
    lines = tuple(
        _line(thing, chance) for thing in chance.sample(list(goods), chance.choice((1, 1, 1, 2, 2, 3)))
    )
    known = counter.customers and chance.random() < 0.3
    customer = chance.choice(counter.customers) if known else None
    is_shop = counter.channel.kind == Channel.Kind.TILL
    method = chance.choice(("cash", "terminal", "terminal")) if is_shop else "external"
    return SaleFact(
        id=uuid5(_NAMESPACE, name),
        number=None,
        channel=counter.channel,
        location=counter.location,
        at=at,
        business_date=day,
        currency="EUR",
        prices_include_tax=True,
        customer_id=customer.pk if customer else None,
        actor_id=counter.cashier.pk if counter.cashier else None,
        source_kind="demo",
        source_id=name[:64],
        lines=lines,
        tenders=(Tender(method, sum((line.gross for line in lines), Decimal(0))),),
    )


def _line(thing: Goods, chance: random.Random) -> SaleLine:
    quantity, rate = chance.choice((1, 1, 1, 1, 2)), RATES[thing.tax_category]
    gross = thing.price * quantity
    return SaleLine(
        product_id=thing.product_id,
        sku=thing.sku,
        title=thing.title,
        quantity=quantity,
        unit_price=thing.price,
        discount=Decimal(0),
        gross=gross,
        net=(gross / (1 + rate)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP),
        tax_rate=rate,
        tax_category=thing.tax_category,
    )
