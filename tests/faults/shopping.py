"""What shoppers and tills do over HTTP, and how it ends."""

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from tests.factories.boutique import ADDRESS
from tests.factories.pos import TOKEN
from tests.hosted_page import APPROVED
from tests.visitor import Answer, Visitor

FINGERPRINT = re.compile(r'name="fingerprint" value="([^"]+)"')


def order(visitor: Visitor, product_id: int, *, way: str = "delivery", pay: str = "card") -> bool:
    """Buy one as far as the payment; say whether it became an order."""
    visitor.get("/basket/")
    visitor.post(f"/basket/add/{product_id}/", quantity=1, way=way)
    visitor.post("/checkout/you/", email="elisa@example.com", name="Elisa Conti")
    address = {} if way != "delivery" else {**ADDRESS, "shipping": "courier"}
    visitor.post("/checkout/getting/", **address)
    page = visitor.get("/checkout/paying/")
    found = FINGERPRINT.search(page.text)
    if not found:
        return False
    answer = visitor.submit("/checkout/paying/", way=pay, fingerprint=found[1])
    return answer.status == 302 and "/basket/" not in answer.headers["Location"]


def pay(visitor: Visitor, *, number: str = APPROVED) -> Answer:
    """Pay the order just placed on the bank's page and come back to the shop."""
    page = visitor.get(urlsplit(visitor.trail[-1].headers["Location"]).path)
    return visitor.post(page.path, number=number, expiry="12/40", code="123")


def send(visitor: Visitor, sales: Sequence[Any], *, token: str = TOKEN) -> Answer:
    """Send a batch of a till's sales."""
    headers = {"Authorization": f"Device {token}", "Content-Type": "application/json"}
    return visitor.request("POST", "/api/v1/pos/sales", body=json.dumps({"sales": sales}), headers=headers)


def statuses(answer: Answer) -> list[str]:
    return [sale["status"] for sale in json.loads(answer.body)["sales"]]


def faults_of(visitor: Visitor) -> list[str]:
    """Return what of the server's answers was no answer."""
    return [f"{each.method} {each.path}: {each.status}" for each in visitor.trail if each.status >= 500]
