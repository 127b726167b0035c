"""A process dies between keeping and booking: nothing is lost and nothing is booked twice."""

import pytest
from django.db import OperationalError

from apps.catalog.models import Product
from apps.orders.models import Order
from apps.pos.models import Device, SaleEnvelope
from apps.pos.services import booking
from apps.pos.tasks import book_waiting_sales
from tests.factories.pos import envelope, line, report


@pytest.fixture
def database_gives_up(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let booking, and nothing else, meet a deadlock."""

    def give_up(**_: object) -> None:
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(booking, "record_sales", give_up)
    return monkeypatch


def test_what_is_kept_is_booked_later(
    till: Device, mug: Product, database_gives_up: pytest.MonkeyPatch
) -> None:
    [answer] = report(till, envelope(line(mug)))
    assert (answer.status, answer.order_number) == ("received", None)
    assert SaleEnvelope.objects.get().state == "received"

    database_gives_up.undo()
    book_waiting_sales()

    assert SaleEnvelope.objects.get().state == "booked"
    assert Order.objects.count() == 1


def test_sending_it_again_books_it_too(
    till: Device, mug: Product, database_gives_up: pytest.MonkeyPatch
) -> None:
    sale = envelope(line(mug))
    report(till, sale)

    database_gives_up.undo()
    [answer] = report(till, sale)

    assert (answer.status, answer.replayed) == ("booked", True)


def test_the_sweep_finds_nothing_to_do(till: Device, mug: Product) -> None:
    report(till, envelope(line(mug)))

    book_waiting_sales()

    assert Order.objects.count() == 1
