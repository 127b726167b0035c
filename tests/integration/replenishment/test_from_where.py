"""A transfer or a purchase, whichever serves better."""

from apps.purchasing.models import ReplenishmentProposal as Proposal
from apps.purchasing.replenishment.words import sentences
from tests.factories.past_sales import sold_daily
from tests.factories.purchasing import SupplierFactory, sells
from tests.factories.stock import stock


def test_what_lies_idle_elsewhere_is_sent_rather_than_bought(conti, vase, lucca, como, look):
    sold_daily(vase, lucca, 4, left=20)
    stock(vase, como, 300)
    look()
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.origin, proposal.location) == ("transfer", como, lucca)
    said = proposal.explanation
    assert proposal.quantity == said["wanted"], "a transfer knows no packs"
    assert said["way"]["cost"] < said["other"]["cost"]
    assert (said["way"]["days"], said["other"]["kind"]) == (2, "purchase")


def test_the_quicker_supplier_where_the_cheaper_one_would_come_too_late(conti, vase, lucca, look):
    near = SupplierFactory(name="Around the Corner", lead_days=1)
    sells(near, vase, "8.50")
    sold_daily(vase, lucca, 4, left=2)
    look()
    urgent = Proposal.objects.get()
    assert urgent.supplier == near
    assert "Another supplier is cheaper, but takes 10" in " ".join(
        sentences(urgent.explanation, currency="EUR")
    )

    stock(vase, lucca, 38)
    look()
    assert Proposal.objects.get().supplier == conti, "enough is left until the cheaper one comes"


def test_the_nearest_origin_is_asked_first(conti, vase, lucca, como, altopascio, look):
    sold_daily(vase, lucca, 4, left=20)
    stock(vase, como, 500)
    stock(vase, altopascio, 500)
    look()
    assert Proposal.objects.get().origin == altopascio


def test_an_origin_keeps_what_it_needs_itself(conti, vase, lucca, como, look):
    sold_daily(vase, lucca, 4, left=20)
    sold_daily(vase, como, 4, left=90)
    look()
    assert Proposal.objects.get(location=lucca).kind == "purchase"


def test_two_shops_share_what_a_third_has_over(conti, vase, lucca, como, altopascio, look):
    sold_daily(vase, lucca, 4, left=10)
    sold_daily(vase, como, 4, left=30)
    stock(vase, altopascio, 150)
    look()
    found = {each.location: each for each in Proposal.objects.all()}
    sent = [each.quantity for each in found.values() if each.kind == "transfer"]
    assert found[lucca].kind == "transfer", "the one that runs out first"
    assert sum(sent) <= 150
