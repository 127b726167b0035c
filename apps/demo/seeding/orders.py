"""Orders of the web shop and the phone: placed, paid at the sandbox bank, picked, shipped, collected, sent back."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import translation

from apps.accounts.models import User
from apps.channels.models import Channel, Location
from apps.core.errors import DomainError
from apps.fulfilment.delivery import charge_for
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.planning import plan_order
from apps.fulfilment.services.handing_over import hand_over
from apps.fulfilment.services.picking import confirm_pick, mark_ready
from apps.fulfilment.services.shipping import ship
from apps.orders.models import Order
from apps.orders.services.cancellation import cancel_order
from apps.orders.services.payment import start_payment
from apps.orders.services.placement import OutOfStock, place_order
from apps.orders.services.returns import take_back
from apps.orders.types import PlaceOrder, TakenBack
from apps.pricing.quote import quote
from apps.pricing.types import Cart, CartLine

from .clock import Calendar
from .sales import Goods

APPROVED_CARD = "tok_4242"
WEB_A_DAY, PHONE_A_DAY = 0.8, 0.15
STILL_OPEN = timedelta(days=2)
ADDRESSES = (
    ("Via Garibaldi 12", "55100", "Lucca", "IT"),
    ("Corso Como 8", "20154", "Milano", "IT"),
    ("Via Roma 31", "50123", "Firenze", "IT"),
    ("Via Mazzini 5", "34121", "Trieste", "IT"),
    ("Rue de la République 14", "69002", "Lyon", "FR"),
    ("ulica Długa 22", "00-238", "Warszawa", "PL"),
)


@dataclass(slots=True)
class Desk:
    """Who and what is needed to see orders through."""

    packer: User
    shops: list[Location]
    goods: Sequence[Goods]
    now: datetime


def seed_orders(
    *, calendar: Calendar, goods: Sequence[Goods], customers: Sequence[User], size: float
) -> None:
    """Place and see through the orders of each day; one that was placed before stays as it is."""
    desk = Desk(
        packer=User.objects.get(email="tomasz@lumaca.example"),
        shops=list(Location.objects.filter(kind=Location.Kind.SHOP).order_by("pk")),
        goods=goods,
        now=calendar.now,
    )
    ways = (("web", WEB_A_DAY, calendar.online_moments), ("phone", PHONE_A_DAY, calendar.moments))
    for code, rate, moments in ways:
        channel = Channel.objects.get(code=code)
        for day in calendar:
            chance = random.Random(f"{code}:{day}")
            count = round(rate * size * calendar.busyness(day) * chance.uniform(0.6, 1.4))
            for number, at in enumerate(moments(day, count, chance)):
                _order(
                    desk=desk,
                    channel=channel,
                    name=f"{day}:{number}",
                    at=at,
                    customer=chance.choice(list(customers)),
                    chance=chance,
                )


def _order(
    *, desk: Desk, channel: Channel, name: str, at: datetime, customer: User, chance: random.Random
) -> None:
    if Order.objects.filter(source_kind="demo-order", source_id=f"{channel.code}:{name}").exists():
        return
    try:
        with translation.override(customer.language):
            order = place_order(
                command=_command(
                    desk=desk, channel=channel, name=name, at=at, customer=customer, chance=chance
                ),
                at=at,
            )
    except OutOfStock:
        return
    if at > desk.now - timedelta(hours=20) and chance.random() < 0.08:
        return  # still at the bank
    start_payment(
        order_id=order.pk,
        at=at + timedelta(minutes=2),
        instrument=APPROVED_CARD,
        language=order.language or "en",
    )
    if chance.random() < 0.04:
        cancel_order(
            order_id=order.pk, actor=None, reason="customer changed their mind", at=at + timedelta(hours=1)
        )
        return
    plan_order(order_id=order.pk, at=at + timedelta(minutes=3))
    _see_through(desk, order, at, chance)


def _command(
    *, desk: Desk, channel: Channel, name: str, at: datetime, customer: User, chance: random.Random
) -> PlaceOrder:
    shop = chance.choice(desk.shops) if chance.random() < 0.4 else None
    address = None if shop else _address(customer, chance)
    cart = _cart(channel, customer, _lines(desk, shop, chance), address, at)
    return PlaceOrder(
        channel=channel,
        cart=cart,
        expected_fingerprint=quote(cart=cart, at=at).fingerprint,
        source_kind="demo-order",
        source_id=f"{channel.code}:{name}",
        customer_user_id=customer.pk,
        email=customer.email or "",
        contact_name=customer.get_full_name(),
        phone="",
        language=customer.language,
        shipping_address=address,
        payment_method="card",
        payment_provider="sandbox",
        holder="",
    )


def _lines(desk: Desk, shop: Location | None, chance: random.Random) -> tuple[CartLine, ...]:
    wanted = chance.sample(list(desk.goods), chance.choice((1, 1, 2, 2, 3)))
    return tuple(
        CartLine(
            key=str(place),
            product_id=thing.product_id,
            quantity=chance.choice((1, 1, 1, 2)),
            method="pickup" if shop else "delivery",
            location_id=shop.pk if shop else None,
        )
        for place, thing in enumerate(wanted)
    )


def _address(customer: User, chance: random.Random) -> dict[str, str]:
    line1, postcode, town, country = chance.choice(ADDRESSES)
    return {
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "line1": line1,
        "line4": town,
        "postcode": postcode,
        "country": country,
    }


def _cart(
    channel: Channel,
    customer: User,
    lines: tuple[CartLine, ...],
    address: dict[str, str] | None,
    at: datetime,
) -> Cart:
    """Return the cart, with the charge for delivering it unless it is collected."""
    country = address["country"] if address else None
    cart = Cart(channel.pk, "EUR", lines, destination_country=country, customer_id=customer.pk)
    if country is None:
        return cart
    prefix = "" if channel.code == "web" else f"{channel.code}-"
    charge = charge_for(
        code=f"{prefix}{'standard' if country == 'IT' else 'europe'}",
        channel=channel,
        country=country,
        goods_gross=quote(cart=cart, at=at).goods_gross,
        at=at,
    )
    return replace(cart, charges=(charge,))


def _see_through(desk: Desk, order: Order, at: datetime, chance: random.Random) -> None:
    """Pick, pack and hand over what is older than two days; leave some of the newer orders waiting."""
    for fulfilment in order.fulfilments.select_related("location").order_by("pk"):
        waits = at > desk.now - STILL_OPEN
        if waits and chance.random() < 0.55:
            continue
        picked_at = min(at + timedelta(hours=chance.randint(1, 5)), desk.now)
        _pick(desk, fulfilment, picked_at)
        if waits and chance.random() < 0.6:
            continue
        _close(desk, fulfilment, min(picked_at + timedelta(hours=chance.randint(2, 30)), desk.now), chance)
    order.refresh_from_db()
    if order.status == Order.Status.COMPLETED and chance.random() < 0.07:
        _send_back(desk, order, min(at + timedelta(days=6), desk.now), chance)


def _pick(desk: Desk, fulfilment: Fulfilment, at: datetime) -> None:
    for line in fulfilment.lines.select_related("order_line__product", "component"):
        code = line.goods.sku if line.goods and line.goods.sku else line.order_line.partner_sku
        confirm_pick(fulfilment_id=fulfilment.pk, code=code, quantity=line.quantity, actor=desk.packer, at=at)
    mark_ready(fulfilment_id=fulfilment.pk, actor=desk.packer, at=at)


def _close(desk: Desk, fulfilment: Fulfilment, at: datetime, chance: random.Random) -> None:
    if fulfilment.method == Fulfilment.Method.PICKUP:
        code = Fulfilment.objects.values_list("pickup_code", flat=True).get(pk=fulfilment.pk)
        hand_over(fulfilment_id=fulfilment.pk, actor=desk.packer, at=at, code=code)
    else:
        number = f"BRT{chance.randrange(10**9):09d}"
        ship(
            fulfilment_id=fulfilment.pk, carrier="Bartolini", tracking_number=number, actor=desk.packer, at=at
        )


def _send_back(desk: Desk, order: Order, at: datetime, chance: random.Random) -> None:
    line = order.lines.filter(kind="goods").order_by("pk").first()
    if line is None:
        return
    try:
        take_back(
            order_id=order.pk,
            lines=[TakenBack(line.pk, 1, reason="not the right colour")],
            location=chance.choice(desk.shops),
            actor=desk.packer,
            at=at,
            source_id=f"demo:{order.number}",
        )
    except DomainError:
        return
