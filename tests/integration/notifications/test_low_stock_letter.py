"""The daily letter to those who buy about what became low at their locations; of each crossing once."""

from datetime import timedelta

from apps.notifications.low_stock import low_stock_letters
from apps.notifications.models import Message
from apps.notifications.services import write_letter
from apps.stock.models import LowStockAlert
from tests.factories.accounts import staff
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory
from tests.factories.drafts import SellableDraftFactory, option, product_with_variants
from tests.factories.stock import NOON


def low(location, *, hours_ago: int = 3, **facts):
    facts.setdefault("product", ProductFactory(title="Ortiga vase", sku=f"VASE-{location.pk}-{hours_ago}"))
    return LowStockAlert.objects.create(
        location=location, threshold=5, available=2, opened_at=NOON - timedelta(hours=hours_ago), **facts
    )


def write(at=NOON):
    return [write_letter(letter=letter, at=at) for letter in low_stock_letters(at=at)]


def test_each_manager_reads_about_their_own_locations(db):
    como, bergamo = LocationFactory(name="Como"), LocationFactory(name="Bergamo")
    alice = staff("manager", como, bergamo, first_name="Alice")
    bob = staff("manager", como)
    staff("cashier", como)
    carla = staff("merchandiser")
    low(como)
    low(bergamo)
    letters = {letter.recipient: letter for letter in write()}
    assert letters.keys() == {alice.email, bob.email, carla.email}
    assert "Bergamo" in letters[carla.email].body_text
    assert letters[alice.email].subject == "2 products have become low"
    assert "Bergamo" in letters[alice.email].body_text
    assert "Bergamo" not in letters[bob.email].body_text
    assert "2 available, low from 5" in letters[bob.email].body_html


def test_nothing_new_nothing_written(db):
    como = LocationFactory(name="Como")
    staff("manager", como)
    low(como, hours_ago=30)
    low(como, hours_ago=4, closed_at=NOON - timedelta(hours=1))
    assert write() == []


def test_one_letter_a_day(db):
    como = LocationFactory(name="Como")
    staff("manager", como)
    low(como)
    write()
    low(como, hours_ago=1)
    write()
    assert Message.objects.count() == 1


def test_what_became_low_while_no_letter_went_is_told_by_the_next(db):
    como = LocationFactory(name="Como")
    staff("manager", como)
    told, later = low(como, hours_ago=1), low(como, hours_ago=-2)
    write()
    (letter,) = write(NOON + timedelta(days=3))
    assert later.product.sku in letter.body_text
    assert told.product.sku not in letter.body_text, "told once, though it is low still"


def test_variants_are_told_apart_in_the_language_of_the_reader(db):
    como = LocationFactory(name="Como")
    staff("manager", como, language="it")
    vase = product_with_variants(
        "Vase", [SellableDraftFactory(sku="VASE-GREEN", attributes=(option("Colour", "Green", it="Verde"),))]
    )
    low(como, product=vase.children.get())
    assert "Vase, Verde" in write()[0].body_text


def test_it_is_in_the_language_of_its_reader(db):
    como = LocationFactory(name="Como")
    staff("manager", como, language="it")
    low(como)
    assert write()[0].language == "it"
