"""Bundles come in with what goes into them, from the same file or the catalogue, and never of each other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from apps.assortment.imports.options import ImportOptions
from apps.assortment.imports.report import ImportReport
from apps.assortment.imports.run import import_file
from apps.catalog.models import BundleComponent, Product
from apps.catalog.words import describe
from apps.stock.selectors import available_quantity
from tests.factories.pricing import NOON
from tests.factories.windows import Window

pytestmark = pytest.mark.django_db

HEADER = "code,parent,sku,title,price,stock,components,attribute:Colour\n"
MUGS = "mug,,,Mug,,,,\n,mug,MUG-B,,9,6,,Blue\n,mug,MUG-R,,9,4,,Red\n"
TRAY = "tray,,TRAY,Tray,20,5,,\n"
SET = "set,,SET,Breakfast set,30,,MUG-B*2; TRAY,\n"

BringIn = Callable[..., ImportReport]


@pytest.fixture
def bring_in(shop: Window, tmp_path: Path) -> BringIn:
    def go(*rows: str, preview: bool = False, **chosen: object) -> ImportReport:
        path = tmp_path / "goods.csv"
        path.write_text(HEADER + "".join(rows))
        options = ImportOptions("bottega", location=shop.lucca.code, **chosen)  # type: ignore[arg-type]
        return import_file(path=path, name=path.name, options=options, is_preview=preview)

    return go


def parts(sku: str = "SET") -> dict[str, int]:
    return dict(BundleComponent.objects.filter(bundle__sku=sku).values_list("component__sku", "quantity"))


def said(report: ImportReport) -> list[str]:
    return [describe(problem) for problem in report.errors]


def test_a_bundle_is_sold_from_the_stock_of_its_components(shop: Window, bring_in: BringIn) -> None:
    preview = bring_in(SET, MUGS, TRAY, preview=True)
    applied = bring_in(SET, MUGS, TRAY)

    assert (applied.products, applied.stock_units) == (preview.products, preview.stock_units)
    assert parts() == {"MUG-B": 2, "TRAY": 1}
    bundle = Product.objects.get(sku="SET").pk
    at = NOON.replace(year=2030)
    assert available_quantity(channel=shop.channel, product_ids=[bundle], at=at) == {bundle: 3}


def test_a_second_import_changes_nothing(bring_in: BringIn) -> None:
    bring_in(SET, MUGS, TRAY)

    again = bring_in(SET, MUGS, TRAY)

    assert (again.products.unchanged, again.products.changed, again.stock_units) == (3, 0, 0)
    assert parts() == {"MUG-B": 2, "TRAY": 1}


def test_another_composition_is_previewed_and_taken_over(bring_in: BringIn) -> None:
    bring_in(SET, MUGS, TRAY)
    other = SET.replace("MUG-B*2; TRAY", "3 x MUG-R; TRAY")

    preview = bring_in(other, preview=True)
    bring_in(other)

    (change,) = preview.changes[0]["changes"]
    assert (change["before"], change["after"]) == ("2 × MUG-B; 1 × TRAY", "3 × MUG-R; 1 × TRAY")
    assert parts() == {"MUG-R": 3, "TRAY": 1}


def test_a_file_that_says_nothing_of_components_leaves_them(bring_in: BringIn) -> None:
    bring_in(SET, MUGS, TRAY)

    bring_in("set,,SET,Breakfast for two,30,,,\n")

    assert parts() == {"MUG-B": 2, "TRAY": 1}


def test_a_variant_may_be_a_bundle(bring_in: BringIn) -> None:
    bring_in("box,,,Box,,,,\n,box,BOX-2,,15,,MUG-B*2,Blue\n,box,BOX-4,,28,,MUG-B*4,Red\n", MUGS)

    assert (parts("BOX-2"), parts("BOX-4")) == ({"MUG-B": 2}, {"MUG-B": 4})


@pytest.mark.parametrize(
    ("components", "reason"),
    [
        ("VASE", "component “VASE” is neither in this file nor in the catalogue"),
        ("SET", "“SET” can't go into itself"),
        ("TRAY*0", "a bundle holds a whole number of each component, and here it is “0”"),
        ("TRAY*-1", "“TRAY*-1” isn't a component; write MUG-B*2 for two of MUG-B"),
        ("TRAY*2.5", "“TRAY*2.5” isn't a component; write MUG-B*2 for two of MUG-B"),
        ("TRAY*99999", "a bundle holds a whole number of each component, and here it is “99999”"),
        ("mug", "“mug” is sold in variants; name the SKU of one of them"),
        ("BIG", "“BIG” is a bundle, and bundles consist of products: name what goes into it"),
    ],
)
@pytest.mark.parametrize("preview", [True, False])
def test_what_makes_no_bundle_is_refused_by_line(
    bring_in: BringIn, components: str, reason: str, preview: bool
) -> None:
    big = "big,,BIG,Big set,50,,TRAY*2,\n"

    report = bring_in(SET.replace("MUG-B*2; TRAY", components), MUGS, TRAY, big, preview=preview)

    assert said(report) == [f"line 2: {reason}"]
    assert not Product.objects.exists()


def test_bundles_of_each_other_are_refused(bring_in: BringIn) -> None:
    report = bring_in("a,,A,A,1,,B,\n", "b,,B,B,1,,A,\n")

    assert [(problem.line, problem.code) for problem in report.errors] == [
        (2, "component-bundle"),
        (3, "component-bundle"),
    ]
    assert not Product.objects.exists()


def test_a_component_of_the_catalogue_that_is_a_bundle_is_refused(bring_in: BringIn) -> None:
    bring_in(SET, MUGS, TRAY)

    report = bring_in("gift,,GIFT,Gift,60,,SET*2,\n")

    assert [problem.code for problem in report.errors] == ["component-bundle"]
    assert not Product.objects.filter(sku="GIFT").exists()


def test_what_goes_into_a_bundle_or_lies_on_a_shelf_becomes_none(bring_in: BringIn) -> None:
    bring_in(SET, MUGS, TRAY, "pot,,POT,Pot,12,7,,\n")

    report = bring_in("tray,,TRAY,Tray,20,,MUG-R,\n", "pot,,POT,Pot,12,,MUG-R,\n")

    assert said(report) == [
        "line 2: “TRAY” goes into a bundle itself, so it can't be one",
        "line 3: there is stock of “POT”; correct it to nought before it is a bundle",
    ]
    assert (parts("TRAY"), parts("POT")) == ({}, {})


def test_a_quantity_of_a_bundle_is_not_taken_over(bring_in: BringIn) -> None:
    report = bring_in(SET.replace("30,,", "30,9,"), MUGS, TRAY)

    assert [describe(problem) for problem in report.warnings] == [
        "line 2: a bundle has no stock of its own, so none is taken over"
    ]
    assert report.stock_units == 15
    assert bring_in("set,,SET,Breakfast set,30,9,,\n").stock_units == 0


def test_components_belong_in_the_lines_of_variants(bring_in: BringIn) -> None:
    report = bring_in(MUGS.replace("mug,,,Mug,,,,", "mug,,,Mug,,,TRAY,"), TRAY)

    assert [problem.code for problem in report.errors] == ["component-on-parent"]


def test_a_bundle_of_something_refused_is_left_out_with_it(bring_in: BringIn) -> None:
    report = bring_in(SET, MUGS, TRAY.replace("20", "abc"), skip_errors=True)

    assert [(problem.line, problem.code) for problem in report.errors] == [
        (6, "not-a-number"),
        (2, "component-unknown"),
    ]
    assert not Product.objects.filter(sku__in=("SET", "TRAY")).exists()
    assert Product.objects.filter(sku="MUG-B").exists()
