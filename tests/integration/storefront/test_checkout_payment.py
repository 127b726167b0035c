"""After the order: the bank's page, back from it, a refusal, another try, and goods put back."""

import pytest

from apps.orders.models import Order
from apps.payments.models import Payment
from apps.stock.models import StockLevel
from apps.storefront.basket.models import Basket
from tests import hosted_page
from tests.factories.boutique import contents, order_by_card, put_in


@pytest.fixture
def order(boutique, visitor):
    """Return a guest's order of two mugs that waits for its payment at the bank's page."""
    return order_by_card(visitor, boutique.mug, 2)


def bank_page(order):
    return Payment.objects.get(order_payment__order=order, state="action-needed").attempts.get().next_url


def pay_with(visitor, order, card):
    """Type a card on the bank's page and follow it back into the shop."""
    sent_back = visitor.post(bank_page(order), {"number": card, "expiry": "12/40", "code": "123"})
    return visitor.get(sent_back["Location"], follow=True)


def shown(response):
    return response.content.decode()


def test_an_approved_card_confirms_the_order(visitor, order):
    page = pay_with(visitor, order, hosted_page.APPROVED)

    order.refresh_from_db()
    assert order.status == Order.Status.CONFIRMED
    assert "Thank you, Elisa Conti" in shown(page)
    assert "€29.30" in shown(page)


def test_coming_back_twice_changes_nothing(visitor, order):
    sent_back = visitor.post(
        bank_page(order), {"number": hosted_page.APPROVED, "expiry": "12/40", "code": "123"}
    )
    for _time in range(2):
        assert "Thank you" in shown(visitor.get(sent_back["Location"], follow=True))

    payment = Payment.objects.get()
    assert (payment.state, payment.captured_amount) == ("captured", order.total_incl_tax)


def test_a_forged_return_pays_nothing(visitor, order):
    payment = Payment.objects.get()
    forged = {"payment": payment.pk, "charge": "ch_1", "status": "captured", "amount": "29.30", "reason": ""}
    visitor.get(f"/checkout/orders/{order.uuid}/back/", forged | {"signature": "0" * 64})
    visitor.get(f"/checkout/orders/{order.uuid}/back/")

    order.refresh_from_db()
    assert order.status == Order.Status.AWAITING_PAYMENT


def test_somebody_elses_return_pays_nothing_here(boutique, visitor, order):
    from django.test import Client

    stranger = Client()
    theirs = order_by_card(stranger, boutique.mug)
    sent_back = stranger.post(
        bank_page(theirs), {"number": hosted_page.APPROVED, "expiry": "12/40", "code": "123"}
    )
    visitor.get(sent_back["Location"].replace(str(theirs.uuid), str(order.uuid)))

    order.refresh_from_db()
    assert order.status == Order.Status.AWAITING_PAYMENT


def test_a_refused_card_leads_to_another_try_with_everything_kept(visitor, order):
    page = pay_with(visitor, order, hosted_page.DECLINED)

    assert "The payment was refused" in shown(page)
    assert "Half-dip mug" in shown(page)
    assert StockLevel.objects.get(product__sku="MUG").allocated == 2

    answer = visitor.post(f"/checkout/orders/{order.uuid}/pay/", {"way": "card"})
    assert answer["Location"].startswith("/sandbox-bank/pay/")
    assert "Thank you" in shown(pay_with(visitor, order, hosted_page.APPROVED))
    order.refresh_from_db()
    assert order.status == Order.Status.CONFIRMED


def test_walking_away_from_the_bank_leads_back_to_the_choice(visitor, order):
    page = bank_page(order).replace("/pay/", "/leave/")
    back = visitor.post(page)

    assert "waits for its payment" in shown(visitor.get(back["Location"], follow=True))
    order.refresh_from_db()
    assert order.status == Order.Status.AWAITING_PAYMENT


def test_an_order_that_waits_is_shown_on_the_basket_page(visitor, order):
    assert f"/checkout/orders/{order.uuid}/pay/" in shown(visitor.get("/basket/"))


def test_pressing_pay_again_asks_for_the_same_money_once(visitor, order):
    visitor.post(f"/checkout/orders/{order.uuid}/pay/", {"way": "card"})
    visitor.post(f"/checkout/orders/{order.uuid}/pay/", {"way": "card"})
    pay_with(visitor, order, hosted_page.APPROVED)

    order.refresh_from_db()
    captured = [payment.captured_amount for payment in Payment.objects.all() if payment.captured_amount]
    assert captured == [order.total_incl_tax]


@pytest.mark.parametrize("way", ["gold", "on-collection", "cash"])
def test_a_way_to_pay_that_isnt_open_is_refused(visitor, order, way):
    answer = visitor.post(f"/checkout/orders/{order.uuid}/pay/", {"way": way})

    assert answer.status_code == 422
    assert Payment.objects.count() == 1


def test_an_unknown_outcome_is_waited_for_and_not_paid_again(visitor, order):
    page = pay_with(visitor, order, hosted_page.NO_ANSWER)

    assert "asking your bank" in shown(page)
    assert 'hx-trigger="every 3s"' in shown(page)
    looked_again = visitor.get(f"/checkout/orders/{order.uuid}/thanks/", headers={"HX-Request": "true"})
    assert looked_again.status_code == 204
    again = visitor.post(f"/checkout/orders/{order.uuid}/pay/", {"way": "card"})
    assert again.status_code == 422
    assert Payment.objects.count() == 1


def test_things_go_back_into_the_basket_to_be_changed(boutique, visitor, order):
    page = visitor.post(f"/checkout/orders/{order.uuid}/change/", follow=True)

    order.refresh_from_db()
    assert order.status == Order.Status.CANCELLED
    assert contents() == [("Half-dip mug", 2, "delivered")]
    assert "back in your basket" in shown(page)
    assert StockLevel.objects.get(product=boutique.mug).allocated == 0


def test_a_basket_put_back_becomes_an_order_of_its_own(visitor, order):
    from tests.factories.boutique import press_order

    visitor.post(f"/checkout/orders/{order.uuid}/change/")
    press_order(visitor)

    assert Order.objects.count() == 2
    assert Order.objects.latest("pk").status == Order.Status.AWAITING_PAYMENT


def test_what_is_in_the_basket_already_counts_once(boutique, visitor, order):
    put_in(visitor, boutique.mug, 3)
    visitor.post(f"/checkout/orders/{order.uuid}/change/")

    assert contents() == [("Half-dip mug", 3, "delivered")]


def test_a_paid_order_isnt_put_back(visitor, order):
    pay_with(visitor, order, hosted_page.APPROVED)
    answer = visitor.post(f"/checkout/orders/{order.uuid}/change/")

    order.refresh_from_db()
    assert answer["Location"] == f"/checkout/orders/{order.uuid}/thanks/"
    assert order.status == Order.Status.CONFIRMED
    assert not Basket.open.exists()


def test_a_paid_order_needs_no_payment_page(visitor, order):
    pay_with(visitor, order, hosted_page.APPROVED)

    assert visitor.get(f"/checkout/orders/{order.uuid}/pay/")["Location"].endswith("/thanks/")
    assert visitor.post(f"/checkout/orders/{order.uuid}/pay/", {"way": "card"})["Location"].endswith(
        "/thanks/"
    )


def test_an_order_that_expired_can_be_put_back(boutique, visitor, order):
    from apps.orders.services.cancellation import cancel_order
    from tests.factories.boutique import now

    cancel_order(order_id=order.pk, actor=None, reason="not paid in time", at=now())

    assert "This order is cancelled" in shown(visitor.get(f"/checkout/orders/{order.uuid}/thanks/"))
    visitor.post(f"/checkout/orders/{order.uuid}/change/")
    assert contents() == [("Half-dip mug", 2, "delivered")]


def test_an_address_that_nobody_was_given_shows_nothing(boutique, visitor):
    for page in ("pay", "back", "thanks"):
        path = f"/checkout/orders/00000000-0000-7000-8000-000000000000/{page}/"
        assert visitor.get(path).status_code == 404
    assert visitor.post("/checkout/orders/00000000-0000-7000-8000-000000000000/change/").status_code == 404
