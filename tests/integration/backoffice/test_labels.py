"""Labels as PDF, for levels, products and transfers."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.catalog.models import Barcode
from apps.core import clock
from apps.stock.services.transfers import draft_transfer
from tests.factories.shop import Shop
from tests.factories.stock import level

LABELS = "backoffice:labels"


@pytest.fixture
def typed(shop: Shop) -> dict[str, str]:
    return {
        "product": str(shop.mug.pk),
        f"n-{shop.mug.pk}": "3",
        "kind": "product",
        "paper": "a4-24",
        "start": "1",
        "code": "gtin",
        "prices_of": str(shop.web.pk),
        "language": "pl",
    }


def pages(content: bytes) -> int:
    return content.count(b"/Type /Page\n") + content.count(b"/Type /Page ")


@pytest.mark.parametrize("paper", ["a4-24", "a4-40", "a4-65", "roll"])
@pytest.mark.parametrize("code", ["gtin", "code128", "qr", "none"])
@pytest.mark.parametrize("kind", ["product", "shelf"])
def test_every_kind_on_every_paper(
    shop: Shop, bob: Client, typed: dict[str, str], paper: str, code: str, kind: str
) -> None:
    Barcode.objects.create(product=shop.mug, gtin="04006381333931")

    answer = bob.post(reverse(LABELS), typed | {"paper": paper, "code": code, "kind": kind})

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert pages(answer.content) == (3 if paper == "roll" else 1)


def test_a_sheet_that_was_begun_is_used_up(shop: Shop, bob: Client, typed: dict[str, str]) -> None:
    answer = bob.post(reverse(LABELS), typed | {"start": "23"})

    assert pages(answer.content) == 2


def test_what_was_chosen_is_remembered(shop: Shop, bob: Client, typed: dict[str, str]) -> None:
    bob.post(reverse(LABELS), typed | {"paper": "roll"})

    words = bob.get(reverse(LABELS), {"product": shop.vase.pk}).content.decode()

    assert '<option value="roll" selected>' in words
    assert '<option value="pl" selected>' in words


def test_as_many_as_are_sent(shop: Shop, alice: Client, charlie: Client, sign_in: object) -> None:
    transfer = draft_transfer(
        origin_id=shop.lucca.pk,
        destination_id=shop.altopascio.pk,
        quantities={shop.mug.pk: 4},
        actor=None,
        at=clock.now(),
    )

    assert (
        f'name="n-{shop.mug.pk}"' in alice.get(reverse(LABELS), {"transfer": transfer.code}).content.decode()
    )
    assert charlie.get(reverse(LABELS), {"transfer": transfer.code}).status_code == 302


def test_levels_of_others_get_none(shop: Shop, bob: Client) -> None:
    assert bob.get(reverse(LABELS), {"level": level(shop.mug, shop.como).pk}).status_code == 200
    assert bob.get(reverse(LABELS), {"level": level(shop.mug, shop.lucca).pk}).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"paper": "papyrus"},
        {"start": "0"},
        {"start": "66"},
        {"language": "xx"},
        {"prices_of": "0"},
        {"code": "rune"},
        {"kind": ""},
    ],
)
def test_what_makes_no_sense_is_said(
    shop: Shop, bob: Client, typed: dict[str, str], wrong: dict[str, str]
) -> None:
    assert bob.post(reverse(LABELS), typed | wrong).status_code == 422
    for count in ("0", "", "-1", "2001"):
        assert bob.post(reverse(LABELS), typed | {f"n-{shop.mug.pk}": count}).status_code == 422
    for keys in ("", "x", "²", "9" * 30):
        assert bob.get(reverse(LABELS), {"product": keys, "level": keys}).status_code == 302
