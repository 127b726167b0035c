"""How the sandbox bank signs its webhooks. Clients were written against this: it must not change."""

import json

import pytest
from django.test import override_settings

from apps.payments.providers.base import WebhookRefused
from apps.payments.providers.sandbox.protocol import SIGNATURE_HEADER, body_is_signed, sign_body
from apps.payments.providers.sandbox.provider import SandboxProvider

SIGNED_AT = 1_795_000_000
BODY = b'{"id": "evt_1", "type": "charge.captured", "data": {"id": "ch_1"}}'
SIGNATURE = "t=1795000000,v1=a28cd8f7d0f875fce7d87e9b23019e698f20eb28f645208ebd67c08cb915d2a5"

pytestmark = pytest.mark.usefixtures("golden_key")


@pytest.fixture
def golden_key() -> object:
    with override_settings(SECRET_KEY="the-key-that-the-golden-signature-was-made-with"):
        yield


def believed(*, body: bytes = BODY, header: str = SIGNATURE, now: int = SIGNED_AT) -> bool:
    return body_is_signed(body, header=header, now=now)


def test_the_signature_is_the_golden_one() -> None:
    assert sign_body(BODY, timestamp=SIGNED_AT) == SIGNATURE
    assert believed()


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_clock_may_be_off_by_five_minutes(seconds: int) -> None:
    assert believed(now=SIGNED_AT + seconds)


@pytest.mark.parametrize("seconds", [-301, 301, 10**9])
def test_an_old_message_sent_again_is_not_believed(seconds: int) -> None:
    assert not believed(now=SIGNED_AT + seconds)


def test_a_changed_body_is_not_believed() -> None:
    assert not believed(body=BODY.replace(b"ch_1", b"ch_2"))


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=1795000000",
        "v1=0",
        "t=1795000000,v1=",
        "t=1795000001,v1=" + SIGNATURE[-64:],
        "t=now,v1=" + SIGNATURE[-64:],
        "t=١٧٩٥٠٠٠٠٠٠,v1=" + SIGNATURE[-64:],
        SIGNATURE.replace("v1", "v2"),
        SIGNATURE[:-1],
        "t=1795000000,v1=é",
        ",,,===",
    ],
)
def test_another_header_is_not_believed(header: str) -> None:
    assert not believed(header=header)


def test_a_message_under_another_key_is_refused() -> None:
    body = json.dumps({"id": "evt_1", "type": "charge.captured", "data": {}}).encode()
    with override_settings(SECRET_KEY="somebody-else-s-key-which-is-long-enough"):
        header = sign_body(body, timestamp=SIGNED_AT)
    with pytest.raises(WebhookRefused):
        SandboxProvider().parse_webhook(headers={SIGNATURE_HEADER: header}, body=body)
