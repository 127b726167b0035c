"""Proposals and low stock in the back office: looked at, changed, decided; each at one's own locations."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from apps.core.models import OutboxEvent
from apps.purchasing.models import PurchaseOrder
from apps.purchasing.models import ReplenishmentProposal as Proposal
from apps.purchasing.services.proposing import propose
from apps.stock.models import LowStockAlert, LowStockRule, Transfer
from apps.stock.services.low_stock import watch_low_stock
from tests.factories.accounts import staff
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory
from tests.factories.past_sales import sold_daily
from tests.factories.purchasing import NOON, SupplierFactory, sells
from tests.factories.stock import stock

LIST, DECIDE = "/backoffice/proposals/", "/backoffice/proposals/decide/"
LOW, LOW_ACT, RULES = (
    "/backoffice/low-stock/",
    "/backoffice/low-stock/act/",
    "/backoffice/low-stock/rules/set/",
)


@pytest.fixture
def como(db):
    return LocationFactory(name="Como")


@pytest.fixture
def lucca(db):
    return LocationFactory(name="Lucca")


@pytest.fixture
def vase(db):
    return ProductFactory(title="Ortiga vase", sku="VASE")


@pytest.fixture
def boss(como, lucca, sign_in):
    return sign_in(staff("owner"))


@pytest.fixture
def manager_of_como(como, sign_in):
    return sign_in(staff("manager", como))


@pytest.fixture
def proposals(vase, como, lucca):
    """Both shops run out of vases, which Conti sells; as proposals by location."""
    sells(SupplierFactory(name="Ceramiche Conti"), vase, "8.00", pack_size=6)
    sold_daily(vase, como, 4, left=20)
    sold_daily(vase, lucca, 4, left=20)
    propose(at=NOON)
    return {each.location: each for each in Proposal.objects.all()}


@pytest.fixture
def alert(vase, como):
    LowStockRule.objects.create(threshold=5)
    stock(vase, como, 2)
    watch_low_stock(at=NOON)
    return LowStockAlert.objects.get()


def said(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_the_list_shows_what_runs_out_first_with_its_quantity(boss, proposals, como):
    page = boss.get(LIST).content.decode()
    assert page.count("Ortiga vase") >= 2
    assert f'name="q-{proposals[como].pk}" value="{proposals[como].quantity}"' in page
    assert "Ceramiche Conti" in page


@pytest.mark.parametrize(
    ("query", "found"), [("q=VASE", 2), ("kind=transfer", 0), ("q=mug", 0), ("kind=x", 2)]
)
def test_it_is_searched_and_filtered(boss, proposals, query, found):
    assert boss.get(f"{LIST}?{query}").context["list"].total == found


def test_a_manager_sees_and_decides_their_own_location_alone(manager_of_como, proposals, como, lucca):
    assert [row["proposal"].location for row in manager_of_como.get(LIST).context["rows"]] == [como]
    other = proposals[lucca]
    assert manager_of_como.get(reverse("backoffice:proposal", args=[other.pk])).status_code == 404
    answer = manager_of_como.post(DECIDE, {"chosen": other.pk, "act": "accept"})
    assert "at least one proposal" in said(answer)
    assert not PurchaseOrder.objects.exists()


def test_the_reckoning_opens_in_place(boss, proposals, como):
    key = proposals[como].pk
    answer = boss.get(f"{LIST}{key}/", headers={"HX-Request": "true", "HX-Target": f"why-{key}"})
    body = answer.content.decode()
    assert "<html" not in body
    assert "10 days as agreed" in body
    assert body.count("<svg") >= 2, "what was sold, what was left"


def test_many_are_accepted_with_other_quantities(boss, proposals, como, lucca):
    keys = [each.pk for each in proposals.values()]
    answer = boss.post(DECIDE, {"chosen": keys, "act": "accept", f"q-{proposals[como].pk}": "13"})
    assert "2 purchase orders drafted" in said(answer)
    assert PurchaseOrder.objects.get(location=como).lines.get().quantity == 18
    boss.post(DECIDE, {"chosen": keys, "act": "accept"})
    assert PurchaseOrder.objects.count() == 2, "a second click drafts nothing"


@pytest.mark.parametrize("typed", ["0", "-3", "many", "9" * 12, "²"])
def test_nonsense_quantities_change_nothing(boss, proposals, como, typed):
    key = proposals[como].pk
    answer = boss.post(DECIDE, {"chosen": key, "act": "accept", f"q-{key}": typed})
    assert "number of units" in said(answer)
    assert Proposal.objects.get(pk=key).state == "open"


@pytest.mark.parametrize("chosen", ["", "x", "9" * 40, "0"])
def test_choosing_nothing_that_is_there_is_said(boss, proposals, chosen):
    assert "at least one proposal" in said(boss.post(DECIDE, {"chosen": chosen, "act": "accept"}))


def test_dismissed_proposals_leave_the_list(boss, proposals, como):
    boss.post(DECIDE, {"chosen": proposals[como].pk, "act": "dismiss"})
    assert boss.get(LIST).context["list"].total == 1


def test_who_may_send_nothing_drafts_no_transfers(proposals, vase, como, sign_in):
    stock(vase, LocationFactory(name="Bergamo"), 900)
    propose(at=NOON)
    key = Proposal.objects.get(location=como, kind="transfer").pk
    buyer = sign_in(staff("merchandiser"))
    assert "can't draft transfers" in said(buyer.post(DECIDE, {"chosen": key, "act": "accept"}))
    assert not Transfer.objects.exists()


def test_a_new_look_is_asked_for_at_ones_own_locations(manager_of_como, como, lucca):
    manager_of_como.post("/backoffice/proposals/look/")
    event = OutboxEvent.objects.get(name="replenishment.requested")
    assert event.payload == {"location_ids": [como.pk]}


def test_the_list_takes_no_more_queries_for_more_rows(boss, proposals, como, django_assert_max_num_queries):
    boss.get(LIST)
    for number in range(4):
        sold_daily(ProductFactory(title=f"Bowl {number}"), como, 4, left=5)
    propose(at=NOON)
    with django_assert_max_num_queries(22):
        assert boss.get(LIST).context["list"].total == 6


def test_low_stock_is_ordered_in_one_click(boss, alert, vase, como):
    sells(SupplierFactory(), vase, "8.00")
    assert "Ortiga vase" in boss.get(LOW).content.decode()
    answer = boss.post(LOW_ACT, {"chosen": alert.pk, "act": "order"})
    assert "1 purchase order drafted" in said(answer)
    assert PurchaseOrder.objects.get().lines.get().quantity == 8


def test_low_stock_is_sent_in_one_click(boss, alert, vase, lucca):
    stock(vase, lucca, 100)
    assert "1 transfer drafted" in said(boss.post(LOW_ACT, {"chosen": alert.pk, "act": "send"}))


def test_low_stock_of_others_is_neither_seen_nor_ordered(alert, lucca, sign_in):
    stranger = sign_in(staff("manager", lucca))
    assert stranger.get(LOW).context["list"].total == 0
    stranger.post(LOW_ACT, {"chosen": alert.pk, "act": "order"})
    assert not PurchaseOrder.objects.exists()


def test_what_is_low_is_counted_in_the_menu_and_on_the_first_screen(boss, alert):
    page = boss.get("/backoffice/today/").content.decode()
    assert page.count(LOW) >= 2


def test_a_rule_is_set_for_a_product_and_ended(boss, vase, como):
    boss.post(RULES, {"code": "VASE", "location": como.pk, "threshold": "4"})
    rule = LowStockRule.objects.get()
    assert (rule.product, rule.location, rule.threshold) == (vase, como, 4)
    assert "Ortiga vase" in boss.get("/backoffice/low-stock/rules/").content.decode()
    boss.post(f"/backoffice/low-stock/rules/{rule.pk}/end/")
    assert not LowStockRule.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"threshold": ""},
        {"threshold": "-1"},
        {"threshold": "3", "code": "NOTHING"},
        {"threshold": "3", "location": "x"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(boss, typed):
    assert boss.post(RULES, typed).status_code == 422
    assert not LowStockRule.objects.exists()


def test_a_manager_sets_rules_for_their_location_only(manager_of_como, como, lucca):
    for typed in ({"threshold": "3"}, {"threshold": "3", "location": lucca.pk}):
        assert manager_of_como.post(RULES, typed).status_code == 422
    manager_of_como.post(RULES, {"threshold": "3", "location": como.pk})
    everywhere = LowStockRule.objects.create(threshold=9)
    assert manager_of_como.post(f"/backoffice/low-stock/rules/{everywhere.pk}/end/").status_code == 403
    assert LowStockRule.objects.count() == 2
