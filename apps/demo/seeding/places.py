"""Lumaca's channels, shops and warehouse, what they charge for delivery, and the taxes that apply."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from modeltranslation.utils import build_localized_fieldname

from apps.channels.models import Channel, ChannelLocation, Location, OpeningHours
from apps.fulfilment.models import DeliveryMethod
from apps.pricing.models import PriceList, TaxRate

from .data import load

SHOPS = {
    "lucca": ("Lucca", "Via Fillungo 118", "55100", "LU", "43.844300", "10.505100"),
    "como": ("Como", "Via Vitani 22", "22100", "CO", "45.811600", "9.083200"),
    "bergamo": ("Bergamo", "Via Sant'Alessandro 54", "24122", "BG", "45.694600", "9.667200"),
    "trieste": ("Trieste", "Via San Nicolò 9", "34121", "TS", "45.649700", "13.767300"),
}
CHANNELS = {
    "web": ("Web shop", "web"),
    "till": ("Tills", "till"),
    "mobile": ("Mobile app", "mobile"),
    "phone": ("Phone", "phone"),
    "marketplace": ("Marketplace", "marketplace"),
}
TAX_RATES = {
    "IT": ("0.22", "0.10", "0.04"),
    "FR": ("0.20", "0.055", "0.021"),
    "PL": ("0.23", "0.08", "0.05"),
    "DE": ("0.19", "0.07", "0.07"),
    "AT": ("0.20", "0.10", "0.10"),
    "ES": ("0.21", "0.10", "0.04"),
    "BE": ("0.21", "0.12", "0.06"),
    "NL": ("0.21", "0.09", "0.09"),
    "ID": ("0.11", "0.11", "0.11"),
}
BASE_LIST, AUTUMN_LIST = "base-eur", "autumn-eur"


def seed_places() -> None:
    """Make channels, locations, taxes, price lists and delivery methods, or leave those that are there."""
    for category, place in (("standard", 0), ("reduced", 1), ("super-reduced", 2)):
        for country, rates in TAX_RATES.items():
            TaxRate.objects.get_or_create(
                country=country,
                category=category,
                valid_from=date(2020, 1, 1),
                defaults={"rate": Decimal(rates[place])},
            )
    locations = [_warehouse(), *(_shop(code) for code in SHOPS)]
    for code, (name, kind) in CHANNELS.items():
        _channel(code, name, kind, locations)
    PriceList.objects.get_or_create(code=BASE_LIST, defaults={"name": "Prices", "currency": "EUR"})
    PriceList.objects.get_or_create(
        code=AUTUMN_LIST,
        defaults={"name": "Autumn offers", "currency": "EUR", "priority": 10, "is_reduction": True},
    )
    _delivery_methods()


def _warehouse() -> Location:
    location, _created = Location.objects.get_or_create(
        code="altopascio",
        defaults={
            "name": "Altopascio",
            "kind": Location.Kind.WAREHOUSE,
            "line1": "Via dell'Industria 4",
            "postcode": "55011",
            "city": "Altopascio",
            "region": "LU",
            "country": "IT",
            "latitude": Decimal("43.815800"),
            "longitude": Decimal("10.674500"),
            "time_zone": "Europe/Rome",
            "accepts_returns": True,
        },
    )
    return location


def _shop(code: str) -> Location:
    name, line1, postcode, region, latitude, longitude = SHOPS[code]
    location, created = Location.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "kind": Location.Kind.SHOP,
            "line1": line1,
            "postcode": postcode,
            "city": name,
            "region": region,
            "country": "IT",
            "latitude": Decimal(latitude),
            "longitude": Decimal(longitude),
            "phone": "+39 0583 000 000",
            "email": f"{code}@lumaca.example",
            "time_zone": "Europe/Rome",
            "offers_pickup": True,
            "picture": _picture(code),
        },
    )
    if created:
        _open(location)
    return location


def _picture(code: str) -> str:
    drawing = Path(__file__).resolve().parents[3] / "static/demo/shops" / f"shop-{code}.svg"
    name = f"locations/shop-{code}.svg"
    if drawing.exists() and not default_storage.exists(name):
        default_storage.save(name, ContentFile(drawing.read_bytes()))
    return name if drawing.exists() else ""


def _open(location: Location) -> None:
    """Open on weekdays and Saturdays, on Sunday afternoons too, never at Christmas and New Year."""
    weekdays = [
        OpeningHours(location=location, weekday=day, opens_at=time(9, 30), closes_at=time(19, 30))
        for day in range(6)
    ]
    sunday = OpeningHours(location=location, weekday=6, opens_at=time(11, 0), closes_at=time(18, 0))
    closed = [
        OpeningHours(location=location, date=day)
        for day in (date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1))
    ]
    OpeningHours.objects.bulk_create([*weekdays, sunday, *closed])


def _channel(code: str, name: str, kind: str, locations: list[Location]) -> None:
    channel, created = Channel.objects.get_or_create(
        code=code, defaults={"name": name, "kind": kind, "currency": "EUR", "tax_country": "IT"}
    )
    if created:
        ChannelLocation.objects.bulk_create(
            ChannelLocation(channel=channel, location=location, position=position)
            for position, location in enumerate(locations)
        )


def _delivery_methods() -> None:
    for channel in Channel.objects.filter(code__in=("web", "mobile", "phone")):
        for position, (code, method) in enumerate(load("delivery").items()):
            names = {
                build_localized_fieldname("name", language): text for language, text in method["name"].items()
            }
            DeliveryMethod.objects.get_or_create(
                code=code if channel.code == "web" else f"{channel.code}-{code}",
                defaults={
                    "channel": channel,
                    "currency": "EUR",
                    "countries": method["countries"],
                    "price": Decimal(method["price"]),
                    "free_from": Decimal(method["free_from"]) if "free_from" in method else None,
                    "days_min": method["days"][0],
                    "days_max": method["days"][1],
                    "position": position,
                    **names,
                },
            )
