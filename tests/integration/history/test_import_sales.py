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


def test_rows_of_one_invoice_are_one_order_wherever_they_stand(book, write):
    other = SALE.replace("536365", "536366")

    result = book(write(SALE, other, POSTAGE))

    assert sorted(order.lines.count() for order in Order.objects.all()) == [1, 2]
    assert result.tally.total.invoices == 2


LANTERN = "536365,71053,6,2010-12-01,3.39,17850"
CREDIT = "C536379,22752,-2,2010-12-05,2.55,17850"


def test_an_invoice_that_the_next_file_goes_on_with_is_booked_whole(book, write):
    book(write(SALE, name="december-1.csv"))

    rest = book(write(LANTERN, POSTAGE, name="december-2.csv"))

    assert (rest.new_rows, dict(rest.tally.total.set_aside)) == (2, {})
    assert sum(order.total_incl_tax for order in Order.objects.all()) == Decimal("53.64")


def test_a_file_whose_halves_are_booked_has_nothing_new(book, write):
    book(write(SALE, name="december-1.csv"))
    book(write(LANTERN, CREDIT, name="december-2.csv"))
    before = books()

    whole = book(write(CREDIT, LANTERN, SALE, name="december.csv"))

    assert books() == before
    assert (whole.new_rows, whole.tally.total.rows, dict(whole.tally.total.set_aside)) == (0, 3, {})


def test_a_part_of_a_booked_invoice_is_set_aside(book, write):
    book(write(SALE, LANTERN))

    part = book(write(LANTERN, name="part.csv"))

    assert Order.objects.count() == 1
    assert part.tally.total.set_aside == {"booked-before": 1}


def test_the_order_of_rows_and_the_spelling_of_numbers_make_no_other_file(book, write):
    book(write(SALE, LANTERN, CREDIT))
    before = books()

    again = book(
        write(CREDIT, LANTERN.replace(",6,", ",6.0,"), SALE.replace("2.55", "2.550"), name="again.csv")
    )

    assert (books(), again.new_rows) == (before, 0)


def test_a_credit_note_of_the_next_file_comes_back_on_the_sale_of_the_first(book, write):
    book(write(SALE, name="december-1.csv"))
    book(write(CREDIT, name="december-2.csv"))

    assert ReturnLine.objects.get().order_line == Line.objects.get()
