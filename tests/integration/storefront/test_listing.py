"""Lists: what is asked for is in the address, and what makes no sense there filters nothing."""

import pytest

from apps.storefront import shelves
from tests.factories.boutique import category, product, product_with_variants, vase


def titles(page):
    return [card.title for card in page.context["listing"].shelf.items]


def test_everything_is_listed_with_prices_and_stock(boutique, visitor):
    page = visitor.get("/all/")

    assert sorted(titles(page)) == ["Half-dip mug", "Ortiga vase"]
    assert "€12.20" in page.content.decode()


def test_a_filter_narrows_and_can_be_taken_away(boutique, visitor):
    page = visitor.get("/all/", {"colour": "Green"})
    [chip] = page.context["listing"].chips

    assert titles(page) == ["Ortiga vase"]
    assert chip.title == "Green"
    assert sorted(titles(visitor.get(f"/all/{chip.url}"))) == ["Half-dip mug", "Ortiga vase"]


def test_prices_narrow_from_both_ends(boutique, visitor):
    assert titles(visitor.get("/all/", {"price-from": "20", "price-to": "50"})) == ["Ortiga vase"]
    assert titles(visitor.get("/all/", {"price-to": "20,50"})) == ["Half-dip mug"]


@pytest.mark.parametrize(
    "nonsense",
    [
        "price-from=abc",
        "price-to=-1",
        "price-from=1e400",
        "page=0",
        "page=-3",
        "page=9999",
        "page=x",
        "sort=nonsense",
    ],
)
def test_nonsense_filters_nothing(boutique, visitor, nonsense):
    assert len(titles(visitor.get(f"/all/?{nonsense}"))) == 2


def test_what_follows_a_visitor_around_filters_nothing(boutique, visitor):
    assert len(titles(visitor.get("/all/?utm_source=letter&fbclid=abc"))) == 2


def test_a_filter_that_nothing_fits_says_so_and_offers_the_way_back(boutique, visitor):
    page = visitor.get("/all/", {"colour": "Mauve"})

    assert titles(page) == []
    assert "Clear the filters" in page.content.decode()


def test_sorting_by_price(boutique, visitor):
    assert titles(visitor.get("/all/?sort=price-up")) == ["Half-dip mug", "Ortiga vase"]
    assert titles(visitor.get("/all/?sort=price-down")) == ["Ortiga vase", "Half-dip mug"]


def test_only_what_lies_in_my_shop(boutique, visitor):
    boutique.receive(boutique.mug, 1, boutique.como)
    boutique.show(boutique.mug)
    visitor.post("/shops/", {"shop": "como"})

    assert titles(visitor.get("/all/?here=1")) == ["Half-dip mug"]


def test_offers_list_what_is_reduced(boutique, visitor):
    from tests.factories.windows import reduction_of

    boutique.window.price(boutique.mug, "9.90", price_list=reduction_of(boutique.window))
    boutique.show(boutique.mug)

    page = visitor.get("/offers/")

    assert titles(page) == ["Half-dip mug"]
    assert "€9.90" in page.content.decode()


def test_a_category_lists_what_lies_below_it_too(boutique, visitor):
    menu = {department.title: department.url for department in visitor.get("/").context["departments"]}
    page = visitor.get(menu["Kitchen"])

    assert titles(page) == ["Half-dip mug"]
    assert [mark.title for mark, _count in page.context["below"]] == ["Mugs"]


def test_an_old_address_of_a_category_leads_to_its_new_one(boutique, visitor):
    url = visitor.get("/").context["departments"][0].url
    wrong = url.replace(url.split("/")[2].rpartition("_")[0], "renamed-since")

    answer = visitor.get(wrong, {"sort": "new"})

    assert answer.status_code == 301
    assert answer["Location"] == f"{url}?sort=new"


def test_a_hidden_category_isnt_there(boutique, visitor):
    from apps.catalog.models import Category

    hidden = Category.objects.get(name="Kitchen")
    Category.objects.filter(pk=hidden.pk).update(is_public=False)

    assert visitor.get(f"/c/kitchen_{hidden.pk}/").status_code == 404
    assert visitor.get("/c/nothing_999999/").status_code == 404


def test_many_products_come_in_pages(boutique, visitor):
    for number in range(25):
        boutique.sell(product(f"Plate {number}", categories=(category("Plates"),)), stock=0)

    first, second = visitor.get("/all/"), visitor.get("/all/?page=2")

    assert len(titles(first)) == 24
    assert len(titles(second)) == 3
    assert not set(titles(first)) & set(titles(second))


def test_htmx_gets_the_results_and_the_filters_with_a_tidy_address(boutique, visitor):
    page = visitor.get(
        "/all/?colour=Green&price-from=&page=1", headers={"HX-Request": "true", "HX-Target": "results"}
    )

    assert page["HX-Push-Url"] == "/all/?colour=Green"
    assert "<html" not in page.content.decode()
    assert 'id="facet-groups" hx-swap-oob="true"' in page.content.decode()


def test_the_front_page_shows_what_sells_and_what_is_new_near_one(boutique, visitor):
    boutique.receive(boutique.mug, 2, boutique.como)
    boutique.show(boutique.mug)
    visitor.post("/shops/", {"shop": "como"})

    page = visitor.get("/")

    assert [card.title for card in page.context["fresh"]] == ["Half-dip mug"]
    assert "New on the shelf in Como" in page.content.decode()


def test_what_is_new_isnt_what_is_shown_already_while_there_is_anything_else(boutique):
    newest = shelves.newest(limit=1, shop=None)

    (other,) = shelves.newest(limit=1, shop=None, besides=newest)
    both = shelves.newest(limit=2, shop=None, besides=newest)

    assert other.product_id != newest[0].product_id
    assert [card.product_id for card in both] == [other.product_id, newest[0].product_id]


def test_an_empty_shop_has_a_front_page_too(visitor, db):
    from tests.factories.channels import ChannelFactory

    ChannelFactory()

    assert "The shelves are still empty" in visitor.get("/").content.decode()


def test_a_shop_without_a_channel_says_that_it_isnt_open(visitor, db):
    page = visitor.get("/")

    assert page.status_code == 503
    assert "Not open yet" in page.content.decode()


def test_variants_that_cost_differently_are_shown_from_the_cheapest(boutique, visitor):
    pots = boutique.sell(
        product_with_variants("Pot", [vase("Red", "#c00"), vase("White", "#fff")]), price="30.00"
    )
    boutique.window.price(pots.children.first(), "20.00")
    boutique.show(pots)

    assert "from €20.00" in visitor.get("/all/").content.decode()
