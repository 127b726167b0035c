"""Merchandisers set up channels and locations; nonsense is refused with a sentence."""

import pytest

from apps.channels.models import Channel, Location, OpeningHours
from apps.core.models import Change, OutboxEvent
from tests.factories.accounts import StaffFactory
from tests.factories.channels import LocationFactory

NO_HOURS = {"opening_hours-TOTAL_FORMS": 0, "opening_hours-INITIAL_FORMS": 0}
LUCCA = {
    "code": "lucca",
    "name": "Lucca",
    "kind": "shop",
    "country": "it",
    "time_zone": "Europe/Rome",
    "business_day_cutoff": "04:00",
    "pickup_ready_minutes": 120,
    "pickup_keep_days": 7,
    "is_active": "on",
}
WEB = {
    "code": "web",
    "name": "Web shop",
    "kind": "web",
    "currency": "eur",
    "tax_country": "it",
    "hold_minutes": 20,
    "payment_minutes": 30,
    "is_active": "on",
}


@pytest.fixture
def merchandiser(client, db):
    client.force_login(StaffFactory(is_superuser=True))
    return client


def hours(**fields):
    return {
        "opening_hours-TOTAL_FORMS": 1,
        "opening_hours-INITIAL_FORMS": 0,
        **{f"opening_hours-0-{name}": value for name, value in fields.items()},
    }


def test_a_shop_with_hours_is_saved_and_announced(merchandiser):
    monday = hours(weekday="0", opens_at="09:00", closes_at="19:00")

    assert merchandiser.post("/admin/channels/location/add/", {**LUCCA, **monday}).status_code == 302

    lucca = Location.objects.get()
    assert (lucca.country, lucca.time_zone) == ("IT", "Europe/Rome")
    assert OpeningHours.objects.get().weekday == 0
    assert list(Change.objects.values_list("topic", "key")) == [("settings", f"location:{lucca.pk}")]
    assert OutboxEvent.objects.get().name == "settings.changed"


def test_a_channel_with_its_locations_is_saved(merchandiser):
    lucca = LocationFactory()
    first = {
        "channel_locations-TOTAL_FORMS": 1,
        "channel_locations-INITIAL_FORMS": 0,
        "channel_locations-0-location": lucca.pk,
        "channel_locations-0-position": 1,
    }

    assert merchandiser.post("/admin/channels/channel/add/", {**WEB, **first}).status_code == 302

    web = Channel.objects.get()
    assert (web.currency, web.tax_country, list(web.locations.all())) == ("EUR", "IT", [lucca])


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Europe/Lucca"},
        {"country": "Italy"},
        {"country": "1T"},
        {"latitude": "43.8"},
        {"latitude": "143.8", "longitude": "10.5"},
        hours(opens_at="09:00", closes_at="19:00"),
        hours(weekday="0", date="2026-12-25"),
        hours(weekday="0", opens_at="19:00", closes_at="09:00"),
        hours(weekday="0", opens_at="09:00"),
        hours(weekday="7", opens_at="09:00", closes_at="19:00"),
    ],
)
def test_a_nonsensical_location_is_refused(merchandiser, wrong):
    page = merchandiser.post("/admin/channels/location/add/", {**LUCCA, **NO_HOURS, **wrong})

    assert page.status_code == 200
    assert b"errorlist" in page.content
    assert not Location.objects.exists()
    assert not OutboxEvent.objects.exists()


@pytest.mark.parametrize("wrong", [{"currency": "EURO"}, {"tax_country": "I"}, {"hold_minutes": "0"}])
def test_a_nonsensical_channel_is_refused(merchandiser, wrong):
    none = {"channel_locations-TOTAL_FORMS": 0, "channel_locations-INITIAL_FORMS": 0}

    page = merchandiser.post("/admin/channels/channel/add/", {**WEB, **none, **wrong})

    assert page.status_code == 200
    assert not Channel.objects.exists()


@pytest.mark.parametrize("path", ["channel/", "location/", "location/add/", "channel/add/"])
def test_pages_are_shown(merchandiser, path):
    assert merchandiser.get(f"/admin/channels/{path}").status_code == 200
