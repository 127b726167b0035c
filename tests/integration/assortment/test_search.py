"""Finding: stems, accents, mistyped words in five languages, codes, fragments, beginnings."""

import pytest

from apps.assortment.selectors import browse, find_by_code, suggest
from apps.catalog.models import Product
from tests.factories.drafts import SellableDraftFactory, category, product, product_with_variants
from tests.factories.windows import Window

pytestmark = pytest.mark.django_db


VASE = {
    "titles": {"fr": "Vase Ortie", "it": "Vaso Ortiga", "id": "Vas bunga Ortiga", "pl": "Wazon Pokrzywa"},
    "descriptions": {"en": "<p>Thrown and <b>glazed</b> by hand.</p>"},
    "brand": "Fornace Rossi",
    "sku": "LU-VAS-032-G",
    "gtins": ("041333424019",),
}
TEAPOT = {
    "titles": {"fr": "Théière Sera", "it": "Teiera Sera", "id": "Teko Sera", "pl": "Żeliwny dzbanek Sera"},
    "categories": (category("Table", "Tea"),),
}
MUG = {
    "titles": {
        "fr": "Tasse bicolore",
        "it": "Tazza bicolore",
        "id": "Cangkir dua warna",
        "pl": "Kubek dwukolorowy",
    }
}


@pytest.fixture
def shelves(shop: Window) -> Window:
    shop.show(product("Ortiga vase", **VASE), "44.00", 5)
    shop.show(product("Sera teapot", **TEAPOT), "62.00", 1)
    shop.show(product("Half-dip mug", **MUG), "14.50", 1)
    return shop


def found(shop: Window, language: str, query: str) -> list[str]:
    return sorted(card.title for card in browse(channel=shop.channel, language=language, query=query).items)


@pytest.mark.parametrize(
    ("language", "query", "title"),
    [
        ("en", "vases", "Ortiga vase"),
        ("en", "MUGS", "Half-dip mug"),
        ("en", "glazing", "Ortiga vase"),
        ("en", "rossi vase", "Ortiga vase"),
        ("en", "the teapot", "Sera teapot"),
        ("fr", "théières", "Théière Sera"),
        ("fr", "theiere", "Théière Sera"),
        ("fr", "tasses", "Tasse bicolore"),
        ("it", "tazza", "Tazza bicolore"),
        ("it", "tazze", "Tazza bicolore"),
        ("it", "vasi", "Vaso Ortiga"),
        ("id", "bunga", "Vas bunga Ortiga"),
        ("id", "cangkirnya", "Cangkir dua warna"),
        ("pl", "zeliwny", "Żeliwny dzbanek Sera"),
        ("pl", "żeliwne dzbanki", "Żeliwny dzbanek Sera"),
        ("pl", "wazony", "Wazon Pokrzywa"),
        ("pl", "kubki", "Kubek dwukolorowy"),
        ("pl", "kubków", "Kubek dwukolorowy"),
    ],
)
def test_words_in_any_form(shelves: Window, language: str, query: str, title: str) -> None:
    assert found(shelves, language, query) == [title]


@pytest.mark.parametrize(
    ("language", "query", "corrected", "title"),
    [
        ("en", "vaze", "vase", "Ortiga vase"),
        ("en", "teapto", "teapot", "Sera teapot"),
        ("en", "ortgia vase", "ortiga vase", "Ortiga vase"),
        ("fr", "tase", "tasse", "Tasse bicolore"),
        ("it", "tazaz", "tazza", "Tazza bicolore"),
        ("id", "cankir", "cangkir", "Cangkir dua warna"),
        ("pl", "kubke", "kubek", "Kubek dwukolorowy"),
    ],
)
def test_mistyped_words_are_understood(
    shelves: Window, language: str, query: str, corrected: str, title: str
) -> None:
    shelf = browse(channel=shelves.channel, language=language, query=query)
    assert [card.title for card in shelf.items] == [title]
    assert shelf.corrected == corrected


@pytest.mark.parametrize(
    "query", ["LU-VAS-032-G", "lu-vas-032-g", "041333424019", "41333424019", " 0041333424019 ", "VAS-032"]
)
def test_codes_and_parts_of_them(shelves: Window, query: str) -> None:
    assert found(shelves, "fr", query) == ["Vase Ortie"]


def test_a_word_of_another_language_is_found_all_the_same(shelves: Window) -> None:
    assert found(shelves, "en", "tazza") == ["Half-dip mug"]


@pytest.mark.parametrize(
    "query", ["xylophone", "??", "'; DROP--", "&|!()", "\\", "%", "a" * 5000, "\0", "vaz\0e"]
)
def test_nonsense_finds_nothing(shelves: Window, query: str) -> None:
    assert found(shelves, "en", query) == []


def test_an_empty_question_shows_everything(shelves: Window) -> None:
    assert len(found(shelves, "en", "   ")) == 3


def test_what_to_ask_instead(shelves: Window) -> None:
    assert browse(channel=shelves.channel, language="en", query="xylophone").suggestions == ()
    assert browse(channel=shelves.channel, language="en", query="vase xylophone").suggestions == ("vase",)
    assert browse(channel=shelves.channel, language="en", query="vase teapot").suggestions == (
        "vase",
        "teapot",
    )


@pytest.mark.parametrize(
    ("language", "query", "titles"),
    [
        ("en", "vase xylophone", ["Ortiga vase"]),
        ("en", "glazed vase teapot", ["Ortiga vase", "Sera teapot"]),
        ("en", "xylophone LU-VAS", ["Ortiga vase"]),
        ("fr", "théières violettes", ["Théière Sera"]),
        ("it", "tazza viola", ["Tazza bicolore"]),
        ("id", "cangkir ungu", ["Cangkir dua warna"]),
        ("pl", "fioletowy kubek", ["Kubek dwukolorowy"]),
    ],
)
def test_where_nothing_has_all_words_most_of_them_will_do(
    shelves: Window, language: str, query: str, titles: list[str]
) -> None:
    shelf = browse(channel=shelves.channel, language=language, query=query)
    assert [card.title for card in shelf.items] == titles
    assert (shelf.is_partial, shelf.total) == (True, len(titles))
    assert suggest(channel=shelves.channel, language=language, query=query).items[0].title == titles[0]


def test_all_words_are_wanted_where_something_has_them(shelves: Window) -> None:
    shelf = browse(channel=shelves.channel, language="en", query="rossi vase")
    assert ([card.title for card in shelf.items], shelf.is_partial) == (["Ortiga vase"], False)


def test_filters_that_hide_everything_are_no_reason_to_guess(shelves: Window) -> None:
    dear = {"price-from": ["1000"]}
    shelf = browse(channel=shelves.channel, language="en", query="rossi vase", filters=dear)
    assert (shelf.total, shelf.is_partial) == (0, False)
    shelf = browse(
        channel=shelves.channel, language="en", query="vase xylophone", filters={"in-stock": ["1"]}
    )
    assert (shelf.total, shelf.is_partial) == (1, True)


def test_the_best_fit_comes_first(shelves: Window) -> None:
    shelves.show(product("Board", descriptions={"en": "Goes well with a vase."}), "9.00", 9)
    shelf = browse(channel=shelves.channel, language="en", query="vase")
    assert [card.title for card in shelf.items] == ["Ortiga vase", "Board"]


def test_suggestions_while_typing(shelves: Window) -> None:
    suggestions = suggest(channel=shelves.channel, language="en", query="tea")
    assert [card.title for card in suggestions.items] == ["Sera teapot"]
    assert [(category.label, category.count) for category in suggestions.categories] == [("Tea", 1)]
    assert suggest(channel=shelves.channel, language="en", query="v").items == ()
    assert [card.title for card in suggest(channel=shelves.channel, language="en", query="vaz").items] == []
    assert [card.title for card in suggest(channel=shelves.channel, language="en", query="teapod").items] == [
        "Sera teapot"
    ]


def test_a_code_finds_what_is_sold_and_the_page_that_shows_it(shelves: Window) -> None:
    mug = product_with_variants("Mug", [SellableDraftFactory(sku="MUG-B", gtins=("4006381333931",))])
    blue = Product.objects.get(sku="MUG-B")
    for code in ("MUG-B", "mug-b", "4006381333931", "04006381333931"):
        answer = find_by_code(code=code)
        assert answer
        assert (answer.sellable_id, answer.product_id, answer.slug) == (blue.pk, mug.pk, "mug")
    assert find_by_code(code="4006381333932") is None
    assert find_by_code(code="") is None
