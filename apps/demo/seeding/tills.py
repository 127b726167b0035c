"""Tills: two a shop, one of them silent for hours, and a sale that needs somebody's attention."""

import json
from datetime import datetime, timedelta

from apps.accounts.models import User
from apps.channels.models import Channel, Location
from apps.core.ids import uuid7
from apps.pos.batches import split_batch
from apps.pos.models import Device, SaleEnvelope
from apps.pos.services.devices import create_device
from apps.pos.services.enrolment import enrol_device
from apps.pos.services.heartbeat import record_heartbeat
from apps.pos.services.inbox import receive_sales

VERSION = "1.0.0"


def seed_tills(*, now: datetime) -> dict[str, str]:
    """Make and enrol the tills that are missing; return the tokens of those made now, by code."""
    owner, channel = User.objects.get(email="giulia@lumaca.example"), Channel.objects.get(code="till")
    tokens = {}
    for shop in Location.objects.filter(kind=Location.Kind.SHOP).order_by("pk"):
        for number in (1, 2):
            if shop.devices.filter(name=f"{shop.name} {number}").exists():
                continue
            code = create_device(
                name=f"{shop.name} {number}", location=shop, channel=channel, actor=owner, at=now
            )
            enrolment = enrol_device(code=code.code, app_version=VERSION, at=now)
            tokens[enrolment.device.code] = enrolment.token
    for device in Device.objects.select_related("location"):
        _beat(device, now)
    _send_puzzling_sale(now)
    return tokens


def _beat(device: Device, now: datetime) -> None:
    silent = device.name == "Bergamo 2"
    seen = now - timedelta(hours=3) if silent else now
    record_heartbeat(
        device=device,
        app_version=VERSION,
        waiting_sales=11 if silent else 0,
        oldest_waiting_at=seen if silent else None,
        clock=seen,
        at=seen,
    )


def _send_puzzling_sale(now: datetime) -> None:
    """Send a sale of something that the catalogue doesn't have, as a till with old data would."""
    if SaleEnvelope.objects.exists():
        return
    device = Device.objects.filter(name="Como 1").select_related("location", "channel").get()
    line = {
        "title": "Sample bowl, hand-painted",
        "sku": "LU-SAMPLE-01",
        "quantity": 1,
        "unit_price": "24.00",
        "gross": "24.00",
        "net": "19.67",
        "tax_rate": "0.22",
        "tax_category": "standard",
    }
    sale = {
        "version": 1,
        "sale_id": str(uuid7()),
        "sequence": 1,
        "sold_at": (now - timedelta(minutes=40)).isoformat(),
        "currency": "EUR",
        "prices_include_tax": True,
        "lines": [line],
        "tenders": [{"method": "cash", "amount": "24.00"}],
        "totals": {"gross": "24.00", "net": "19.67", "tax": "4.33"},
    }
    receive_sales(device=device, sales=split_batch(json.dumps({"sales": [sale]})).sales, at=now)
