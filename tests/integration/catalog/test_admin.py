"""Merchandisers keep products, categories and words in Django admin; variants follow and everybody hears."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import FileField
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.catalog.models import AttributeOption, AttributeOptionGroup, Barcode, Category, Product
from apps.core.models import OutboxEvent
from tests.factories.drafts import SellableDraftFactory, category, option, product, product_with_variants
from tests.integration.catalog.test_pictures import png

pytestmark = pytest.mark.django_db


@pytest.fixture
def marta(client: Client) -> Client:
    """Return a browser in which Marta, who may do everything, is signed in."""
    client.force_login(User.objects.create(email="marta@example.org", is_staff=True, is_superuser=True))
    return client


def form_data(response: HttpResponse) -> dict[str, Any]:
    """Return what a browser would send back for the page's form, unchanged."""
    context: Any = response.context  # type: ignore[attr-defined]
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False and not isinstance(bound.field, FileField):
                data[bound.html_name] = value.pk if hasattr(value, "pk") else value
    return data


def send(client: Client, url: str, **changes: Any) -> HttpResponse:
    """Open the page, change some of its form and send it."""
    data = form_data(client.get(url))
    return client.post(url, {**data, **changes})  # type: ignore[return-value]


def page_of(thing: Any) -> str:
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


def told() -> set[int]:
    events = OutboxEvent.objects.filter(name="product.changed")
    return {key for event in events for key in event.payload["product_ids"]}


def test_the_list_shows_products_and_finds_variants_by_their_code(marta: Client) -> None:
    product_with_variants(
        "Half-dip mug",
        [
            SellableDraftFactory(sku="MUG-B"),
            SellableDraftFactory(sku="MUG-R", attributes=(option("Colour", "Red"),)),
        ],
    )
    product("Vase", titles={"it": "Vaso"}, sku="VASE")
    listed = reverse("admin:catalogue_product_changelist")
    page = marta.get(listed).content.decode()
    assert "Half-dip mug" in page
    assert "2 variants" in page
    assert "MUG-B" not in page
    assert "MUG-B" in marta.get(listed, {"q": "MUG-B"}).content.decode()
    assert "Half-dip mug" not in marta.get(listed, {"q": "vaso"}).content.decode()
    assert "Vaso" not in marta.get(listed, {"missing": "it"}).content.decode()


def test_the_list_asks_as_much_for_many_as_for_one(marta: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        product(f"Vase {number}", brand=f"Brand {number}")
    with django_assert_max_num_queries(14):
        marta.get(reverse("admin:catalogue_product_changelist"))


def test_a_product_is_made(marta: Client) -> None:
    url = reverse("admin:catalogue_product_add")
    picture = SimpleUploadedFile("vase.png", png(), "image/png")
    changes = {
        "sku": " VASE ",
        "title_en": "Ortiga vase",
        "title_it": "Vaso Ortiga",
        "description_en": "<p onclick=x>Tall</p><script>x</script>",
        "images-TOTAL_FORMS": 1,
        "images-0-original": picture,
        "images-0-display_order": 0,
    }
    assert send(marta, url, **changes).status_code == 302
    vase = Product.objects.get(sku="VASE")
    assert (vase.title_it, vase.slug, vase.product_class.slug) == ("Vaso Ortiga", "ortiga-vase", "goods")
    assert vase.description_en == "<p>Tall</p>"
    assert vase.images.count() == 1
    assert told() == {vase.pk}
    assert marta.get(page_of(vase)).status_code == 200


def test_what_is_missing_stands_in_the_heading(marta: Client) -> None:
    page = marta.get(page_of(product("Vase", titles={"fr": "Vase"}))).content.decode()
    assert "Italiano: title, description missing" in page
    assert "Français: description missing" in page


def test_variants_are_kept_in_their_products_table_and_follow_it(marta: Client) -> None:
    mug = product_with_variants("Mug", [SellableDraftFactory(sku="MUG-B")])
    changes = {
        "tax_category": "reduced",
        "children-TOTAL_FORMS": 2,
        "children-1-sku": "MUG-R",
        "children-1-is_public": "on",
        "children-1-swatch": "#c9573f",
    }
    assert send(marta, page_of(mug), **changes).status_code == 302
    red = Product.objects.get(sku="MUG-R")
    assert (red.parent, red.structure, red.tax_category) == (mug, "child", "reduced")
    assert Product.objects.get(sku="MUG-B").tax_category == "reduced"
    assert told() >= {mug.pk, red.pk}


def test_a_variant_has_its_options_and_barcodes(marta: Client) -> None:
    mug = product_with_variants(
        "Mug", [SellableDraftFactory(sku="MUG-B", attributes=(option("Colour", "Blue"),))]
    )
    blue = mug.children.get()
    green = AttributeOption.objects.create(
        group=AttributeOptionGroup.objects.get(code="colour"), option="Green"
    )
    changes = {
        "attribute_values-0-value_option": green.pk,
        "barcodes-TOTAL_FORMS": 1,
        "barcodes-0-gtin": "400 6381 333931",
    }
    assert send(marta, page_of(blue), **changes).status_code == 302
    assert str(Product.objects.get(pk=blue.pk).attr.colour) == "Green"
    assert Barcode.objects.get().gtin == "04006381333931"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sku": ""}, "What is sold needs a SKU"),
        ({"sku": "MUG"}, "already exists"),
        ({"title_en": ""}, "This field is required"),
        ({"barcodes-TOTAL_FORMS": 1, "barcodes-0-gtin": "4006381333932"}, "has a wrong check digit"),
        ({"barcodes-TOTAL_FORMS": 1, "barcodes-0-gtin": "4006381333931"}, "already exists"),
    ],
)
def test_what_makes_no_sense_is_refused(marta: Client, changes: dict[str, Any], said: str) -> None:
    product("Mug", sku="MUG", gtins=("4006381333931",))
    vase = product("Vase", sku="VASE")
    OutboxEvent.objects.all().delete()
    page = send(marta, page_of(vase), **changes)
    assert said in page.content.decode()
    vase.refresh_from_db()
    assert (vase.sku, vase.title_en, told()) == ("VASE", "Vase", set())


def test_categories_are_put_in_their_place(marta: Client) -> None:
    vase = product("Vase", categories=(category("Home", "Vases"),))
    url = reverse("admin:catalogue_category_add")
    home, vases = Category.objects.get(name="Home"), Category.objects.get(name="Vases")
    assert send(marta, url, name_en="Tall", name_it="Alti", below=vases.pk).status_code == 302
    tall = Category.objects.get(name="Tall")
    assert tall.full_name == "Home > Vases > Tall"
    assert (tall.slug, tall.name_it) == ("tall", "Alti")
    OutboxEvent.objects.all().delete()
    assert send(marta, page_of(vases), below="").status_code == 302
    assert Category.objects.get(name="Tall").full_name == "Vases > Tall"
    assert told() == {vase.pk}
    marta.post(
        reverse("admin:catalogue_category_changelist"), {"action": "move_up", "_selected_action": [vases.pk]}
    )
    assert [each.name for each in Category.objects.get_root_nodes()] == ["Vases", "Home"]
    assert home.pk in [each.pk for each in Category.objects.all()]


def test_a_value_translated_reaches_its_products(marta: Client) -> None:
    mug = product("Mug", attributes=(option("Colour", "Blue"),))
    group = AttributeOptionGroup.objects.get(code="colour")
    OutboxEvent.objects.all().delete()
    assert send(marta, page_of(group), **{"options-0-option_it": "Blu"}).status_code == 302
    assert told() == {mug.pk}


def test_products_are_hidden_together(marta: Client) -> None:
    mug, vase = product("Mug"), product("Vase")
    listed = reverse("admin:catalogue_product_changelist")
    marta.post(listed, {"action": "hide", "_selected_action": [mug.pk, vase.pk]})
    assert not Product.objects.filter(is_public=True).exists()


def test_every_page_opens(marta: Client) -> None:
    product("Mug", brand="Rossi", attributes=(option("Colour", "Blue"),), categories=(category("Home"),))
    for name in (
        "brand",
        "category",
        "productattribute",
        "attributeoptiongroup",
        "importrun",
        "picturesource",
    ):
        assert marta.get(reverse(f"admin:catalogue_{name}_changelist")).status_code == 200
