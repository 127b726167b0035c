"""The bank's API: takes requests as they come from the network, and answers, or doesn't."""

import json
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import unquote

from apps.core import clock
from apps.core.transactions import durable

from ..protocol import Request, Response
from . import charging, notices
from .cards import LOST, card_behind
from .charging import Refused
from .models import Charge
from .names import new_id

_ACT = re.compile(r"^/charges/(?P<pay_key>[^/]+)/(?P<act>capture|void|refunds)$")
_CHARGE = re.compile(r"^/charges/(?P<key>[^/]+)$")


def answer(request: Request) -> Response:
    """Answer a client. Raises TimeoutError where the card says that the line breaks."""
    try:
        return _reply(200, _route(request))
    except Refused as refusal:
        return _reply(refusal.status, {"code": refusal.code})
    except (KeyError, ValueError, InvalidOperation):
        return _reply(400, {"code": "unreadable"})


def _route(request: Request) -> dict[str, Any]:
    path = unquote(request.path)
    if request.method == "POST" and path == "/charges":
        return _open(request)
    if request.method == "GET" and (match := _CHARGE.match(path)):
        return _look_up(match["key"])
    if request.method == "POST" and (match := _ACT.match(path)):
        return _ACTS[match["act"]](match["pay_key"], request)
    raise Refused("no-such-page", 404)


def _open(request: Request) -> dict[str, Any]:
    """Open a charge, once per key; with an instrument, pay it at once."""
    body, key = json.loads(request.body), request.headers["Idempotency-Key"]
    amount = Decimal(body["amount"])
    if amount <= 0:
        raise Refused("amount-invalid", 400)
    card = card_behind(body["instrument"]) if body["instrument"] else None
    if body["instrument"] and card is None:
        raise Refused("unknown-instrument", 400)
    with durable():
        charge, created = Charge.objects.get_or_create(
            key=key,
            defaults={
                "id": new_id("ch"),
                "payment": body["payment"],
                "description": body["description"][:200],
                "return_url": body["return_url"],
                "language": body["language"],
                "currency": body["currency"],
                "amount": amount,
                "capture_at_once": body["capture"],
                "created_at": clock.now(),
            },
        )
    if charge.amount != amount or charge.currency != body["currency"]:
        raise Refused("key-used-for-another-charge", 409)
    if card and created:
        charge = charging.present_card(charge_id=charge.pk, card=card, at=clock.now())
        if card.effect == "lost":
            raise TimeoutError
    return notices.described(charge)


def _look_up(key: str) -> dict[str, Any]:
    charge = charging.look_up(key=key, at=clock.now())
    if charge.status == Charge.Status.PROCESSING:
        raise TimeoutError
    return notices.described(charge)


def _capture(pay_key: str, request: Request) -> dict[str, Any]:
    key, amount = _act_asked(request)
    return notices.described(charging.capture(pay_key=pay_key, key=key, amount=amount, at=clock.now()))


def _void(pay_key: str, request: Request) -> dict[str, Any]:
    key, _amount = _act_asked(request)
    return notices.described(charging.void(pay_key=pay_key, key=key, at=clock.now()))


def _refund(pay_key: str, request: Request) -> dict[str, Any]:
    key, amount = _act_asked(request)
    refund, created = charging.refund(pay_key=pay_key, key=key, amount=amount, at=clock.now())
    if created and refund.charge.card_ending == LOST.ending:
        raise TimeoutError
    return notices.described(refund)


def _act_asked(request: Request) -> tuple[str, Decimal]:
    return request.headers["Idempotency-Key"], Decimal(json.loads(request.body)["amount"])


_ACTS: dict[str, Callable[[str, Request], dict[str, Any]]] = {
    "capture": _capture,
    "void": _void,
    "refunds": _refund,
}


def _reply(status: int, answer: dict[str, Any]) -> Response:
    return Response(status, json.dumps(answer).encode())
