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
    till = Channel.objects.get(code="till")
    marketplace = Channel.objects.get(code="marketplace")
    warehouse = Location.objects.get(code="altopascio")
    shops = list(Location.objects.filter(kind=Location.Kind.SHOP).order_by("pk"))
    plenty = [thing for place, thing in enumerate(goods) if not is_scarce(place)]
    cashiers = {
        location: user
        for user in User.objects.filter(staff_roles__role="cashier")
        for location in user.staff_roles.get().locations.all()
    }
    for day in calendar:
        chance = random.Random(day.toordinal())
        facts = []
        for shop, popularity in zip(shops, (1.3, 1.0, 0.7, 0.8), strict=True):
            count = round(TILLS_A_DAY * size * calendar.busyness(day) * popularity * chance.uniform(0.7, 1.3))
            for number, at in enumerate(calendar.moments(day, count, chance)):
                facts.append(
                    _fact(
                        channel=till,
                        location=shop,
                        day=day,
                        at=at,
                        number=number,
                        goods=plenty,
                        chance=chance,
                        customers=customers,
                        cashier=cashiers.get(shop),
                    )
                )
        for number, at in enumerate(calendar.moments(day, round(MARKETPLACE_A_DAY * size), chance)):
            facts.append(
                _fact(
                    channel=marketplace,
                    location=warehouse,
                    day=day,
                    at=at,
                    number=number,
                    goods=plenty,
                    chance=chance,
                    customers=(),
                    cashier=None,
                )
            )
        with durable():
            record_sales(sales=facts)


def _fact(
    *,
    channel: Channel,
    location: Location,
    day: date,
    at: datetime,
    number: int,
    goods: Sequence[Goods],
    chance: random.Random,
    customers: Sequence[User],
    cashier: User | None,
) -> SaleFact:
    name = f"{channel.code}:{location.code}:{day}:{number}"
    lines = tuple(
        _line(thing, chance) for thing in chance.sample(list(goods), chance.choice((1, 1, 1, 2, 2, 3)))
    )
    customer = chance.choice(customers) if customers and chance.random() < 0.3 else None
    method = (
        "external"
        if channel.kind == Channel.Kind.MARKETPLACE
        else chance.choice(("cash", "terminal", "terminal"))
    )
    return SaleFact(
        id=uuid5(_NAMESPACE, name),
        number=None,
        channel=channel,
        location=location,
        at=at,
        business_date=day,
        currency="EUR",
        prices_include_tax=True,
        customer_id=customer.pk if customer else None,
        actor_id=cashier.pk if cashier else None,
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
