"""`POST /api/v1/pos/heartbeat`: a till says how it is, and hears what is missing."""

from datetime import timedelta
from typing import Any

from apps.catalog.models import Product
from apps.core import clock
from apps.pos.models import Device
from tests.factories.pos import envelope, line


def test_what_a_till_says_is_kept(till: Any, device: Device) -> None:
    since = clock.now() - timedelta(hours=2)

    response = till.post(
        "/api/v1/pos/heartbeat",
        {
            "clock": (clock.now() + timedelta(minutes=5)).isoformat(),
            "app_version": "1.4.0",
            "waiting_sales": 7,
            "oldest_waiting_at": since.isoformat(),
        },
    )

    device.refresh_from_db()
    assert response.status_code == 200
    assert 295 <= response.json()["clock_ahead_seconds"] <= 300
    assert (device.waiting_sales, device.oldest_waiting_at, device.app_version) == (7, since, "1.4.0")
    assert device.clock_skew_seconds == response.json()["clock_ahead_seconds"]


def test_a_till_hears_which_of_its_sales_never_came(till: Any, mug: Product) -> None:
    till.report(*(envelope(line(mug), sequence=number) for number in (1, 2, 5, 9)))

    answer = till.post("/api/v1/pos/heartbeat", {"clock": clock.now().isoformat()}).json()

    assert answer["last_sequence"] == 9
    assert answer["missing"] == [{"first": 3, "last": 4}, {"first": 6, "last": 8}]


def test_a_clock_from_another_age(till: Any, device: Device) -> None:
    response = till.post("/api/v1/pos/heartbeat", {"clock": "9999-12-31T23:59:59Z"})

    assert response.status_code == 200
