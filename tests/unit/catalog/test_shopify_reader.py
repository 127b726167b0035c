"""Shopify's table: handles, options, pictures, reductions, older and newer column names."""

from pathlib import Path

from tests.unit.catalog.reading import read

OLD = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"
    "Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Taxable,"
    "Variant Barcode,Image Src,Image Position,Image Alt Text,Variant Image,Status,Cost per item\n"
)


def test_rows_of_a_handle_are_one_product_wherever_they_stand(tmp_path: Path) -> None:
    rows = (
        'mug,Mug,<p>Nice<script>x</script></p>,Rossi,Table,"a, b",TRUE,Colour,Blue,Size,S,M-B,300,2,12.00,15.00,'
        "true,4006381333931,https://x.example/2.jpg,2,Back,https://x.example/b.jpg,active,4.50\n"
        "vase,Vase,,,,,true,Title,Default Title,,,,,,44,,,,,,,,,\n"
        "MUG,,,,,,,,Red,,M,M-R,310,-1,13.00,,,nonsense,https://x.example/1.jpg,1,,,,\n"
        "mug,,,,,,,,,,,,,,,,,,https://x.example/3.jpg,,,,,\n"
    )
    drafts, problems = read(tmp_path / "file.csv", OLD + rows, "shopify")
    mug, vase = drafts
    assert (mug.references, mug.has_variants, mug.titles, mug.brand) == (
        ("mug",),
        True,
        {"en": "Mug"},
        "Rossi",
    )
    assert mug.descriptions == {"en": "<p>Nice</p>"}
    assert [picture.url[-5:] for picture in mug.pictures or ()] == ["1.jpg", "2.jpg", "3.jpg"]
    blue, red = mug.sellables
    assert [(a.names["en"], a.values["en"]) for a in red.attributes] == [("Colour", "Red"), ("Size", "M")]
    assert blue.price
    assert (str(blue.price.regular), str(blue.price.reduced), str(blue.unit_cost)) == (
        "15.00",
        "12.00",
        "4.50",
    )
    assert (blue.sku, blue.weight_grams, blue.stock, red.stock) == ("M-B", 300, 2, -1)
    assert blue.pictures
    assert (vase.has_variants, vase.sellables[0].attributes) == (False, ())
    assert [(p.line, p.code, p.is_error) for p in problems if p.line] == [(4, "gtin-digits", False)]


def test_the_newer_column_names(tmp_path: Path) -> None:
    content = (
        "Title,URL handle,Description,Vendor,Product category,Type,Published on online store,Status,SKU,Barcode,"
        "Option1 name,Option1 value,Price,Compare-at price,Charge tax,Inventory quantity,Weight value (grams),"
        "Requires shipping,Product image URL,SEO title\n"
        "Gift,gift,Text,Rossi,Home & Garden > Decor > Vases,Gifts,TRUE,Draft,G-1,,Title,Default Title,25.00,25.00,"
        "FALSE,5,0,FALSE,https://x.example/g.png,A gift\n"
    )
    (gift,), problems = read(tmp_path / "file.csv", content, "shopify")
    assert [step.names["en"] for step in (gift.categories or ())[0]] == ["Home & Garden", "Decor", "Vases"]
    assert (gift.is_public, gift.tax_category, gift.needs_shipping) == (False, "exempt", False)
    assert gift.sellables[0].price
    assert (gift.sellables[0].price.reduced, gift.meta_title) == (None, "A gift")
    assert not problems


def test_a_product_without_a_handle_gets_one_from_its_title(tmp_path: Path) -> None:
    content = "Title,Option1 Name,Option1 Value,Variant Price\nBlue Mug,Size,S,9\n,,M,10\n"
    (mug,), _problems = read(tmp_path / "file.csv", content, "shopify")
    assert (mug.references, len(mug.sellables)) == (("blue-mug",), 2)


def test_prices_that_are_none_name_their_line(tmp_path: Path) -> None:
    content = "Handle,Title,Variant Price,Variant Inventory Qty\nmug,Mug,abc,2.5\nvase,Vase,,1\n"
    _drafts, problems = read(tmp_path / "file.csv", content, "shopify")
    assert [(p.line, p.code, p.value) for p in problems] == [
        (2, "not-a-number", "abc"),
        (2, "not-whole", "2.5"),
        (3, "no-price", ""),
    ]


def test_options_without_a_name_are_numbered(tmp_path: Path) -> None:
    rows = "mug,Mug,Red,9\nmug,,Blue,9\n"

    (mug,), _problems = read(
        tmp_path / "file.csv", "Handle,Title,Option1 Value,Variant Price\n" + rows, "shopify"
    )

    assert [dict(a.names) for variant in mug.sellables for a in variant.attributes] == [
        {"en": "Option 1"}
    ] * 2


def test_skus_of_digits_keep_their_zeros_and_no_apostrophe(tmp_path: Path) -> None:
    (mug,), _problems = read(
        tmp_path / "file.csv", "Handle,Title,Variant SKU,Variant Price\nmug,Mug,'00123,9\n", "shopify"
    )

    assert mug.sellables[0].sku == "00123"
