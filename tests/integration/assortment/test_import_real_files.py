"""Real catalogues of other systems come in whole, twice without doubling, and are sold afterwards."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from apps.assortment.imports.options import ImportOptions
from apps.assortment.imports.report import ImportReport
from apps.assortment.imports.run import import_file
from apps.assortment.selectors import browse, find_by_code
from apps.catalog.models import Barcode, Category, PictureSource, Product
from apps.pricing.models import Price
from tests.factories.windows import Window

pytestmark = pytest.mark.django_db


def bring_in(path: Path, format_name: str, *, preview: bool = False, **chosen: object) -> ImportReport:
    options = ImportOptions(format_name, **chosen)  # type: ignore[arg-type]
    return import_file(path=path, name=path.name, options=options, is_preview=preview)


@pytest.mark.parametrize(
    ("file", "format_name", "products", "sellables"),
    [
        ("shopify_apparel.csv", "shopify", 20, 22),
        ("shopify_home-and-garden.csv", "shopify", 20, 21),
        ("woocommerce_sample_products.csv", "woocommerce", 15, 21),
        ("bestbuy_products_1000.json", "bestbuy", 1000, 1000),
    ],
)
def test_a_file_previewed_applied_and_applied_again(
    shop: Window, shared_data: Path, file: str, format_name: str, products: int, sellables: int
) -> None:
    path = shared_data / "2_catalogues" / file
    preview = bring_in(path, format_name, preview=True)
    assert (preview.products.new, preview.sellables.new, preview.error_count) == (products, sellables, 0)
    assert not Product.objects.exists()

    applied = bring_in(path, format_name)
    assert (applied.is_applied, applied.products, applied.prices) == (True, preview.products, preview.prices)
    assert Product.objects.filter(parent=None).count() == products
    assert Product.objects.exclude(sku=None).count() == sellables

    again = bring_in(path, format_name)
    assert (again.products.unchanged, again.products.new, again.products.changed) == (products, 0, 0)
    assert again.prices == 0
    assert Product.objects.exclude(sku=None).count() == sellables


def test_shopify_prices_variants_and_stock(
    shop: Window, shared_data: Path, deliver_events: Callable[[], None]
) -> None:
    path = shared_data / "2_catalogues" / "shopify_home-and-garden.csv"
    report = bring_in(path, "shopify", location=shop.lucca.code)
    deliver_events()
    light = Product.objects.get(sku="COPPER-LIGHT")
    listed = dict(Price.objects.filter(product=light).values_list("price_list__is_reduction", "amount"))
    assert listed == {False: Decimal(75), True: Decimal("59.99")}
    (card,) = browse(channel=shop.channel, language="en", query="copper light").items
    assert (card.price, card.was, card.available) == (Decimal("59.99"), Decimal(75), 2)
    pot = Product.objects.get(title="Clay Plant Pot")
    assert sorted(str(child.attr.size) for child in pot.children.all()) == ["Large", "Regular"]
    assert report.stock_units > 40
    assert bring_in(path, "shopify", location=shop.lucca.code).stock_units == 0


def test_woocommerce_variations_groups_and_goods_without_weight(shop: Window, shared_data: Path) -> None:
    bring_in(shared_data / "2_catalogues" / "woocommerce_sample_products.csv", "woocommerce")
    hoodie = Product.objects.get(title="Hoodie")
    assert {(str(v.attr.color), str(v.attr.logo)) for v in hoodie.children.all()} == {
        (colour, logo) for colour in ("Red", "Green", "Blue") for logo in ("Yes", "No")
    }
    assert [category.full_name for category in hoodie.categories.all()] == ["Clothing > Hoodies"]
    group = Product.objects.get(title="Logo Collection")
    assert {other.sku for other in group.recommended_products.all()} == {
        *("cc-hoodie-with-logo", "cc-beanie-logo", "cc-tshirt-logo")
    }
    assert not Product.objects.get(sku="cc-album").needs_shipping
    assert not Product.objects.get(sku="cp-donation").is_public
    assert not Product.objects.get(sku="cc-hoodie-with-pocket").is_public
    assert PictureSource.objects.filter(product=hoodie).count() == 4


def test_best_buy_with_its_tree_is_found_by_barcode(
    shop: Window, shared_data: Path, deliver_events: Callable[[], None]
) -> None:
    folder = shared_data / "2_catalogues"
    tree = folder / "bestbuy_categories.json.gz"
    bring_in(folder / "bestbuy_products_1000.json", "bestbuy", categories=str(tree))
    assert Barcode.objects.count() == 1000
    found = find_by_code(code="041333424019")
    assert found
    assert Product.objects.get(pk=found.sellable_id).sku == "43900"
    batteries = Category.objects.get(code="bestbuy:abcat0208002")
    assert batteries.full_name.startswith("Connected Home & Housewares > Housewares > Household Batteries")
    deliver_events()
    shelf = browse(channel=shop.channel, language="en", query="duracel alkaline batterys")
    assert shelf.total > 5
    assert browse(channel=shop.channel, language="en", category=batteries.pk).total > 5
