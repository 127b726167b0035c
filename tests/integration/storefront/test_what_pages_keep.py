"""A process keeps for some seconds what holds still; price and stock are asked each time, staff see all as it is."""

from decimal import Decimal

import pytest
from django.conf import settings as site

from apps.catalog.models import Product
from apps.pricing.models import Price
from apps.storefront import memo
from tests.factories.boutique import category, person, product, put_in, signed_in


@pytest.fixture(autouse=True)
def a_process_with_a_memory(settings):
    settings.BOTTEGA_STOREFRONT_MEMO_SECONDS = 60
    memo.forget()
    yield
    memo.forget()


@pytest.fixture
def address(boutique):
    return f"/p/{boutique.mug.slug}_{boutique.mug.pk}/"


def rename(thing, title):
    Product.objects.filter(pk=thing.pk).update(title=title, title_en=title)


def test_a_new_title_shows_after_some_seconds(boutique, visitor, address):
    visitor.get(address)
    rename(boutique.mug, "Dipped mug")

    assert "Dipped mug" not in visitor.get(address).content.decode()
    memo.forget()
    assert "Dipped mug" in visitor.get(address).content.decode()


def test_staff_see_a_new_title_at_once(boutique, visitor, address):
    visitor.get(address)
    rename(boutique.mug, "Dipped mug")

    assert "Dipped mug" in signed_in(person(is_staff=True)).get(address).content.decode()


def test_a_new_price_shows_at_once(boutique, visitor, address):
    assert "€12.20" in visitor.get(address).content.decode()
    Price.objects.filter(product=boutique.mug).update(amount=Decimal("13.40"))

    html = visitor.get(address).content.decode()
    assert "€13.40" in html
    assert "€12.20" not in html


def test_what_is_left_shows_at_once(boutique, visitor, address):
    assert 'max="10"' in visitor.get(address).content.decode()
    boutique.receive(boutique.mug, 3, boutique.altopascio)

    assert 'max="13"' in visitor.get(address).content.decode()


def test_what_goes_well_with_it_shows_its_price_of_now(boutique, visitor, address):
    cup = boutique.sell(product("Cup", categories=(category("Kitchen", "Mugs"),)), price="7.00")
    assert "€7.00" in visitor.get(address).content.decode()
    Price.objects.filter(product=cup).update(amount=Decimal("8.00"))
    boutique.show(cup)

    assert "€8.00" in visitor.get(address).content.decode()


def test_languages_are_kept_apart(boutique, visitor, address):
    visitor.get(address)
    visitor.cookies[site.LANGUAGE_COOKIE_NAME] = "it"

    html = visitor.get(address).content.decode()
    assert '<html lang="it"' in html
    assert "Skip to the content" not in html
    assert "You are here" not in html


def test_the_frame_tells_visitors_apart(boutique, visitor, address):
    visitor.get(address)
    put_in(visitor, boutique.mug, 2)
    visitor.cookies["shop"] = boutique.lucca.code
    html = visitor.get(address).content.decode()

    assert "Basket, 2 items" in html
    assert "Choose my shop" not in html
    assert 'aria-label="Lists"' in signed_in(person()).get(address).content.decode()


def test_tokens_of_forms_are_the_visitors_own(boutique, visitor, address):
    pages = [browser.get(address) for browser in (visitor, signed_in(person()))]

    for page, other in zip(pages, reversed(pages), strict=True):
        html = page.content.decode()
        assert str(page.context["csrf_token"]) in html
        assert str(other.context["csrf_token"]) not in html


def test_the_oldest_answers_make_room(monkeypatch):
    monkeypatch.setattr(memo, "MOST_KEPT", 2)
    asked = []

    @memo.remembered
    def read(number: int) -> int:
        asked.append(number)
        return number

    for number in (1, 2, 3, 3, 1):
        assert read(number) == number
    assert asked == [1, 2, 3, 1]
