"""`/api/v1/pos/counts`: a till or a handheld reader counts at its own location, once however often it sends."""

from datetime import timedelta
from typing import Any

import pytest

from apps.catalog.models import Product
from apps.channels.models import Location
from apps.core import clock
from apps.pos.models import Device
from apps.stock.models import CountEntry, StockCount
from apps.stock.services.counts.reviewing import cancel_count
from tests.factories.channels import LocationFactory
from tests.factories.counts import line_of, opened, stocked

URL = "/api/v1/pos/counts"


@pytest.fixture
def count(mug: Product, lucca: Location) -> StockCount:
    stocked(mug, lucca, 10)
    return opened(lucca, at=clock.now())


def said(mug: Product, key: str = "a", **facts: Any) -> dict[str, Any]:
    return {"key": key, "code": mug.sku, "quantity": 1, "at": clock.now().isoformat(), **facts}


def send(till: Any, count: StockCount, *entries: dict[str, Any], **facts: Any) -> Any:
    told = {"sent_at": clock.now().isoformat(), "entries": entries, **facts}
    return till.post(f"{URL}/{count.code}/entries", told, format="json")


def test_what_is_counted_here_is_listed(till: Any, count: StockCount) -> None:
    opened(LocationFactory(name="Como"))

    (found,) = till.get(URL).json()["counts"]

    assert (found["code"], found["scope"], found["products"], found["counted"]) == (count.code, "full", 1, 0)


def test_entries_are_taken_once(till: Any, count: StockCount, mug: Product, device: Device) -> None:
    for _again in range(2):
        answer = send(till, count, said(mug, "a"), said(mug, "b", quantity=3, shelf="A1"))
        assert answer.status_code == 200

    assert [each["outcome"] for each in answer.json()["entries"]] == ["known", "known"]
    assert line_of(count, mug).counted == 4
    assert set(CountEntry.objects.values_list("device", "by")) == {(device.name, None)}


def test_a_wrong_clock_is_put_right(till: Any, count: StockCount, mug: Product) -> None:
    ahead = clock.now() + timedelta(hours=2)

    send(till, count, said(mug, at=ahead.isoformat()), sent_at=ahead.isoformat())

    assert line_of(count, mug).counted_at <= clock.now()


def test_an_entry_is_taken_back(till: Any, count: StockCount, mug: Product) -> None:
    send(till, count, said(mug, "a"), said(mug, "b"))

    assert send(till, count, undo=["b"]).json()["undone"] == 1
    assert line_of(count, mug).counted == 1


def test_what_is_typed_replaces(till: Any, count: StockCount, mug: Product) -> None:
    send(till, count, said(mug, "a", quantity=5))
    send(till, count, said(mug, "b", quantity=2, kind="typed"))

    assert line_of(count, mug).counted == 2


def test_an_unknown_code_is_answered_by_itself(till: Any, count: StockCount, mug: Product) -> None:
    answers = send(till, count, said(mug, "a", code="NOTHING"), said(mug, "b")).json()["entries"]

    assert [(each["outcome"], each["code"]) for each in answers] == [
        ("refused", "unknown-code"),
        ("taken", ""),
    ]
    assert answers[0]["message"]


def test_tags_are_taken_once(till: Any, count: StockCount, mug: Product) -> None:
    mug.barcodes.create(gtin="80614141123458")
    tags = [
        "3074257BF7194E4000001A85",
        "urn:epc:id:sgtin:0614141.812345.6789",
        "hello",
        "urn:epc:id:sgtin:0614141.712345.1",
    ]

    answer = till.post(f"{URL}/{count.code}/tags", {"tags": tags}, format="json").json()
    again = till.post(f"{URL}/{count.code}/tags", {"tags": tags}, format="json").json()

    assert (answer["new"], answer["repeated"], again["new"]) == (2, 1, 0)
    assert answer["unknown"] == [{"gtin": "70614141123451", "tags": 1}]
    assert [(each["line"], each["code"]) for each in answer["problems"]] == [(3, "form")]
    assert line_of(count, mug).counted == 1


def test_a_count_elsewhere_or_over_is_not_found(till: Any, count: StockCount, mug: Product) -> None:
    elsewhere = opened(LocationFactory(name="Como"), at=clock.now())
    cancel_count(count_id=count.pk, actor=None)

    for each in (elsewhere, count):
        assert send(till, each, said(mug)).status_code == 404
    assert not CountEntry.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"quantity": -1}, {"quantity": "x"}, {"key": ""}, {"at": "yesterday"}, {"kind": "guessed"}]
)
def test_what_cannot_be_read_is_refused(
    till: Any, count: StockCount, mug: Product, wrong: dict[str, Any]
) -> None:
    assert send(till, count, {**said(mug), **wrong}).status_code == 400
    assert not CountEntry.objects.exists()
