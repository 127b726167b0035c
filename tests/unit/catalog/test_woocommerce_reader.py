"""WooCommerce's table: types in one cell, variations anywhere, groups, reductions with dates, tax classes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.unit.catalog.reading import read

HEADER = (
    "ID,Type,SKU,Name,Published,Visibility in catalog,Description,Date sale price starts,Date sale price ends,"
    "Tax status,Tax class,Stock,Weight (kg),Length (cm),Sale price,Regular price,Categories,Images,Parent,"
    "Grouped products,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s),"
    '"GTIN, UPC, EAN, or ISBN",Brands\n'
)


def test_variations_find_their_parent_by_sku_and_by_number(tmp_path: Path) -> None:
    rows = (
        "11,variation,H-R,Hoodie - Red,1,visible,,,,taxable,parent,3,,,40,45,,,H,,Colour,Red,Size,,,\n"
        '10,variable,H,Hoodie,1,visible,One\\n\\nTwo,,,taxable,reduced-rate,,0.5,,,,"Clothing > Hoodies, Sale",,,,'
        'Colour,"Red, Blue",Size,"S, M",,Rossi\n'
        "12,variation,H-B,Hoodie - Blue,1,visible,,,,taxable,parent,parent,,,,45,,,id:10,,Colour,Blue,Size,,,\n"
    )
    (hoodie,), problems = read(tmp_path / "file.csv", HEADER + rows, "woocommerce")
    assert (hoodie.references, hoodie.tax_category, hoodie.brand) == (("H", "id:10"), "reduced", "Rossi")
    assert hoodie.descriptions["en"] == "<p>One</p><p>Two</p>"
    assert [[step.names["en"] for step in path] for path in hoodie.categories or ()] == [
        ["Clothing", "Hoodies"],
        ["Sale"],
    ]
    assert [(a.names["en"], a.values["en"], a.facet) for a in hoodie.attributes] == [("Size", "S, M", False)]
    red, blue = hoodie.sellables
    assert [(a.names["en"], a.values["en"]) for a in red.attributes] == [("Colour", "Red")]
    assert (red.stock, blue.stock, red.weight_grams, red.titles) == (3, None, 500, {})
    assert [(p.line, p.code) for p in problems if p.line] == [(4, "stock-of-parent")]


def test_types_that_stand_together(tmp_path: Path) -> None:
    rows = (
        '1,"simple, downloadable, virtual",A,Album,1,visible,,,,taxable,,,,,,15,Music,,,,,,,,,\n'
        '2,grouped,G,Set,1,visible,,,,taxable,,,,,,,,,,"A, X",,,,,,\n'
        "3,external,E,Elsewhere,1,visible,,,,taxable,,,,,,30,,,,,,,,,,\n"
        "4,bundle,B,Bundle,-1,hidden,,,,none,,,,,,30,,,,,,,,,,\n"
        "5,variation,V,Lost,1,visible,,,,,,,,,,30,,,nobody,,,,,,,\n"
    )
    drafts, problems = read(tmp_path / "file.csv", HEADER + rows, "woocommerce")
    album, group, elsewhere, bundle = drafts
    assert (album.needs_shipping, album.has_variants) == (False, False)
    assert (group.related, group.sellables, group.has_variants) == (("A", "X"), (), True)
    assert (elsewhere.is_public, bundle.is_public, bundle.tax_category) == (False, False, "exempt")
    assert [(p.line, p.code, p.is_error) for p in problems if p.line] == [
        (3, "grouped", False),
        (4, "type-not-sold", False),
        (5, "unknown-type", False),
        (6, "no-parent", True),
    ]


def test_reductions_have_their_days(tmp_path: Path) -> None:
    rows = (
        "1,simple,A,Mug,1,visible,,2026-11-20,2026-11-30,taxable,,,,,8,10,,,,,,,,,,\n"
        "2,simple,B,Cup,1,visible,,2026-11-30,2026-11-20,taxable,,,,,8,10,,,,,,,,,,\n"
        "3,simple,C,Pot,1,visible,,20/11/26,,taxable,odd-rate,,,,12,10,,,,,,,,,,\n"
    )
    drafts, problems = read(tmp_path / "file.csv", HEADER + rows, "woocommerce")
    price = drafts[0].sellables[0].price
    assert price
    assert (price.reduced_from, price.reduced_to) == (
        datetime(2026, 11, 20, tzinfo=UTC),
        datetime(2026, 12, 1, tzinfo=UTC),
    )
    assert sorted((p.line, p.code) for p in problems if p.line) == [
        (3, "dates-swapped"),
        (4, "not-a-date"),
        (4, "reduction-above"),
        (4, "unknown-tax-category"),
    ]


FRENCH = (
    "ID,Type,UGS,Nom,Publié,Visibilité dans le catalogue,Stock,Poids (kg),Tarif promo,Tarif régulier,Catégories,Parent,"
    "Nom de l’attribut 1,Valeur(s) de l’attribut 1,Attribut 1 visible\n"
)
POLISH = (
    "ID,Typ,SKU,Nazwa,Opublikowano,Widoczność w katalogu,Stan magazynowy,Waga (kg),Cena promocyjna,Cena,Kategorie,"
    "Element nadrzędny,Nazwa atrybutu 1,Wartości atrybutu 1,Atrybut 1 widoczny\n"
)
ITALIAN = (
    "ID,Tipo,SKU,Nome,Pubblicato,Visibilità nel catalogo,Magazzino,Peso (kg),Prezzo in offerta,Prezzo di listino,"
    "Categorie,Genitore,Attributo 1 nome,Attributo 1 valore(i),Attributo 1 visibile\n"
)


@pytest.mark.parametrize("header", [FRENCH, POLISH, ITALIAN])
def test_a_shop_names_its_columns_in_its_own_language(tmp_path: Path, header: str) -> None:
    rows = (
        '10,variable,H,Bluza,1,visible,,0.5,,,Clothing > Hoodies,,Kolor,"Red, Blue",1\n'
        "11,variation,H-R,Bluza - Red,1,visible,3,,40,45,,id:10,Kolor,Red,\n"
    )

    (hoodie,), problems = read(tmp_path / "file.csv", header + rows, "woocommerce")

    (red,) = hoodie.sellables
    assert (red.sku, red.stock, red.weight_grams) == ("H-R", 3, 500)
    assert red.price
    assert (str(red.price.regular), str(red.price.reduced)) == ("45", "40")
    assert [(dict(a.names), dict(a.values)) for a in red.attributes] == [({"en": "Kolor"}, {"en": "Red"})]
    assert [problem.code for problem in problems] == ["columns-ignored"]


def test_variations_without_sku_and_number_keep_a_lasting_name(tmp_path: Path) -> None:
    rows = (
        ",variable,Hoodie,Hoodie,1,visible,,,,,,,,,,,,,,,Colour,,,,,\n"
        ",variation,,Hoodie - Red,1,visible,,,,,,,,,,45,,,hoodie,,Colour,Red,,,,\n"
    )

    (hoodie,), _problems = read(tmp_path / "file.csv", HEADER + rows, "woocommerce")

    assert hoodie.sellables[0].references == ("Hoodie#red",)


def test_goods_without_a_type_are_simple_and_named_by_their_title(tmp_path: Path) -> None:
    (mug,), problems = read(tmp_path / "file.csv", "Name,Regular price\nMug,9\n", "woocommerce")

    assert (mug.references, mug.has_variants, problems) == (("name:mug",), False, [])


def test_a_reduced_price_alone_is_said(tmp_path: Path) -> None:
    (mug,), problems = read(
        tmp_path / "file.csv", "Name,SKU,Sale price,Regular price\nMug,M,9,\n", "woocommerce"
    )

    assert mug.sellables[0].price is None
    assert [problem.code for problem in problems] == ["reduction-alone"]
