"""In the middle of business the worker, the web server and the database are killed: nothing is lost or doubled."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from apps.core import clock
from apps.pos.models import Device
from tests.factories.boutique import Boutique
from tests.factories.pos import TOKEN, DeviceFactory, envelope
from tests.visitor import Visitor
from tests.waiting import eventually

from .installation import Installation, open_installation
from .shopping import order, pay, send, statuses

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

BATCHES, SALES = 9, 10
SHOPPERS, PURCHASES = 3, 2
TOKENS, PLENTY = (TOKEN, "till_bobs-token"), 1000
#: Everything that tells of work still under way; the business has settled when none of it is left.
UNSETTLED = """
SELECT 'event' FROM core_outboxevent WHERE delivered_at IS NULL
UNION ALL SELECT 'sale' FROM pos_saleenvelope WHERE state = 'received'
UNION ALL SELECT 'payment' FROM sandbox_bank_charge charge
  JOIN payments_payment payment ON payment.id::text = charge.payment
  WHERE charge.captured <> payment.captured_amount
UNION ALL SELECT 'unplanned' FROM order_order placed WHERE source_kind = 'basket' AND status = 'confirmed'
  AND NOT EXISTS (SELECT FROM fulfilment_fulfilment work WHERE work.order_id = placed.id)
"""
DOUBLED = """
SELECT source_kind, source_id FROM order_order GROUP BY 1, 2 HAVING count(*) > 1
UNION ALL SELECT 'payment', charge.payment FROM sandbox_bank_charge charge WHERE captured > 0
  GROUP BY 1, 2 HAVING count(*) > 1
UNION ALL SELECT 'order', payment.subject FROM payments_payment payment
  JOIN order_order placed ON payment.subject = 'order:' || placed.id
  GROUP BY payment.subject, placed.total_incl_tax HAVING sum(captured_amount) > placed.total_incl_tax
"""


@pytest.fixture
def installation(boutique: Boutique, till: Device, tmp_path: Path) -> Iterator[Installation]:
    """The boutique with plenty of mugs and a second till in Lucca."""
    with transaction.atomic():
        boutique.receive(boutique.mug, PLENTY, boutique.altopascio)
        boutique.receive(boutique.mug, PLENTY, boutique.lucca)
        DeviceFactory(location=boutique.lucca, channel=till.channel, token=TOKENS[1])
    with open_installation(tmp_path) as opened:
        yield opened


class Business:
    """Tills and shoppers who don't give up: what isn't answered is sent again, what breaks is begun anew."""

    def __init__(self, installation: Installation, mug: int) -> None:
        self.url, self.mug = installation.web.url, mug
        self.booked: list[str] = []
        self.paid = 0

    def run_till(self, token: str) -> None:
        """Send every batch until it is answered."""
        visitor = Visitor(self.url)
        for first in range(0, BATCHES * SALES, SALES):
            sales = [self.sale(first + place + 1) for place in range(SALES)]
            eventually(lambda batch=sales: self.is_booked(visitor, batch, token))
            self.booked += [sale["sale_id"] for sale in sales]

    def sale(self, sequence: int) -> dict[str, Any]:
        line = {"product_id": self.mug, "sku": "MUG", "title": "Half-dip mug", "quantity": 1}
        line |= {
            "unit_price": "12.20",
            "gross": "12.20",
            "net": "10.00",
            "tax_rate": "0.22",
            "tax_category": "standard",
        }
        return envelope(line, sequence=sequence, sold_at=clock.now().isoformat())

    def is_booked(self, visitor: Visitor, batch: list[dict[str, Any]], token: str) -> bool:
        """Send the batch; say whether the server took all of it."""
        try:
            answer = send(visitor, batch, token=token)
        except (OSError, HTTPException):
            return False
        return answer.status == 200 and set(statuses(answer)) == {"booked"}

    def run_shopper(self) -> None:
        for _purchase in range(PURCHASES):
            eventually(self.has_bought)
            self.paid += 1

    def has_bought(self) -> bool:
        """Buy a mug and pay it; say whether the shop said thank you."""
        visitor = Visitor(self.url)
        try:
            if not order(visitor, self.mug):
                return False
            thanks = pay(visitor)
        except (OSError, HTTPException):
            return False
        return thanks.status == 200 and thanks.path.endswith("/thanks/")


def test_nothing_is_lost_and_nothing_is_doubled(boutique: Boutique, installation: Installation) -> None:
    business, everything = Business(installation, boutique.mug.pk), len(TOKENS) * BATCHES * SALES
    with ThreadPoolExecutor(len(TOKENS) + SHOPPERS) as people:
        running = [people.submit(business.run_till, token) for token in TOKENS]
        running += [people.submit(business.run_shopper) for _ in range(SHOPPERS)]
        eventually(lambda: len(business.booked) >= everything // 6)
        installation.kill(installation.worker)
        eventually(lambda: len(business.booked) >= everything // 3)
        installation.kill(installation.web)
        eventually(lambda: len(business.booked) >= everything // 2)
        installation.kill_database()
        for each in running:
            each.result()
    eventually(lambda: installation.answers_to(UNSETTLED))

    assert len(set(business.booked)) == everything
    sold = installation.ask("SELECT source_id FROM order_order WHERE source_kind = 'till-sale'")
    assert sorted(key for (key,) in sold) == sorted(business.booked)
    assert installation.ask(DOUBLED) == []
    [(confirmed,)] = installation.ask(
        "SELECT count(*) FROM order_order WHERE source_kind = 'basket' AND status = 'confirmed'"
    )
    assert confirmed >= business.paid == SHOPPERS * PURCHASES
    [(on_hand, allocated)] = installation.ask(
        f"SELECT sum(on_hand), sum(allocated) FROM stock_stocklevel WHERE product_id = {boutique.mug.pk}"
    )
    assert on_hand == 10 + 2 * PLENTY - everything
    assert confirmed <= allocated <= on_hand
    assert "agrees" in installation.audit()
