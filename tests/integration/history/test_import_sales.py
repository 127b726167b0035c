"""A former system's sales become orders, returns and corrections, each row exactly once."""

from decimal import Decimal

import pytest

from apps.history.models import SalesDocument, SalesRow
from apps.history.services import importing
from apps.orders.models import Line, Order, OrderEntry, Return, ReturnLine
from apps.stock.models import StockLevel, StockMovement

pytestmark = pytest.mark.django_db(transaction=True)

SALE = "536365,22752,6,2010-12-01,2.55,17850"
POSTAGE = "536365,POST,1,2010-12-01,18.00,17850"


def books() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Order, Return, OrderEntry, StockMovement, SalesRow))


def test_an_invoice_becomes_an_order_of_its_customer(book, write):
    book(write(SALE, POSTAGE))

    order = Order.objects.get()
    assert (order.number, order.total_incl_tax, order.user.customer.references.get().reference) == (
        "536365",
        Decimal("33.30"),
        "17850",
    )
    assert list(order.lines.order_by("position").values_list("kind", flat=True)) == ["goods", "service"]
    assert StockLevel.objects.get().on_hand == -6


def test_a_credit_note_comes_back_on_the_earlier_sale(book, write):
    book(write(SALE, "C536379,22752,-2,2010-12-05,2.55,17850"))

    line = Line.objects.get()
    assert ReturnLine.objects.get().order_line == line
    assert line.returned_quantity == 2
    assert Order.objects.get().total_incl_tax == Decimal("10.20")
    assert StockLevel.objects.get().on_hand == -4


def test_what_was_never_bought_comes_back_blind(book, write):
    book(write(SALE, "C536379,22752,-10,2010-12-05,2.55,17850"))

    sold, blind = ReturnLine.objects.order_by("position")
    assert (sold.quantity, sold.order_line) == (6, Line.objects.get())
    assert (blind.quantity, blind.order_line) == (4, None)
    assert Line.objects.get().returned_quantity == 6


def test_a_sale_after_the_credit_note_is_not_what_came_back(book, write):
    book(write("C536300,22752,-2,2010-11-30,2.55,17850", SALE))

    assert ReturnLine.objects.get().order_line is None


def test_a_correction_moves_stock_and_is_no_sale(book, write):
    book(write("536589,21777,-10,2010-12-01,0.0,"))

    movement = StockMovement.objects.get()
    assert (movement.kind, movement.quantity, movement.reason) == ("adjustment-out", -10, "21777 OF TIN")
    assert not Order.objects.exists()


def test_running_it_twice_changes_nothing(book, write):
    path = write(SALE, POSTAGE, "C536379,22752,-2,2010-12-05,2.55,17850", "A563185,B,1,2011-08-12,11062.06,")
    book(path)
    before = books()

    again = book(path)

    assert books() == before
    assert (again.new_rows, again.tally.total.rows) == (0, 4)


def test_an_interrupted_import_goes_on_where_it_stopped(book, write, monkeypatch):
    monkeypatch.setattr(importing, "BATCH_ROWS", 1)
    path = write(SALE, SALE.replace("536365", "536366"), SALE.replace("536365", "536367"))
    booked, stop_after = [], 1

    def book_then_stop(batch, plans):
        if len(booked) == stop_after:
            raise KeyboardInterrupt
        booked.append(plans)
        return original(batch, plans)

    original = importing.book_batch
    monkeypatch.setattr(importing, "book_batch", book_then_stop)
    with pytest.raises(KeyboardInterrupt):
        book(path)
    assert Order.objects.count() == 1

    monkeypatch.setattr(importing, "book_batch", original)
    book(path)

    assert Order.objects.count() == 3
    assert SalesRow.objects.count() == 3


def test_an_invoice_that_changed_since_is_set_aside_not_booked_again(book, write):
    book(write(SALE))

    changed = book(write(SALE.replace("2.55", "3.55"), name="later.csv"))

    assert Order.objects.count() == 1
    assert changed.tally.total.set_aside == {"differs-from-booked": 1}
    assert SalesDocument.objects.count() == 2


def test_an_invoice_met_again_further_down_goes_on(book, write):
    other = SALE.replace("536365", "536366")

    result = book(write(SALE, other, POSTAGE))

    assert Order.objects.count() == 3
    assert result.tally.total.invoices == 2
    assert not result.tally.total.set_aside
