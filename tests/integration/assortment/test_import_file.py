"""An import changes all or nothing, says what it would change, and never doubles."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from apps.assortment.imports.options import (
    ImportOptions,
    UnknownLanguage,
    UnknownLocation,
    UnknownPriceList,
    WhichPriceList,
)
from apps.assortment.imports.report import ImportReport
from apps.assortment.imports.run import import_file
from apps.catalog.models import Barcode, Category, Product
from apps.catalog.words import describe
from apps.core.models import OutboxEvent
from apps.pricing.models import Price, PriceList
from apps.stock.selectors import available_quantity
from tests.factories.drafts import product
from tests.factories.pricing import NOON, PriceListFactory
from tests.factories.windows import Window

pytestmark = pytest.mark.django_db


BringIn = Callable[..., ImportReport]


@pytest.fixture
def bring_in(tmp_path: Path) -> BringIn:
    def go(
        content: str, *, preview: bool = False, format_name: str = "bottega", **chosen: object
    ) -> ImportReport:
        path = tmp_path / "products.csv"
        path.write_text(content)
        options = ImportOptions(format_name, **chosen)  # type: ignore[arg-type]
        return import_file(path=path, name=path.name, options=options, is_preview=preview)

    return go


GOOD = "code,title,price,stock,category\nmug,Mug,14.50,3,Table > Mugs\nvase,Vase,44,2,Vases\n"


def test_one_wrong_line_keeps_the_whole_file_out(shop: Window, bring_in: BringIn) -> None:
    report = bring_in(GOOD + "board,Board,abc,1,Boards\n")
    assert [describe(problem) for problem in report.errors] == ["line 4: price “abc” isn't a number"]
    assert (report.is_applied, report.products.new, report.products.refused) == (False, 2, 1)
    assert not Product.objects.exists()
    assert not Category.objects.exists()
    assert not OutboxEvent.objects.exists()


def test_wrong_lines_can_be_left_out(shop: Window, bring_in: BringIn) -> None:
    report = bring_in(GOOD + "board,Board,abc,1,Boards\n", skip_errors=True)
    assert (report.is_applied, Product.objects.count(), report.error_count) == (True, 2, 1)


def test_a_preview_says_what_would_change_and_changes_nothing(shop: Window, bring_in: BringIn) -> None:
    bring_in(GOOD)
    report = bring_in("code,title,price\nmug,Big mug,15.00\nvase,Vase,44\nbowl,Bowl,9\n", preview=True)
    assert (report.products.new, report.products.changed, report.products.unchanged) == (1, 1, 1)
    assert report.changes == [
        {
            "line": 2,
            "title": "Big mug",
            "changes": [
                {"what": "title_en", "before": "Mug", "after": "Big mug"},
                {"what": f"price:{shop.prices.code}", "before": "14.5", "after": "15"},
            ],
        }
    ]
    assert Product.objects.get(sku="MUG").title_en == "Mug"
    assert Price.objects.get(product__sku="MUG").amount == Decimal("14.50")


def test_quantities_are_taken_over_once(shop: Window, bring_in: BringIn) -> None:
    assert bring_in(GOOD, location=shop.lucca.code).stock_units == 5
    assert bring_in(GOOD.replace(",3,", ",9,"), location=shop.lucca.code).stock_units == 0
    mug = Product.objects.get(sku="MUG").pk
    assert available_quantity(channel=shop.channel, product_ids=[mug], at=NOON.replace(year=2030)) == {mug: 3}


def test_quantities_without_a_place_are_said(shop: Window, bring_in: BringIn) -> None:
    report = bring_in(GOOD)
    assert [problem.code for problem in report.warnings] == ["stock-without-location"]


def test_a_reduction_comes_and_goes(shop: Window, bring_in: BringIn) -> None:
    bring_in("code,title,price,sale_price,sale_from,sale_to\nmug,Mug,20,15,2026-11-01,2026-11-30\n")
    reduction = PriceList.objects.get(is_reduction=True)
    assert (reduction.valid_from.day, reduction.valid_to.month) == (1, 12)
    assert Price.objects.get(price_list=reduction).amount == 15
    report = bring_in("code,title,price\nmug,Mug,20\n")
    assert report.products.changed == 1
    assert not Price.objects.filter(price_list=reduction).exists()


def test_the_same_thing_twice_in_a_file_is_refused(shop: Window, bring_in: BringIn) -> None:
    report = bring_in(
        "code,sku,title,price,gtin\nmug,M,Mug,1,4006381333931\nmug,N,Mug,1,\ncup,M,Cup,1,\npot,P,Pot,1,4006381333931\n"
    )
    assert [describe(problem) for problem in report.errors] == [
        "line 3: “mug” was already in line 2",
        "line 4: SKU “M” was already used in line 2",
        "line 5: barcode 04006381333931 was already used in line 2",
    ]
    assert not Product.objects.exists()


def test_a_barcode_of_another_product_is_refused(shop: Window, bring_in: BringIn) -> None:
    product("Vase", gtins=("4006381333931",))
    report = bring_in("code,title,price,gtin\nmug,Mug,1,4006381333931\n")
    assert [problem.code for problem in report.errors] == ["gtin-taken"]
    assert Barcode.objects.count() == 1


def test_a_barcode_that_is_none_is_left_out_and_said(shop: Window, bring_in: BringIn) -> None:
    report = bring_in("code,title,price,gtin\nmug,Mug,1,4006381333932\n")
    assert [describe(problem) for problem in report.warnings] == [
        "line 2: barcode “4006381333932” has a wrong check digit"
    ]
    assert (report.is_applied, Barcode.objects.count()) == (True, 0)


def test_a_price_of_another_currency_is_refused(shop: Window, bring_in: BringIn) -> None:
    report = bring_in("code,title,price,currency\nmug,Mug,1,USD\n")
    assert [describe(problem) for problem in report.errors] == [
        "line 2: the price is in USD, the price list in EUR"
    ]


def test_texts_come_in_their_language(shop: Window, bring_in: BringIn) -> None:
    bring_in("code,title,price\nmug,Mug,1\n")
    bring_in("code,title\nmug,Tazza\n", language="it")
    mug = Product.objects.get()
    assert (mug.title_en, mug.title_it) == ("Mug", "Tazza")


def test_options_that_make_no_sense_are_refused(shop: Window, bring_in: BringIn) -> None:
    with pytest.raises(UnknownPriceList):
        bring_in(GOOD, price_list="nowhere")
    with pytest.raises(UnknownLocation):
        bring_in(GOOD, location="nowhere")
    with pytest.raises(UnknownLanguage):
        bring_in(GOOD, language="xx")
    PriceListFactory()
    with pytest.raises(WhichPriceList):
        bring_in(GOOD)
    assert not Product.objects.exists()


def test_the_first_prices_make_their_list(db: None, bring_in: BringIn) -> None:
    assert bring_in(GOOD).prices == 2
    assert PriceList.objects.get().code == "standard"


def test_statements_grow_with_batches_not_with_products(
    shop: Window, bring_in: BringIn, django_assert_max_num_queries: Any
) -> None:
    rows = "".join(f"p{n},Product {n},{n}.50,Table > Mugs\n" for n in range(200))
    with django_assert_max_num_queries(60):
        assert bring_in("code,title,price,category\n" + rows).products.new == 200


def test_what_nobody_knows_is_said_before_as_after(shop: Window, bring_in: BringIn) -> None:
    content = "code,title,price,goes_with\nmug,Mug,9,vase tray\nvase,Vase,44,\n"

    for preview in (True, False):
        report = bring_in(content, preview=preview)
        assert [describe(problem) for problem in report.warnings] == ["goes with “tray”, which isn't known"]


def test_a_variants_code_stands_for_one_variant(shop: Window, bring_in: BringIn) -> None:
    content = "code,parent,sku,title,price,attribute:Size\nmug,,,Mug,,\ns,mug,M-S,,9,S\npot,,,Pot,,\ns,pot,P-S,,9,S\n"

    for preview in (True, False):
        report = bring_in(content, preview=preview)
        assert [describe(problem) for problem in report.errors] == ["line 5: “s” was already in line 3"]
    assert not Product.objects.exists()
