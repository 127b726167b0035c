"""From what the shopper agreed to, to the rows of an order."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from apps.accounts.models import clean_email
from apps.channels.business_day import business_date
from apps.core.ids import speakable_code, uuid7
from apps.pricing.rates import day_in
from apps.pricing.types import CartLine, Quote, QuoteCharge, QuoteLine

from ..drafts import LineDraft, OrderDraft
from ..goods import Goods
from ..models import Order
from ..types import ZERO, PlaceOrder


def draft_order(
    *, command: PlaceOrder, quoted: Quote, goods: Mapping[int, Goods], at: datetime
) -> OrderDraft:
    """Return the order awaiting its payment: the cart's lines as quoted, then the charges."""
    delivery = next((charge for charge in quoted.charges if charge.kind == "delivery"), None)
    return OrderDraft(
        uuid=uuid7(),
        number=speakable_code(),
        status=Order.Status.AWAITING_PAYMENT.value,
        channel_id=command.channel.pk,
        location_id=command.location.pk if command.location else None,
        user_id=command.customer_user_id,
        actor_id=command.actor.pk if command.actor else None,
        currency=quoted.currency,
        prices_include_tax=quoted.prices_include_tax,
        source_kind=command.source_kind,
        source_id=command.source_id,
        date_placed=at,
        business_date=_business_date(command, at),
        guest_email=clean_email(command.email) or "",
        contact_name=command.contact_name.strip()[:160],
        contact_phone=command.phone.strip()[:32],
        language=command.language,
        quote_fingerprint=quoted.fingerprint,
        shipping_code=delivery.code[:128] if delivery else "",
        shipping_method=delivery.title[:128] if delivery else "",
        payment_due_at=at + timedelta(minutes=command.channel.payment_minutes),
        lines=[
            *(
                _goods_line(line, wished, goods[line.product_id])
                for line, wished in zip(quoted.lines, command.cart.lines, strict=True)
            ),
            *map(_charge_line, quoted.charges),
        ],
    )


def _goods_line(line: QuoteLine, wished: CartLine, goods: Goods) -> LineDraft:
    return LineDraft(
        product_id=line.product_id,
        sku=goods.sku,
        title=goods.title,
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount=line.discount,
        gross=line.gross,
        net=line.net,
        tax_rate=line.tax_rate,
        tax_category=line.tax_category,
        method=wished.method if goods.is_physical else "none",
        pickup_location_id=wished.location_id if wished.method != "delivery" else None,
    )


def _charge_line(charge: QuoteCharge) -> LineDraft:
    return LineDraft(
        product_id=None,
        sku=charge.code,
        title=charge.title,
        quantity=1,
        unit_price=charge.amount,
        discount=ZERO,
        gross=charge.gross,
        net=charge.net,
        tax_rate=charge.tax_rate,
        tax_category=charge.tax_category,
        kind=charge.kind,
        method="none",
    )


def _business_date(command: PlaceOrder, at: datetime) -> date:
    """Return the business day of the place of sale; without one, the day in the channel's country."""
    if command.location:
        return business_date(command.location, at)
    return day_in(command.channel.tax_country, at)
