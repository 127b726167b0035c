"""The daily letter to shop managers about what became low at their locations."""

from datetime import timedelta

from apps.notifications.low_stock import low_stock_letters
from apps.notifications.models import Message
from apps.notifications.services import write_letter
from apps.stock.models import LowStockAlert
from tests.factories.accounts import staff
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory
from tests.factories.stock import NOON


def low(location, *, hours_ago: int = 3, **facts):
    return LowStockAlert.objects.create(
        product=ProductFactory(title="Ortiga vase", sku=f"VASE-{location.pk}-{hours_ago}"),
        location=location,
        threshold=5,
        available=2,
        opened_at=NOON - timedelta(hours=hours_ago),
        **facts,
    )


def write():
    return [write_letter(letter=letter) for letter in low_stock_letters(at=NOON)]


def test_each_manager_reads_about_their_own_locations(db):
    como, bergamo = LocationFactory(name="Como"), LocationFactory(name="Bergamo")
    alice = staff("manager", como, bergamo, first_name="Alice")
    bob = staff("manager", como)
    staff("cashier", como)
    low(como)
    low(bergamo)
    letters = {letter.recipient: letter for letter in write()}
    assert letters.keys() == {alice.email, bob.email}
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


def test_it_is_in_the_language_of_its_reader(db):
    como = LocationFactory(name="Como")
    staff("manager", como, language="it")
    low(como)
    assert write()[0].language == "it"
