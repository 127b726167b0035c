"""Accepting many proposals at once, and not wanting some."""

import pytest

from apps.core.models import AuditEntry
from apps.purchasing.models import PurchaseOrder
from apps.purchasing.models import ReplenishmentProposal as Proposal
from apps.purchasing.services.deciding import NothingChosen, accept_proposals, dismiss_proposals
from apps.stock.models import Transfer
from apps.stock.services.checks import WrongQuantity
from tests.factories.past_sales import sold_daily
from tests.factories.purchasing import NOON, SupplierFactory, sells
from tests.factories.stock import stock


@pytest.fixture
def needs(conti, vase, bowl, lucca, como, altopascio, look):
    """Lucca needs vases and bowls, Como vases; the warehouse has bowls to spare."""
    sold_daily(vase, lucca, 4, left=20)
    sold_daily(bowl, lucca, 4, left=20)
    sold_daily(vase, como, 4, left=20)
    stock(bowl, altopascio, 500)
    look()
    return {(each.product.sku, each.location.name): each for each in Proposal.objects.all()}


def accept(proposals, **facts):
    return accept_proposals(proposal_ids=[each.pk for each in proposals], actor=None, at=NOON, **facts)


def dismiss(proposals):
    return dismiss_proposals(proposal_ids=[each.pk for each in proposals], actor=None, at=NOON)


def test_one_order_for_a_supplier_and_location_one_transfer_for_a_pair(needs, lucca, como, altopascio):
    accepted = accept(needs.values())
    assert sorted(order.location.name for order in accepted.orders) == ["Como", "Lucca"]
    (transfer,) = accepted.transfers
    assert (transfer.origin, transfer.destination) == (altopascio, lucca)
    assert not accepted.refused
    for proposal in Proposal.objects.all():
        assert proposal.state == "accepted"
        document = proposal.transfer or proposal.order
        assert document.lines.get(product=proposal.product).quantity == proposal.quantity
    assert AuditEntry.objects.filter(action="proposals.accepted").count() == 2


def test_other_quantities_are_drafted_as_typed(needs):
    vases = needs["VASE", "Lucca"]
    (order,) = accept([vases], quantities={vases.pk: 13}).orders
    assert order.lines.get().quantity == 18, "in whole packs"


def test_a_proposal_is_accepted_once(needs):
    accept(needs.values())
    with pytest.raises(NothingChosen):
        accept(needs.values())
    assert (PurchaseOrder.objects.count(), Transfer.objects.count()) == (2, 1)


def test_what_was_accepted_is_not_proposed_again(needs, look):
    accept(needs.values())
    assert look().proposals == 0


def test_a_wrong_quantity_changes_nothing(needs):
    vases = needs["VASE", "Lucca"]
    with pytest.raises(WrongQuantity):
        accept(needs.values(), quantities={vases.pk: 0})
    assert not Proposal.objects.exclude(state="open").exists()
    assert not PurchaseOrder.objects.exists()


def test_what_nobody_sells_stays_open_and_says_why(vase, lucca, look):
    sold_daily(vase, lucca, 4, left=5)
    look()
    proposal = Proposal.objects.get()
    accepted = accept([proposal])
    assert list(accepted.refused) == [proposal.pk]
    assert Proposal.objects.get().state == "open"


def test_a_supplier_we_left_is_not_ordered_from(needs, conti):
    type(conti).objects.update(is_active=False)
    accepted = accept([needs["VASE", "Lucca"], needs["BOWL", "Lucca"]])
    assert (len(accepted.orders), len(accepted.transfers), len(accepted.refused)) == (0, 1, 1)
    assert Proposal.objects.get(pk=needs["VASE", "Lucca"].pk).state == "open"


def test_dismissed_until_the_position_changes(needs, look, vase, lucca):
    assert dismiss([needs["VASE", "Lucca"]]) == 1
    look()
    assert Proposal.objects.get(product=vase, location=lucca).state == "dismissed"
    stock(vase, lucca, -1)
    look()
    assert Proposal.objects.get(product=vase, location=lucca).state == "open"


def test_dismissing_nothing_is_refused(needs):
    accept(needs.values())
    with pytest.raises(NothingChosen):
        dismiss(needs.values())


def test_a_supplier_that_came_since_is_not_chosen_over_the_one_proposed(needs, vase, conti):
    cheaper = SupplierFactory(name="Vetri Riva")
    sells(cheaper, vase, "1.00", is_preferred=True)
    (order,) = accept([needs["VASE", "Lucca"]]).orders
    assert order.supplier == conti
