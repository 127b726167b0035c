"""What a till must know of its channel, its location and the taxes there."""

import hashlib
import json
from typing import Any

from apps.pos.models import Device
from apps.pricing.models import TaxRate


def settings_of(device: Device) -> dict[str, Any]:
    """Return the till's surroundings, rates that begin later included; one query."""
    channel, location = device.channel, device.location
    countries = {channel.tax_country, location.country}
    rates = TaxRate.objects.filter(country__in=countries).order_by("country", "category", "valid_from")
    return {
        "device": {"code": device.code, "name": device.name},
        "channel": {
            "code": channel.code,
            "name": channel.name,
            "currency": channel.currency,
            "prices_include_tax": channel.prices_include_tax,
            "is_active": channel.is_active,
        },
        "location": {
            "code": location.code,
            "name": location.name,
            "address": [
                part for part in (location.line1, location.line2, location.postcode, location.city) if part
            ],
            "country": location.country,
            "phone": location.phone,
            "time_zone": location.time_zone,
            "business_day_cutoff": location.business_day_cutoff.isoformat("minutes"),
            "is_active": location.is_active,
        },
        "tax_rates": [
            {"country": country, "category": category, "rate": rate, "valid_from": valid_from}
            for country, category, rate, valid_from in rates.values_list(
                "country", "category", "rate", "valid_from"
            )
        ],
    }


def fingerprint(settings: dict[str, Any]) -> str:
    """Return a short digest, by which a cursor remembers what the till was told."""
    text = json.dumps(settings, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
