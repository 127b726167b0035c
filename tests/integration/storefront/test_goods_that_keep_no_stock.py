"""What isn't a physical thing is never sold out: it needs no address, and nothing is promised or shipped."""

import pytest
from django.urls import reverse

from apps.assortment.models import AssortmentItem
from apps.assortment.selectors import browse
from apps.core import clock
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.planning import plan_order
from apps.orders.models import Order
from apps.orders.services.payment import apply_provider_result
from apps.payments.providers.base import ProviderResult
from apps.stock.models import Allocation, Hold, StockLevel
from apps.storefront.goods import product_url
from tests.factories.boutique import contents, press_order, put_in, tell_where, tell_who
from tests.factories.drafts import product


@pytest.fixture
def pattern(boutique):
    """A knitting pattern to download, which lies nowhere."""
    return boutique.sell(product("Knitting pattern", sku="PATTERN", needs_shipping=False), stock=0)


def pay(order):
    payment = order.order_payments.get().payment
    result = ProviderResult(outcome="captured", reference="ok", amount=payment.amount)
    apply_provider_result(payment_id=payment.pk, result=result, source="test", at=clock.now())


def test_a_list_shows_it_as_available(boutique, pattern):
    assert AssortmentItem.objects.get(product=pattern).availability == "available"
    shelf = browse(channel=boutique.channel, language="en", filters={"in-stock": ["1"]})
    assert pattern.pk in [card.product_id for card in shelf.items]


def test_its_page_sells_it_and_offers_no_shop(boutique, pattern, visitor):
    shown = visitor.get(product_url(pattern))

    assert shown.context["page"].can_buy
    assert "nothing has to be shipped" in shown.content.decode()
    assert "Delivered by" not in shown.content.decode()


def test_it_is_bought_without_an_address_and_charged_no_delivery(boutique, pattern, visitor):
    put_in(visitor, pattern, 2)
    tell_who(visitor)
    answer = visitor.post("/checkout/getting/")
    press_order(visitor)

    order = Order.objects.get()
    assert answer["Location"] == "/checkout/paying/"
    assert (str(order.total_incl_tax), order.shipping_address) == ("20.0000", None)
    assert [(line.method, line.quantity) for line in order.lines.all()] == [("none", 2)]
    assert not Allocation.objects.exists()
    assert not Hold.objects.exists()


def test_once_paid_the_order_is_done(boutique, pattern, visitor):
    put_in(visitor, pattern)
    tell_who(visitor)
    visitor.post("/checkout/getting/")
    press_order(visitor)
    order = Order.objects.get()

    pay(order)
    plan_order(order_id=order.pk, at=clock.now())

    order.refresh_from_db()
    assert order.status == Order.Status.COMPLETED
    assert not Fulfilment.objects.exists()
    thanks = visitor.get(reverse("checkout:thanks", kwargs={"uuid": order.uuid}))
    assert "Nothing to ship" in thanks.content.decode()


def test_beside_a_mug_only_the_mug_is_promised(boutique, pattern, visitor):
    put_in(visitor, boutique.mug)
    put_in(visitor, pattern)
    tell_who(visitor)
    tell_where(visitor)
    press_order(visitor)

    order = Order.objects.get()
    assert [promise.level.product for promise in Allocation.objects.all()] == [boutique.mug]
    assert sorted(order.lines.values_list("method", flat=True)) == ["delivery", "none", "none"]


def test_it_alone_cannot_be_paid_on_collection(boutique, pattern, visitor):
    put_in(visitor, pattern)
    tell_who(visitor)
    visitor.post("/checkout/getting/")

    answer = press_order(visitor, way="on-collection")

    assert answer.status_code == 422
    assert not Order.objects.exists()
    assert contents() == [("Knitting pattern", 1, "delivered")]


def test_a_level_that_a_thing_once_had_does_not_limit_it(boutique, visitor):
    leaflet = boutique.sell(product("Leaflet", sku="LEAFLET"), stock=1)
    leaflet.needs_shipping = False
    leaflet.save()
    boutique.show(leaflet)

    put_in(visitor, leaflet, 5)

    assert contents() == [("Leaflet", 5, "delivered")]
    assert StockLevel.objects.get(product=leaflet).on_hand == 1
