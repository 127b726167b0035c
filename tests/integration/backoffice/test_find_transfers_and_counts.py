"""The lists of transfers and counts: searched by code, note, person and what is in them; sorted; as files."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from apps.core import clock
from apps.stock.models import StockCount, Transfer
from apps.stock.services.counts.reviewing import cancel_count
from apps.stock.services.transfers import draft_transfer
from tests.factories.counts import opened
from tests.factories.shop import Shop


@pytest.fixture
def transfers(shop: Shop) -> list[Transfer]:
    """Mugs to Como for the window, vases to Altopascio."""
    return [
        draft_transfer(
            origin_id=shop.lucca.pk,
            destination_id=to.pk,
            quantities={product.pk: units},
            note=note,
            actor=shop.alice,
            at=clock.now(),
        )
        for to, product, units, note in (
            (shop.como, shop.mug, 3, "For the window"),
            (shop.altopascio, shop.vase, 1, ""),
        )
    ]


@pytest.fixture
def counts(shop: Shop) -> list[StockCount]:
    """Everything in Como for the year's end, by Alice; what is due in Lucca."""
    return [
        opened(shop.como, note="Year's end", actor=shop.alice),
        opened(shop.lucca, "cycle", actor=shop.bob, most=1),
    ]


def shown(client: Client, section: str, **asked: str) -> set[str]:
    """Return the codes on the page."""
    page = client.get(reverse(f"backoffice:{section}"), asked)
    assert page.status_code == 200
    return {each.code for each in page.context["list"].page}


def test_transfers_are_found_by_what_is_known_of_them(
    shop: Shop, alice: Client, transfers: list[Transfer]
) -> None:
    to_como, to_altopascio = (each.code for each in transfers)

    for words in (to_como.lower(), "window", "MUG-BLUE", "half-dip"):
        assert shown(alice, "transfers", q=words) == {to_como}
    assert shown(alice, "transfers", destination=str(shop.altopascio.pk)) == {to_altopascio}
    assert shown(alice, "transfers", q="nothing of the kind") == set()
    assert shown(alice, "transfers", tab="received") == set()
    assert shown(alice, "transfers", sort="units") == {to_como, to_altopascio}


def test_counts_are_found_by_what_is_known_of_them(
    shop: Shop, alice: Client, counts: list[StockCount]
) -> None:
    como, lucca = (each.code for each in counts)

    for words in (como, "year", "Alice"):
        assert shown(alice, "counts", q=words) == {como}
    assert shown(alice, "counts", scope="cycle") == {lucca}
    assert shown(alice, "counts", location=str(shop.como.pk)) == {como}
    assert shown(alice, "counts", q="VASE-GREEN") >= {como}


def test_the_search_stays_in_its_tab(shop: Shop, alice: Client, counts: list[StockCount]) -> None:
    cancel_count(count_id=counts[0].pk, actor=None)

    assert shown(alice, "counts", q="year") == set()
    assert shown(alice, "counts", q="year", tab="cancelled") == {counts[0].code}
    page = alice.get(reverse("backoffice:counts"), {"tab": "cancelled"}).content.decode()
    assert '<input type="hidden" name="tab" value="cancelled"' in page


def test_lists_as_files(
    shop: Shop, alice: Client, transfers: list[Transfer], counts: list[StockCount]
) -> None:
    moved = alice.get(reverse("backoffice:transfers"), {"export": "csv", "q": "window"}).getvalue().decode()
    assert moved.count(transfers[0].code) == 1
    assert transfers[1].code not in moved

    answer = alice.get(reverse("backoffice:counts"), {"export": "xlsx"})
    rows = list(load_workbook(BytesIO(answer.getvalue())).active.values)
    assert {row[0] for row in rows[1:]} == {each.code for each in counts}


def test_ones_own_locations_only(
    shop: Shop, charlie: Client, transfers: list[Transfer], counts: list[StockCount]
) -> None:
    assert shown(charlie, "transfers") == {transfers[0].code}
    assert shown(charlie, "counts") == {counts[0].code}
    for section in ("transfers", "counts"):
        words = charlie.get(reverse(f"backoffice:{section}"), {"export": "csv"}).getvalue().decode()
        assert transfers[1].code not in words
        assert counts[1].code not in words


@pytest.mark.parametrize("section", ["transfers", "counts"])
@pytest.mark.parametrize(
    "asked",
    [{"q": "\0"}, {"q": "x" * 5000}, {"tab": "nonsense"}, {"location": "x", "origin": "0"}, {"page": "-1"}],
)
def test_nonsense_is_answered_with_a_list(
    shop: Shop, alice: Client, section: str, asked: dict[str, str]
) -> None:
    assert alice.get(reverse(f"backoffice:{section}"), asked).status_code == 200
