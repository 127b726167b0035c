"""Buying from the back office: agreed, drafted, sent, counted in, invoiced."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from apps.purchasing.models import (
    GoodsReceipt,
    LandedCost,
    PurchaseOrder,
    Supplier,
    SupplierAgreement,
    SupplierReturn,
)
from apps.purchasing.services.ending import cancel_order
from apps.stock.models import ProductCost
from tests.factories.accounts import staff
from tests.factories.purchasing import NOON, SupplierFactory, draft, sells, sent
from tests.factories.shop import Shop
from tests.factories.stock import figures

State = PurchaseOrder.State


@pytest.fixture
def conti(shop: Shop) -> Supplier:
    supplier: Supplier = SupplierFactory(code="conti")
    sells(supplier, shop.mug, "3.00", (24, "2.50"), pack_size=6)
    return supplier


def post(client: Client, page: str, /, *args: object, **typed: object) -> int:
    return client.post(reverse(f"backoffice:{page}", args=args), {"mark": str(uuid4()), **typed}).status_code


def test_a_supplier_is_taken_up(shop: Shop, alice: Client) -> None:
    typed = {
        "name": "Vetri Alba",
        "code": "alba",
        "currency": "eur",
        "language": "it",
        "lead_days": "9",
        "minimum_order": "0",
        "tolerance_percent": "0",
        "is_active": "on",
    }
    assert post(alice, "supplier-new", **typed | {"currency": "QQQ"}) == 422
    assert not Supplier.objects.exists()
    assert post(alice, "supplier-new", **typed) == 302
    assert Supplier.objects.get().currency == "EUR"
    assert post(alice, "supplier-change", "alba", **typed | {"lead_days": "12"}) == 302
    assert Supplier.objects.get().lead_days == 12


def test_prices_are_agreed_and_pasted(shop: Shop, alice: Client, conti: Supplier) -> None:
    facts = {"pack_size": "4", "minimum_quantity": "4", "valid_from": "2026-12-01"}
    agreed = {"product": "VASE-GREEN", "prices": "12,50\n24 11", **facts}
    for senseless in ("cheap", "9" * 40, "-1", "0." + "1" * 40, "9" * 40 + " 3.80", "NaN"):
        assert post(alice, "supplier-agree", "conti", **agreed | {"prices": senseless}) == 422
    assert not SupplierAgreement.objects.filter(product=shop.vase).exists()
    assert post(alice, "supplier-agree", "conti", **agreed) == 302
    assert SupplierAgreement.objects.get(product=shop.vase).breaks.count() == 2

    pasted = {"lines": "MUG-BLUE 1 2.90\nMUG-BLUE 12 2.70\n", "valid_from": "2026-12-01", "mark": "two"}
    assert post(alice, "supplier-prices", "conti", **pasted | {"lines": "MUG-BLUE 1"}) == 422
    assert post(alice, "supplier-prices", "conti", **pasted) == 302
    new = SupplierAgreement.objects.get(product=shop.mug, valid_from="2026-12-01")
    assert (new.pack_size, new.breaks.count()) == (6, 2)


def test_an_order_is_drafted_changed_and_sent(shop: Shop, alice: Client, conti: Supplier) -> None:
    typed = {
        "supplier": str(conti.pk),
        "location": str(shop.lucca.pk),
        "goods": "MUG-BLUE 10\nVASE-GREEN 2 8.50",
    }
    assert post(alice, "purchase-new", **typed | {"goods": "NOTHING 1"}) == 422
    assert post(alice, "purchase-new", **typed) == 302
    order = PurchaseOrder.objects.get()
    assert order.lines.count() == 2

    post(alice, "purchase-line", order.code, shop.mug.pk, quantity="12", unit_price="2,75")
    assert order.lines.get(product=shop.mug).unit_price == Decimal("2.75")
    post(alice, "purchase-line", order.code, shop.mug.pk, quantity="24", unit_price="")
    post(alice, "purchase-line", order.code, shop.mug.pk, quantity="-3", unit_price="")
    post(alice, "purchase-add", order.code, code="VASE-GREEN 1 8.50")
    assert dict(order.lines.values_list("product__sku", "quantity")) == {"MUG-BLUE": 24, "VASE-GREEN": 3}
    assert order.lines.get(product=shop.mug).unit_price == Decimal("2.5")
    post(alice, "purchase-line-off", order.code, shop.vase.pk)

    assert (
        "Ceramiche Conti"
        in alice.get(reverse("backoffice:purchase-send", args=[order.code])).content.decode()
    )
    by_hand = {"means": "hand", "mark": "m"}
    preview = alice.get(reverse("backoffice:purchase-send", args=[order.code]), by_hand).content.decode()
    assert "Nothing is e-mailed" in preview
    assert post(alice, "purchase-send", order.code, means="email", to="nobody") == 422
    assert post(alice, "purchase-send", order.code, means="email", to="") == 302
    order.refresh_from_db()
    assert (order.state, order.sent_by) == (State.SENT, shop.alice)
    paper = alice.get(reverse("backoffice:purchase-paper", args=[order.code]))
    assert paper["Content-Type"] == "application/pdf"


def test_a_delivery_is_counted_in(shop: Shop, alice: Client, conti: Supplier) -> None:
    order = sent(conti, shop.lucca, {shop.mug: 24})
    before = figures(shop.mug, shop.lucca)[0]
    counted = {f"q-{shop.mug.pk}": "20", f"d-{shop.mug.pk}": "2", "delivery_note": "DN-1", "mark": "one"}
    extra = {"product": str(shop.vase.pk), f"q-{shop.vase.pk}": "1", f"p-{shop.vase.pk}": "7"}
    assert post(alice, "purchase-receive", order.code, **counted) == 422  # damaged, and nobody says why
    counted[f"r-{shop.mug.pk}"] = "chipped"

    assert post(alice, "purchase-receive", order.code, **counted, **extra) == 302
    assert post(alice, "purchase-receive", order.code, **counted, **extra) == 302
    receipt = GoodsReceipt.objects.get()
    assert figures(shop.mug, shop.lucca)[0] == before + 20
    assert alice.get(reverse("backoffice:receipt", args=[receipt.code])).status_code == 200

    assert (
        post(alice, "purchase-rest", order.code, **{f"off-{shop.mug.pk}": "2", "reason": "sold out"}) == 302
    )
    order.refresh_from_db()
    assert order.state == State.CLOSED


def test_what_was_counted_stays_on_the_page_if_the_order_was_closed_meanwhile(
    shop: Shop, alice: Client, conti: Supplier
) -> None:
    order = sent(conti, shop.lucca, {shop.mug: 24})
    cancel_order(order_id=order.pk, reason="twice", actor=None, at=NOON)
    url = reverse("backoffice:purchase-receive", args=[order.code])
    answer = alice.post(url, {"mark": "late", f"q-{shop.mug.pk}": "20"})

    assert answer.status_code == 422
    assert "it is “Cancelled”" in answer.content.decode()
    assert 'value="20"' in answer.content.decode()
    assert not GoodsReceipt.objects.exists()
    assert alice.get(url)["Location"] == reverse("backoffice:receiving")


def test_what_was_scanned_beside_the_order_gets_a_row(shop: Shop, alice: Client) -> None:
    url = reverse("backoffice:receive-line")

    assert "VASE-GREEN" in alice.get(url, {"code": "VASE-GREEN"}).content.decode()
    assert alice.get(url, {"code": "NOTHING"}).status_code == 404


def test_costs_are_shown_and_then_booked(shop: Shop, alice: Client, conti: Supplier) -> None:
    order = sent(conti, shop.lucca, {shop.mug: 24})
    post(alice, "purchase-receive", order.code, **{f"q-{shop.mug.pk}": "24"})
    receipt = GoodsReceipt.objects.get()
    line = receipt.lines.get()
    freight = {"kind": "freight", "amount": "12.00", "currency": "EUR", "split_by": "value", "mark": "f"}

    seen = alice.get(reverse("backoffice:receipt-landed", args=[receipt.code]), freight)
    assert "12.00" in seen.content.decode()
    assert not LandedCost.objects.exists()
    assert post(alice, "receipt-landed", receipt.code, **freight | {"currency": "USD"}) == 422
    assert post(alice, "receipt-landed", receipt.code, **freight) == 302
    assert post(alice, "receipt-landed", receipt.code, **freight) == 422  # the same form again
    invoiced = {"invoice": "F-1", f"p-{line.pk}": "3.00", "mark": "i"}
    assert post(alice, "receipt-invoice", receipt.code, **invoiced) == 302
    assert LandedCost.objects.count() == 1
    assert "F-1" in alice.get(reverse("backoffice:receipt", args=[receipt.code])).content.decode()
    assert "MUG-BLUE" in alice.get(reverse("backoffice:variances")).content.decode()
    assert ProductCost.objects.filter(product=shop.mug).exists()

    back = {f"s-{shop.mug.pk}": "2", "reason": "wrong colour", "mark": "b"}
    assert post(alice, "receipt-send-back", receipt.code, **back | {"reason": ""}) == 422
    assert post(alice, "receipt-send-back", receipt.code, **back) == 302
    assert SupplierReturn.objects.get().lines.get().quantity == 2


def test_orders_are_ended(shop: Shop, alice: Client, conti: Supplier) -> None:
    order = sent(conti, shop.lucca, {shop.mug: 6})
    assert post(alice, "purchase-cancel", order.code, reason="") == 422
    assert post(alice, "purchase-close", order.code, reason="x") == 422
    assert post(alice, "purchase-cancel", order.code, reason="twice") == 302
    order.refresh_from_db()
    assert order.state == State.CANCELLED


def test_many_are_sent_at_once_each_with_its_result(shop: Shop, alice: Client, conti: Supplier) -> None:
    full, empty = draft(conti, shop.lucca, {shop.mug: 6}), draft(conti, shop.lucca, {})
    page = alice.post(
        reverse("backoffice:purchases-together"), {"act": "send", "order": [full.code, empty.code]}
    )

    assert "1 of 2 done" in page.content.decode()
    assert set(PurchaseOrder.objects.values_list("code", "state")) == {
        (full.code, "sent"),
        (empty.code, "draft"),
    }


def test_what_is_low_is_drafted_where_one_may_buy(shop: Shop, alice: Client, charlie: Client) -> None:
    url = reverse("backoffice:purchase-shortages")

    assert alice.post(url, {"location": str(shop.lucca.pk)}).status_code == 302
    assert charlie.post(url, {"location": str(shop.lucca.pk)}).status_code == 403
    assert alice.post(url, {"location": "x"}).status_code == 302


def test_orders_of_other_places_are_out_of_reach(shop: Shop, charlie: Client, conti: Supplier) -> None:
    order = sent(conti, shop.lucca, {shop.mug: 6})

    for name in ("purchase", "purchase-receive", "purchase-send", "purchase-paper"):
        assert charlie.get(reverse(f"backoffice:{name}", args=[order.code])).status_code == 404
    assert order.code not in charlie.get(reverse("backoffice:purchases")).content.decode()


def test_the_warehouse_receives_without_seeing_prices(shop: Shop, sign_in, conti: Supplier) -> None:
    order = sent(conti, shop.lucca, {shop.mug: 6})
    dora = sign_in(staff("fulfilment", shop.lucca, first_name="Dora"))

    assert order.code in dora.get(reverse("backoffice:receiving")).content.decode()
    page = dora.get(reverse("backoffice:purchase-receive", args=[order.code])).content.decode()
    assert "Another price" not in page
    assert dora.get(reverse("backoffice:purchase", args=[order.code])).status_code == 403


@pytest.mark.parametrize("name", ["suppliers", "purchases", "receiving", "receipts", "variances"])
def test_lists_open_empty_and_full(shop: Shop, alice: Client, conti: Supplier, name: str) -> None:
    url = reverse(f"backoffice:{name}")
    assert alice.get(url).status_code == 200
    order = sent(conti, shop.lucca, {shop.mug: 6})
    post(alice, "purchase-receive", order.code, **{f"q-{shop.mug.pk}": "3"})

    for query in ("", "?q=MUG", "?q=%00", "?late=on&state=sent&supplier=0", "?export=csv"):
        assert alice.get(f"{url}{query}").status_code == 200


@pytest.mark.parametrize("name", ["suppliers", "purchases", "receiving", "receipts"])
def test_lists_ask_no_more_for_more(
    shop: Shop, alice: Client, conti: Supplier, name: str, django_assert_max_num_queries
) -> None:
    for number in range(6):
        order = sent(conti, shop.lucca, {shop.mug: 6})
        post(alice, "purchase-receive", order.code, mark=str(number), **{f"q-{shop.mug.pk}": "3"})

    with django_assert_max_num_queries(24):
        alice.get(reverse(f"backoffice:{name}"))
