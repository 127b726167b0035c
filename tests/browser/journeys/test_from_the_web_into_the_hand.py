"""A guest buys for delivery and collection, pays at the bank; staff pick and hand over; the guest follows it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from apps.accounts.models import User
from apps.core.reconciliation import find_drifts
from apps.fulfilment.models import Fulfilment
from tests.factories.boutique import Boutique
from tests.factories.stock import figures
from tests.hosted_page import DECLINED

from .conftest import Open
from .shopper import add_to_basket, go_to_the_bank, pay_with

pytestmark = pytest.mark.browser


def test_bought_on_the_web_and_collected_with_the_code(
    boutique: Boutique, bob: User, open_browser: Open, deliver_events: Callable[[], None]
) -> None:
    elisa = open_browser()
    add_to_basket(elisa, boutique.mug)
    add_to_basket(elisa, boutique.green, collect_in="Lucca")
    order = go_to_the_bank(elisa)
    pay_with(elisa)
    expect(elisa.get_by_role("heading", name="Thank you, Elisa Conti")).to_be_visible()
    deliver_events()

    work = Fulfilment.objects.get(order=order, method="pickup")
    counter = open_browser(bob)
    counter.goto(f"/backoffice/work/{work.code}/")
    start = counter.get_by_role("button", name="Start picking")
    start.click()
    expect(start).to_have_count(0)
    counter.get_by_label("Barcode or SKU").fill(str(boutique.green.sku))
    counter.get_by_role("button", name="Confirm").click()
    counter.get_by_role("button", name="Put aside, tell the customer").click()
    expect(counter.get_by_role("link", name="Hand over 1 item")).to_be_visible()
    deliver_events()

    elisa.get_by_role("link", name="Follow the order").click()
    code = elisa.locator(".code-card__code").inner_text()
    counter.get_by_role("link", name="Hand over 1 item").click()
    dialog = counter.get_by_role("dialog")
    dialog.get_by_label("The customer's code").fill(code)
    dialog.get_by_role("button", name="Hand over 1 item").click()
    expect(counter.get_by_text("Handed over").first).to_be_visible()

    elisa.reload()
    expect(elisa.locator(".code-card__code")).to_have_count(0)
    assert figures(boutique.green, boutique.lucca) == (4, 0, 0)
    assert figures(boutique.mug, boutique.altopascio) == (10, 1, 0)
    assert list(find_drifts()) == []


def test_a_card_that_is_refused_and_then_another(boutique: Boutique, open_browser: Open) -> None:
    elisa = open_browser()
    add_to_basket(elisa, boutique.mug)
    order = go_to_the_bank(elisa)
    pay_with(elisa, DECLINED)
    expect(elisa.get_by_role("heading", name="The payment was refused")).to_be_visible()

    elisa.get_by_role("button", name="Pay").click()
    pay_with(elisa)

    expect(elisa.get_by_role("heading", name="Thank you, Elisa Conti")).to_be_visible()
    order.refresh_from_db()
    assert order.status == order.Status.CONFIRMED
    assert sum(each.payment.captured_amount for each in order.order_payments.all()) == order.total_incl_tax
