"""Picking by scan, from the list to ready."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.models import Incident
from apps.fulfilment.models import Fulfilment
from tests.factories.shop import Shop, work_of

State = Fulfilment.State


def act(client: Client, name: str, work: Fulfilment, *args: object, **typed: str) -> str:
    url = reverse(f"backoffice:{name}", args=[work.code, *args])
    answer = client.post(url, typed, headers={"HX-Request": "true", "HX-Target": "work"})
    assert answer.status_code == 200
    work.refresh_from_db()
    return answer.content.decode()


@pytest.fixture
def work(shop: Shop) -> Fulfilment:
    """Two mugs to pick in Como."""
    return work_of(shop.collect(at=shop.como, quantity=2))


def test_a_scan_counts_one_item_and_begins_to_pick(shop: Shop, bob: Client, work: Fulfilment) -> None:
    page = act(bob, "pick-scan", work, code="MUG-BLUE")

    assert "Half-dip mug: 1 of 2" in page
    assert work.state == State.PICKING
    assert work.assigned_to == shop.bob
    assert work.lines.get().picked == 1


@pytest.mark.parametrize("code", ["", "NOTHING", "VASE-GREEN", "\0", "x" * 500])
def test_a_wrong_scan_is_said_and_counts_nothing(bob: Client, work: Fulfilment, code: str) -> None:
    page = act(bob, "pick-scan", work, code=code)

    assert "notice--bad" in page
    assert work.lines.get().picked == 0


def test_one_scan_too_many_is_refused(bob: Client, work: Fulfilment) -> None:
    for _scan in range(3):
        page = act(bob, "pick-scan", work, code="MUG-BLUE")

    assert "are picked already" in page
    assert work.lines.get().picked == 2


def test_it_is_ready_once_all_is_picked(bob: Client, work: Fulfilment) -> None:
    act(bob, "pick-scan", work, code="MUG-BLUE")
    refused = act(bob, "pick-ready", work)
    assert "1 items are not picked yet" in refused
    assert work.state == State.PICKING

    act(bob, "pick-scan", work, code="MUG-BLUE")
    act(bob, "pick-ready", work)

    assert work.state == State.READY
    assert work.pickup_code


def test_a_pick_is_taken_back(bob: Client, work: Fulfilment) -> None:
    act(bob, "pick-scan", work, code="MUG-BLUE")
    act(bob, "pick-undo", work, work.lines.get().pk)

    assert work.lines.get().picked == 0


def test_what_is_not_on_the_shelf_becomes_an_exception(shop: Shop, bob: Client, work: Fulfilment) -> None:
    page = act(bob, "pick-missing", work, work.lines.get().pk)

    assert "Not on the shelf" in page
    assert Incident.objects.get(kind="pick-missing").location_id == shop.como.pk


def test_lines_of_other_work_are_not_found(shop: Shop, bob: Client, work: Fulfilment) -> None:
    other = work_of(shop.collect(at=shop.como)).lines.get()

    for name in ("pick-undo", "pick-missing"):
        url = reverse(f"backoffice:{name}", args=[work.code, other.pk])
        assert bob.post(url).status_code == 404


def test_goods_are_named_in_the_language_of_whoever_picks_not_of_whoever_ordered(
    bob: Client, work: Fulfilment
) -> None:
    line = work.lines.get().order_line
    line.title = "Kubek w dwóch kolorach"
    line.save()
    pages = [reverse("backoffice:fulfilment"), reverse("backoffice:fulfilment-page", args=[work.code])]

    for page in pages:
        told = bob.get(page).content.decode()
        assert "Half-dip mug" in told
        assert "Kubek" not in told
