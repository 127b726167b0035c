"""What tests of the counting pages do again and again."""

import json

from django.test import Client
from django.urls import reverse

from apps.core import clock
from apps.stock.models import StockCount


def url(name: str, count: StockCount, *more: object) -> str:
    return reverse(f"backoffice:{name}", args=[count.code, *more])


def page_of(client: Client, count: StockCount, query: str = "") -> str:
    answer = client.get(url("count", count) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def go(client: Client, name: str, count: StockCount, *more: object, **typed_in: object) -> int:
    answer = client.post(url(name, count, *more), typed_in)
    count.refresh_from_db()
    return answer.status_code


def send(client: Client, count: StockCount, *entries: dict[str, object], **facts: object) -> tuple[int, dict]:
    told = {"sent_at": clock.now().isoformat(), "entries": entries, **facts}
    answer = client.post(url("count-entries", count), json.dumps(told), content_type="application/json")
    return answer.status_code, answer.json()


def scanned(key: str, code: str = "MUG-BLUE", quantity: object = 1, **facts: object) -> dict[str, object]:
    return {"key": key, "code": code, "quantity": quantity, "at": clock.now().isoformat(), **facts}
