"""Our own table: five languages, variants below their product, attributes by column."""

from pathlib import Path

from tests.unit.catalog.reading import read


def test_five_languages_variants_and_attributes(tmp_path: Path) -> None:
    content = (
        "code,parent,sku,gtin,title,title_it,description_it,category,category_it,brand,price,sale_price,currency,tax,stock,"
        "swatch,images,attribute:Colour,attribute:Colour:it,text:Care,goes_with,weight_grams\n"
        "mug,,,,Mug,Tazza,<p>Bella</p>,Table > Mugs; Gifts,Tavola > Tazze; Regali,Rossi,,,,reduced,,,"
        '"https://x.example/a.jpg, https://x.example/b.jpg",,,By hand,vase,\n'
        ",mug,MUG-B,4006381333931,,,,,,,14.50,12,EUR,,5,#2F6B55,,Blue,Blu,,,320\n"
        ",mug,MUG-R,,,,,,,,14.50,,,,,red,,Red,,,,320\n"
        "vase,,VASE,,Vase,,,Vases,,,44,,euro,standard,x,,ftp://x,,,,,\n"
    )
    (mug, vase), problems = read(tmp_path / "file.csv", content, "bottega")
    assert (mug.titles, mug.descriptions) == ({"en": "Mug", "it": "Tazza"}, {"it": "<p>Bella</p>"})
    assert [[dict(step.names) for step in path] for path in mug.categories or ()] == [
        [{"en": "Table", "it": "Tavola"}, {"en": "Mugs", "it": "Tazze"}],
        [{"en": "Gifts", "it": "Regali"}],
    ]
    assert (mug.tax_category, mug.related, len(mug.pictures or ())) == ("reduced", ("vase",), 2)
    assert [(dict(a.names), dict(a.values), a.facet) for a in mug.attributes] == [
        ({"en": "Care"}, {"en": "By hand"}, False)
    ]
    blue, red = mug.sellables
    assert dict(blue.attributes[0].values) == {"en": "Blue", "it": "Blu"}
    assert blue.price
    assert (str(blue.price.regular), str(blue.price.reduced), blue.price.currency) == ("14.50", "12", "EUR")
    assert (blue.swatch, blue.stock, blue.weight_grams, red.swatch) == ("#2f6b55", 5, 320, None)
    assert (vase.references, vase.sellables[0].sku) == (("vase",), "VASE")
    assert sorted((p.line, p.code) for p in problems) == [
        (4, "not-a-colour"),
        (5, "not-a-currency"),
        (5, "not-a-number"),
        (5, "not-an-address"),
    ]


def test_texts_without_a_language_are_in_the_one_that_is_chosen(tmp_path: Path) -> None:
    (vase,), _problems = read(
        tmp_path / "file.csv", "sku,title,title_en\nV,Vaso,Vase\n", "bottega", language="it"
    )
    assert (vase.titles, vase.references) == ({"it": "Vaso", "en": "Vase"}, ("V",))


def test_a_variant_of_nothing_is_an_error(tmp_path: Path) -> None:
    drafts, problems = read(tmp_path / "file.csv", "code,parent,sku\n,mug,MUG-B\n", "bottega")
    assert (drafts, [(p.line, p.code, p.value) for p in problems]) == ([], [(2, "no-parent", "mug")])
