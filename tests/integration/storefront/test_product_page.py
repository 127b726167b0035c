"""The product page: the variant asked for, what it costs, how it can be had."""

import json
import re

import pytest

from apps.catalog.models import Product
from tests.factories.boutique import product, product_with_variants, vase


def address(family, variant=None):
    path = f"/p/{family.slug}_{family.pk}/"
    return f"{path}?variant={variant.pk}" if variant else path


def test_a_variant_has_its_own_address(boutique, visitor):
    page = visitor.get(address(boutique.vase, boutique.blue)).context["page"]

    assert page.variant == boutique.blue
    assert page.words == "Blue"
    assert [(option.value, option.chosen) for option in page.axes[0].options] == [
        ("Green", False),
        ("Blue", True),
    ]


def test_without_a_variant_the_first_that_can_be_had_is_shown(boutique, visitor):
    from tests.factories.boutique import put_in  # buys all green ones

    Product.objects.filter(pk=boutique.green.pk).update(is_public=False)

    assert visitor.get(address(boutique.vase)).context["page"].variant == boutique.blue
    assert put_in(visitor, boutique.green).status_code == 302


@pytest.mark.parametrize("nonsense", ["abc", "0", "-1", "9" * 40, "999999"])
def test_a_variant_that_doesnt_exist_is_passed_over(boutique, visitor, nonsense):
    page = visitor.get(f"{address(boutique.vase)}?variant={nonsense}")

    assert page.status_code == 200
    assert page.context["page"].variant == boutique.green


def test_a_variant_that_is_sold_out_is_shown_as_such(boutique, visitor):
    pots = boutique.sell(product_with_variants("Pot", [vase("Red", "#c00"), vase("White", "#fff")]), stock=0)
    red, _white = Product.objects.filter(parent=pots).order_by("pk")
    boutique.receive(red, 1, boutique.altopascio)

    [colours] = visitor.get(address(pots)).context["page"].axes

    assert [(option.value, option.available) for option in colours.options] == [
        ("Red", True),
        ("White", False),
    ]


def test_a_variants_own_key_leads_to_its_familys_page(boutique, visitor):
    answer = visitor.get(f"/p/whatever_{boutique.blue.pk}/")

    assert answer.status_code == 301
    assert answer["Location"] == address(boutique.vase, boutique.blue)


def test_an_old_name_leads_to_the_new_one(boutique, visitor):
    answer = visitor.get(f"/p/old-name_{boutique.mug.pk}/")

    assert answer.status_code == 301
    assert answer["Location"] == address(boutique.mug)


def test_what_isnt_public_isnt_there(boutique, visitor):
    boutique.withdraw(boutique.mug)

    assert visitor.get(address(boutique.mug)).status_code == 404
    assert visitor.get("/p/nothing_999999/").status_code == 404


def test_ways_of_getting_it_are_told_per_place(boutique, visitor):
    boutique.receive(boutique.mug, 3, boutique.como)
    visitor.post("/shops/", {"shop": "como"})

    ways = visitor.get(address(boutique.mug)).context["page"].ways

    assert ways.delivery == 13
    assert (ways.shop.place.name, ways.shop.quantity, ways.can_collect) == ("Como", 3, True)
    assert [(other.place.name, other.quantity) for other in ways.others] == [("Lucca", 0)]
    assert ways.shipping.code == "courier"


def test_what_lies_only_where_nothing_is_sent_from_can_be_collected(boutique, visitor):
    type(boutique.como).objects.filter(pk=boutique.como.pk).update(ships=False)
    lamp = boutique.sell(product("Lamp"), stock=1, at=boutique.como)
    visitor.post("/shops/", {"shop": "como"})

    page = visitor.get(address(lamp)).context["page"]

    assert not page.ways.can_deliver
    assert page.can_buy


def test_what_is_sold_out_cant_be_put_into_the_basket(boutique, visitor):
    lamp = boutique.sell(product("Lamp"), stock=0)

    text = visitor.get(address(lamp)).content.decode()

    assert "sold out at the moment" in text
    assert "Add to basket" not in text


def test_a_product_without_a_price_says_so(boutique, visitor):
    lamp = boutique.show(product("Lamp"))

    assert "no price at the moment" in visitor.get(address(lamp)).content.decode()


def test_a_reduction_shows_both_prices(boutique, visitor):
    from tests.factories.windows import reduction_of

    boutique.window.price(boutique.mug, "9.90", price_list=reduction_of(boutique.window))

    price = visitor.get(address(boutique.mug)).context["page"].price

    assert (str(price.amount), str(price.was)) == ("9.90", "12.20")


def test_machines_read_the_product_as_data(boutique, visitor):
    text = visitor.get(address(boutique.mug)).content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    data = json.loads(block)

    assert data["name"] == "Half-dip mug"
    assert data["gtin14"] == "04006381333931"
    assert data["offers"]["price"] == "12.20"
    assert data["offers"]["availability"] == "https://schema.org/InStock"


def test_a_title_cant_break_out_of_the_data(boutique, visitor):
    Product.objects.filter(pk=boutique.mug.pk).update(title_en="</script><script>alert(1)</script>")

    assert "<script>alert" not in visitor.get(address(boutique.mug)).content.decode()


def test_a_description_keeps_its_paragraphs_and_loses_its_scripts(boutique, visitor):
    Product.objects.filter(pk=boutique.mug.pk).update(
        description_en="<p>Thrown by <b>hand</b>.</p><script>alert(1)</script><img src=x onerror=alert(1)>"
    )

    text = visitor.get(address(boutique.mug)).content.decode()

    assert "<p>Thrown by <b>hand</b>.</p>" in text
    assert "alert(1)" not in text.partition("ld+json")[2].partition("</script>")[2]


def test_htmx_gets_only_the_product(boutique, visitor):
    text = visitor.get(
        address(boutique.vase, boutique.blue), headers={"HX-Request": "true", "HX-Target": "product"}
    ).content.decode()

    assert text.lstrip().startswith('<div id="product"')
