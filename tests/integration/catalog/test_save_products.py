"""Saving products: made, updated, left alone; whole or not at all."""

import pytest

from apps.catalog.models import Barcode, Product, ProductReference
from apps.catalog.services.products import InvalidProducts, save_products
from apps.core.models import Change, OutboxEvent
from apps.core.transactions import TransactionRequired
from tests.factories.drafts import (
    ProductDraftFactory,
    SellableDraftFactory,
    category,
    option,
    product,
    product_with_variants,
    save,
)

pytestmark = pytest.mark.django_db


def test_makes_a_product_in_several_languages() -> None:
    vase = product("Ortiga vase", titles={"it": "Vaso Ortiga", "id": "Vas Ortiga"}, sku="VASE")
    assert (vase.title_en, vase.title_it, vase.title_ind) == ("Ortiga vase", "Vaso Ortiga", "Vas Ortiga")
    assert (vase.structure, vase.sku, vase.slug) == (Product.STANDALONE, "VASE", "ortiga-vase")


def test_english_stands_in_where_it_was_not_said() -> None:
    vase = save(ProductDraftFactory(titles={"it": "Vaso Ortiga"}))[0]
    assert vase.title_en == "Vaso Ortiga"


def test_makes_variants_that_share_what_is_their_products() -> None:
    mug = product_with_variants(
        "Half-dip mug",
        [
            SellableDraftFactory(sku="MUG-B", attributes=(option("Colour", "Blue", it="Blu"),)),
            SellableDraftFactory(sku="MUG-R", attributes=(option("Colour", "Red"),)),
        ],
        brand="Fornace Rossi",
        tax_category="reduced",
        categories=(category("Table", "Mugs"),),
    )
    blue = Product.objects.get(sku="MUG-B")
    assert (mug.structure, mug.sku) == (Product.PARENT, None)
    assert (blue.parent, blue.tax_category, blue.brand.name) == (mug, "reduced", "Fornace Rossi")
    assert blue.attr.colour.option_it == "Blu"
    assert [found.full_name for found in mug.categories.all()] == ["Table > Mugs"]
    assert blue.get_title() == "Half-dip mug"


def test_finds_by_reference_what_it_made_before() -> None:
    first = product("Mug", references=("mug",), sku="MUG")
    again = save(
        ProductDraftFactory(
            references=("mug",), titles={"en": "Big mug"}, sellables=(SellableDraftFactory(sku="MUG"),)
        )
    )[0]
    assert (again.pk, again.title_en, Product.objects.count()) == (first.pk, "Big mug", 1)


def test_finds_by_sku_what_another_source_made() -> None:
    first = product("Mug", references=("mug",), sku="MUG")
    draft = ProductDraftFactory(references=("other-name",), sellables=(SellableDraftFactory(sku="MUG"),))
    assert save(draft, source="shopify")[0].pk == first.pk
    assert ProductReference.objects.get(source="shopify").product_id == first.pk


def test_leaves_alone_what_a_draft_does_not_say() -> None:
    before = product("Mug", references=("mug",), sku="MUG", brand="Fornace Rossi", gtins=("00041333424019",))
    save(
        ProductDraftFactory(
            references=("mug",), titles={"fr": "Tasse"}, sellables=(SellableDraftFactory(sku="MUG"),)
        )
    )
    after = Product.objects.get(pk=before.pk)
    assert (after.title_en, after.title_fr, after.brand.name) == ("Mug", "Tasse", "Fornace Rossi")
    assert Barcode.objects.get().product == after


def test_writes_nothing_where_nothing_changes() -> None:
    draft = ProductDraftFactory(
        brand="Fornace Rossi",
        categories=(category("Table", "Mugs"),),
        attributes=(option("Material", "Stoneware"),),
        sellables=(SellableDraftFactory(gtins=("00041333424019",), weight_grams=300),),
    )
    save(draft)
    events = OutboxEvent.objects.count()
    saved = save_products(drafts=[draft])
    assert not saved[0].is_changed
    assert OutboxEvent.objects.count() == events


def test_tells_who_follows_products() -> None:
    mug = product_with_variants("Mug", [SellableDraftFactory(sku="MUG-B")])
    family = {mug.pk, Product.objects.get(sku="MUG-B").pk}
    event = OutboxEvent.objects.get(name="product.changed")
    assert set(event.payload["product_ids"]) == family
    assert set(Change.objects.filter(topic="product").values_list("key", flat=True)) == {
        str(pk) for pk in family
    }


def test_refuses_all_where_one_is_wrong() -> None:
    product("Mug", sku="MUG", gtins=("00041333424019",))
    good = ProductDraftFactory()
    bad = ProductDraftFactory(sellables=(SellableDraftFactory(gtins=("00041333424019",), line=7),))
    with pytest.raises(InvalidProducts, match="line 7: barcode 00041333424019 belongs to another product"):
        save(good, bad)
    assert Product.objects.count() == 1


def test_refuses_two_products_of_one_sku() -> None:
    with pytest.raises(InvalidProducts, match="SKU “MUG” was already used"):
        save(
            ProductDraftFactory(sellables=(SellableDraftFactory(sku="MUG"),)),
            ProductDraftFactory(sellables=(SellableDraftFactory(sku="MUG"),)),
        )
    assert not Product.objects.exists()


def test_refuses_to_make_a_sold_product_into_one_with_variants() -> None:
    mug = product("Mug", references=("mug",), sku="MUG")
    draft = ProductDraftFactory(
        references=("mug",), has_variants=True, sellables=(SellableDraftFactory(sku="MUG-B"),)
    )
    with pytest.raises(InvalidProducts, match="sold without variants"):
        save(draft)
    assert Product.objects.get() == mug


def test_gives_what_has_no_sku_a_lasting_one() -> None:
    draft = ProductDraftFactory(references=("blue-shirt",), sellables=(SellableDraftFactory(sku=""),))
    assert save(draft, source="shopify")[0].sku == "BLUE-SHIRT"
    assert not save_products(drafts=[draft], source="shopify")[0].is_changed


def test_needs_a_transaction(transactional_db: None) -> None:
    with pytest.raises(TransactionRequired):
        save_products(drafts=[ProductDraftFactory()])
