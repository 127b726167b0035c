"""A proposal says why, with its numbers, to whoever decides."""

import re

from apps.core.models import OutboxEvent
from apps.purchasing.models import ReplenishmentProposal as Proposal
from apps.purchasing.replenishment.words import sentences
from apps.purchasing.services.asking import ask_for_proposals
from apps.purchasing.tasks import propose_on_demand, propose_replenishment
from tests.factories.past_sales import sold_daily
from tests.factories.purchasing import NOON
from tests.factories.stock import stock


def said() -> str:
    return " ".join(sentences(Proposal.objects.get().explanation, currency="EUR"))


def test_a_purchase_tells_its_whole_reckoning(conti, vase, lucca, look):
    sold_daily(vase, lucca, [2, 0, 6, 4] * 20, left=20)
    look()
    explanation, words = Proposal.objects.get().explanation, said()
    for name in ("sold_recently", "reorder_point", "order_up_to", "wanted", "position"):
        assert re.search(rf"\b{explanation[name]}\b", words), name
    assert "95 %" in words
    assert "10 days as agreed" in words
    assert "packs of 6" in words
    assert "€8.00" in words


def test_a_transfer_tells_why_it_is_not_a_purchase(conti, vase, lucca, como, look):
    sold_daily(vase, lucca, 4, left=20)
    stock(vase, como, 300)
    look()
    assert "Sending it takes 2 days" in said()
    assert "buying takes 10 days" in said()


def test_a_strong_day_and_a_rise_are_told(conti, vase, lucca, look):
    sold_daily(vase, lucca, [1 + day // 8 + 9 * (day % 7 == 6) for day in range(140)], left=20)
    look()
    found = Proposal.objects.get().explanation
    assert found["sold_recently"] > found["sold_earlier"]
    assert f"{found['sold_earlier']} in the 28 before" in said()
    assert "strongest day there is Friday" in said()


def test_what_nobody_sells_says_so(vase, lucca, look):
    sold_daily(vase, lucca, 4, left=5)
    look()
    assert "Nobody sells it to us" in said()


def test_the_nightly_task_looks_everywhere(conti, vase, lucca, como, monkeypatch):
    monkeypatch.setattr("apps.core.clock.now", lambda: NOON)
    sold_daily(vase, lucca, 4, left=20)
    sold_daily(vase, como, 4, left=20)
    propose_replenishment()
    assert Proposal.objects.count() == 2


def test_asking_has_the_worker_look_at_those_locations(conti, vase, lucca, como, monkeypatch):
    monkeypatch.setattr("apps.core.clock.now", lambda: NOON)
    sold_daily(vase, lucca, 4, left=20)
    sold_daily(vase, como, 4, left=20)
    ask_for_proposals(location_ids=[lucca.pk], actor=None)
    event = OutboxEvent.objects.get(name="replenishment.requested")
    propose_on_demand(event={"payload": event.payload})
    assert Proposal.objects.get().location == lucca
