"""Lists: filters, facets that ignore their own choice, orders, pages; four queries however many products."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.assortment import services
from apps.assortment.models import AssortmentItem
from apps.assortment.selectors import browse
from apps.assortment.types import Shelf
from apps.catalog.models import Category
from apps.core import clock
from tests.factories.drafts import category, option, product
from tests.factories.windows import Window, reduction_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def vases(shop: Window) -> Window:
    """Three vases and a mug, in two colours and two materials."""
    green, blue = option("Colour", "Green", it="Verde"), option("Colour", "Blue", it="Blu")
    clay, glass = option("Material", "Stoneware"), option("Material", "Glass")
    tall = (category("Vases", "Tall"),)
    shop.show(product("Ortiga", attributes=(green, clay), categories=tall, brand="Rossi"), "44.00", 5)
    shop.show(product("Felce", attributes=(green, glass), categories=(category("Vases"),)), "29.00", 1)
    shop.show(product("Onda", attributes=(blue, glass), categories=tall), "60.00")
    shop.show(product("Mug", attributes=(blue, clay), categories=(category("Table"),)), "14.50", 9)
    return shop


def titles(shelf: Shelf) -> list[str]:
    return sorted(card.title for card in shelf.items)


def facet(shelf: Shelf, code: str) -> dict[str, int]:
    found = next(facet for facet in shelf.facets if facet.code == code)
    return {value.value: value.count for value in found.values}


def test_a_card_has_everything_to_show(vases: Window) -> None:
    shelf = browse(
        channel=vases.channel, language="it", filters={"colour": ["Green"], "material": ["Stoneware"]}
    )
    (card,) = shelf.items
    assert (card.title, card.line, card.brand, str(card.price)) == (
        "Ortiga",
        "Verde, Stoneware",
        "Rossi",
        "44.0000",
    )
    assert (card.availability, card.available, card.here, card.is_new) == ("available", 5, None, True)


def test_a_category_shows_what_lies_below_it(vases: Window) -> None:
    shelf = browse(channel=vases.channel, language="en", category=Category.objects.get(name="Vases").pk)
    assert titles(shelf) == ["Felce", "Onda", "Ortiga"]
    assert [(below.label, below.count) for below in shelf.categories] == [("Tall", 2)]


def test_without_a_category_the_top_ones_are_counted(vases: Window) -> None:
    shelf = browse(channel=vases.channel, language="en")
    assert [(top.label, top.count) for top in shelf.categories] == [("Vases", 3), ("Table", 1)]


def test_values_of_one_attribute_are_alternatives(vases: Window) -> None:
    shelf = browse(
        channel=vases.channel, language="en", filters={"colour": ["Green", "Blue"], "material": ["Glass"]}
    )
    assert titles(shelf) == ["Felce", "Onda"]


def test_a_facet_counts_as_if_it_were_not_chosen(vases: Window) -> None:
    shelf = browse(channel=vases.channel, language="en", filters={"colour": ["Green"]})
    assert shelf.total == 2
    assert facet(shelf, "colour") == {"Green": 2, "Blue": 2}
    assert facet(shelf, "material") == {"Stoneware": 1, "Glass": 1}


def test_facets_speak_the_readers_language(vases: Window) -> None:
    shelf = browse(channel=vases.channel, language="it")
    colour = next(facet for facet in shelf.facets if facet.code == "colour")
    assert {value.label for value in colour.values} == {"Verde", "Blu"}


def test_a_brand_is_a_filter(vases: Window) -> None:
    assert titles(browse(channel=vases.channel, language="en", filters={"brand": ["Rossi"]})) == ["Ortiga"]


def test_prices_are_a_range_that_its_own_filter_does_not_narrow(vases: Window) -> None:
    shelf = browse(
        channel=vases.channel, language="en", filters={"price-from": ["20"], "price-to": ["44,00"]}
    )
    assert titles(shelf) == ["Felce", "Ortiga"]
    assert (float(shelf.lowest_price), float(shelf.highest_price)) == (14.5, 60)


def test_what_is_in_stock_anywhere_and_here(vases: Window) -> None:
    vases.show(product("Conca"), "20.00")
    vases.receive(conca := product("Secchia"), 2, vases.lucca)
    vases.show(conca, "12.00")
    shelf = browse(channel=vases.channel, language="en", filters={"here": ["1"]}, location_id=vases.lucca.pk)
    assert [(card.title, card.here) for card in shelf.items] == [("Secchia", 2)]
    assert (shelf.in_stock, shelf.in_stock_here) == (1, 1)
    assert browse(channel=vases.channel, language="en", filters={"in-stock": ["1"]}).total == 4


def test_only_what_is_reduced(vases: Window) -> None:
    onda = AssortmentItem.objects.get(titles__en="Onda").product
    vases.price(onda, "50.00", price_list=reduction_of(vases))
    services.refresh_offers(product_ids=[onda.pk])
    shelf = browse(channel=vases.channel, language="en", filters={"reduced": ["1"]})
    assert [(card.title, card.was) for card in shelf.items] == [("Onda", 60)]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("price-up", ["Mug", "Felce", "Ortiga", "Onda"]),
        ("price-down", ["Onda", "Ortiga", "Felce", "Mug"]),
        ("new", ["Mug", "Onda", "Felce", "Ortiga"]),
        ("popular", ["Felce", "Mug", "Ortiga", "Onda"]),  # sold-out ones last
        ("nonsense", ["Felce", "Mug", "Ortiga", "Onda"]),
    ],
)
def test_orders(vases: Window, sort: str, expected: list[str]) -> None:
    AssortmentItem.objects.filter(titles__en="Felce").update(popularity=7)
    for days, title in enumerate(["Mug", "Onda", "Felce", "Ortiga"]):
        moment = clock.now() - timedelta(days=days)
        AssortmentItem.objects.filter(titles__en=title).update(listed_at=moment)
    shelf = browse(channel=vases.channel, language="en", sort=sort)
    assert [card.title for card in shelf.items] == expected


def test_pages(vases: Window) -> None:
    last = browse(channel=vases.channel, language="en", sort="price-up", page=99, page_size=3)
    assert (last.page, last.pages, titles(last)) == (2, 2, ["Onda"])


def test_senseless_filters_filter_nothing(vases: Window) -> None:
    senseless = {
        "price-from": ["abc"],
        "price-to": ["-1"],
        "Colour' OR 1=1": ["x"],
        "here": ["1"],
        "material": [""],
    }
    assert browse(channel=vases.channel, language="en", filters=senseless, page=-5).total == 4


def test_an_unknown_value_finds_nothing_and_stays_visible(vases: Window) -> None:
    shelf = browse(channel=vases.channel, language="en", filters={"colour": ["Puce"]})
    assert (shelf.total, shelf.items) == (0, ())
    assert facet(shelf, "colour") == {"Green": 2, "Blue": 2, "Puce": 0}


def test_another_channel_shows_its_own(vases: Window) -> None:
    from tests.factories.channels import ChannelFactory

    assert browse(channel=ChannelFactory(), language="en").total == 0


def test_queries_do_not_grow_with_products(vases: Window) -> None:
    for number in range(30):
        vases.show(product(f"Vase {number}", attributes=(option("Size", str(number)),)))
    with CaptureQueriesContext(connection) as queries:
        browse(
            channel=vases.channel,
            language="pl",
            query="vase",
            filters={"colour": ["Green"], "size": ["1"], "price-to": ["100"]},
            location_id=vases.lucca.pk,
        )
    assert len(queries) <= 4


def test_the_usual_order_is_read_from_the_index_and_never_sorted(vases: Window) -> None:
    with CaptureQueriesContext(connection) as captured:
        browse(channel=vases.channel, language="en")
    cards = next(query["sql"] for query in captured if "WITH page AS" in query["sql"])

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {cards}")
        plan = "\n".join(row[0] for row in cursor.fetchall())

    inner = plan.partition("Limit")[2]
    assert "using assortment_popular" in inner
    assert "Sort" not in inner
