"""Which news makes which letter, and the sending of what waits."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from celery import shared_task

from apps.channels.models import Channel
from apps.core import clock
from apps.fulfilment.models import Fulfilment
from apps.orders.models import Order, Return
from apps.purchasing.documents.order_pdf import file_name, order_pdf
from apps.purchasing.models import PurchaseOrder

from .interests import tell_waiting
from .letters import (
    Attachment,
    fulfilment_letter,
    order_letter,
    partly_cancelled_letter,
    purchase_letter,
    return_letter,
)
from .low_stock import low_stock_letters
from .services import send_waiting, write_letter


@shared_task(name="apps.notifications.tasks.tell_of_order")
def tell_of_order(*, event: dict[str, Any]) -> None:
    """Write the letter about an order that was confirmed or cancelled."""
    order = Order.objects.select_related("user").get(pk=event["payload"]["order_id"])
    kind = {"order.confirmed": "order-confirmed", "order.cancelled": "order-cancelled"}[event["name"]]
    write_letter(letter=order_letter(kind, order))
    send_letters()


@shared_task(name="apps.notifications.tasks.tell_of_change")
def tell_of_change(*, event: dict[str, Any]) -> None:
    """Write the letter about goods that were taken off an order."""
    order = Order.objects.select_related("user").get(pk=event["payload"]["order_id"])
    at = datetime.fromisoformat(event["occurred_at"])
    write_letter(letter=partly_cancelled_letter(order, at=at))
    send_letters()


@shared_task(name="apps.notifications.tasks.tell_of_fulfilment")
def tell_of_fulfilment(*, event: dict[str, Any]) -> None:
    """Write the letter about goods that are ready for collection or on their way."""
    key = event["subject"].partition(":")[2]
    fulfilment = Fulfilment.objects.select_related("order__user", "location").get(pk=key)
    kind = {"fulfilment.ready": "ready-for-collection", "fulfilment.shipped": "shipped"}[event["name"]]
    if kind == "ready-for-collection" and fulfilment.method != Fulfilment.Method.PICKUP:
        return
    write_letter(letter=fulfilment_letter(kind, fulfilment))
    send_letters()


@shared_task(name="apps.notifications.tasks.tell_of_return")
def tell_of_return(*, event: dict[str, Any]) -> None:
    """Write the letter about goods taken back, unless they came with a former system's records."""
    handed_in = Return.objects.select_related("order__user", "customer").get(
        pk=event["subject"].partition(":")[2]
    )
    write_letter(letter=return_letter(handed_in))
    send_letters()


@shared_task(name="apps.notifications.tasks.tell_supplier")
def tell_supplier(*, event: dict[str, Any]) -> None:
    """Write the letter that takes a purchase order to its supplier, unless somebody sent it by hand."""
    facts = event["payload"]
    if not facts["to"]:
        return
    order = PurchaseOrder.objects.select_related("supplier", "location").get(pk=facts["order_id"])
    order.version = facts["version"]
    paper = Attachment(file_name(order), "application/pdf", order_pdf(order=order))
    write_letter(
        letter=purchase_letter(order, recipient=facts["to"], message=facts["message"], attachments=(paper,))
    )
    send_letters()


@shared_task(name="apps.notifications.tasks.tell_of_low_stock", ignore_result=True)
def tell_of_low_stock() -> None:
    """Write to those who buy what became low since their last letter, one letter each."""
    now = clock.now()
    for letter in low_stock_letters(at=now):
        write_letter(letter=letter, at=now)
    send_letters()


@shared_task(name="apps.notifications.tasks.tell_of_goods_back", ignore_result=True)
def tell_of_goods_back(*, event: dict[str, Any]) -> None:
    """Write to those who wait for products of which there is more than before."""
    more: dict[int, list[int]] = defaultdict(list)
    for product_id, channel_id, before, now in event["payload"]["changes"]:
        if now > before:
            more[channel_id].append(product_id)
    for channel in Channel.objects.filter(pk__in=more, is_active=True):
        tell_waiting(product_ids=more[channel.pk], channel=channel, at=clock.now())


@shared_task(name="apps.notifications.tasks.send_letters")
def send_letters() -> None:
    """Send every letter that is due."""
    while send_waiting(at=clock.now()):
        pass
