"""A till types the code that a manager read out, and has its token from then on."""

from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.channels.models import Location
from apps.core import clock
from apps.pos.models import Device
from apps.pos.services.devices import EnrolmentCode, create_device, issue_enrolment_code, revoke_device
from tests.factories.channels import TillChannelFactory

KEY = "3f0e2a9c-7b1d-4a55"


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create_user("alice@lumaca.example", is_staff=True)


@pytest.fixture
def code(alice: User, lucca: Location) -> EnrolmentCode:
    return create_device(name="Front till", location=lucca, channel=TillChannelFactory(), actor=alice)


def enrol(code: str, **headers: str) -> Any:
    return APIClient().post("/api/v1/pos/enrol", {"code": code, "app_version": "1.0"}, **headers)


def changes(token: str) -> Any:
    return APIClient().get("/api/v1/pos/changes", HTTP_AUTHORIZATION=f"Device {token}")


def test_the_token_opens_the_door(code: EnrolmentCode) -> None:
    response = enrol(code.code)

    assert response.status_code == 201
    assert response.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert response.json()["location"] == {"code": "lucca", "name": "Lucca"}
    assert response.json()["next_sequence"] == 1
    assert changes(response.json()["token"]).status_code == 200


def test_neither_code_nor_token_is_kept(code: EnrolmentCode) -> None:
    token = enrol(code.code).json()["token"]

    kept = str(list(Device.objects.values()))
    assert token not in kept
    assert code.code not in kept


def test_a_code_is_typed_as_people_type(code: EnrolmentCode) -> None:
    assert enrol(f" {code.code.lower().replace('-', ' ')} ").status_code == 201


def test_a_code_works_once(code: EnrolmentCode) -> None:
    token = enrol(code.code).json()["token"]

    response = enrol(code.code)

    assert (response.status_code, response.json()["code"]) == (403, "enrolment-refused")
    assert changes(token).status_code == 200


def test_a_lost_answer_is_given_again(code: EnrolmentCode) -> None:
    first = enrol(code.code, HTTP_IDEMPOTENCY_KEY=KEY)
    second = enrol(code.code, HTTP_IDEMPOTENCY_KEY=KEY)
    other = enrol(code.code, HTTP_IDEMPOTENCY_KEY=KEY[::-1])

    assert first.json()["token"] == second.json()["token"]
    assert other.status_code == 403


def test_a_short_key_is_refused(code: EnrolmentCode) -> None:
    response = enrol(code.code, HTTP_IDEMPOTENCY_KEY="1")

    assert (response.status_code, response.json()["errors"][0]["path"]) == (400, "key")
    assert Device.objects.get().token_digest is None


def test_a_code_lasts_a_quarter_of_an_hour(code: EnrolmentCode) -> None:
    Device.objects.update(enrolment_expires_at=clock.now() - timedelta(seconds=1))

    assert enrol(code.code).json()["code"] == "enrolment-refused"


def test_unknown_and_used_codes_are_refused_alike(code: EnrolmentCode) -> None:
    enrol(code.code)

    assert enrol(code.code).json() == enrol("WXYZ-9876").json()


def test_guessing_doesnt_pay(code: EnrolmentCode) -> None:
    statuses = [enrol(f"ABCD-{number:04}").status_code for number in range(11)]

    assert statuses == [403] * 10 + [429]
    response = enrol(code.code)
    assert (response.status_code, response.json()["code"]) == (429, "too-many-requests")
    assert int(response.headers["Retry-After"]) > 0


def test_a_forged_address_doesnt_help_guessing(code: EnrolmentCode) -> None:
    statuses = {enrol("ABCD-2345", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").status_code for n in range(11)}

    assert 429 in statuses


def test_a_revoked_till_stays_outside(code: EnrolmentCode, alice: User) -> None:
    token = enrol(code.code).json()["token"]
    revoke_device(device_id=code.device.pk, actor=alice, reason="stolen")

    response = changes(token)

    assert (response.status_code, response.json()["code"]) == (401, "device-revoked")


def test_a_revoked_till_comes_back_with_a_new_code(code: EnrolmentCode, alice: User) -> None:
    old = enrol(code.code).json()["token"]
    revoke_device(device_id=code.device.pk, actor=alice)
    again = issue_enrolment_code(device_id=code.device.pk, actor=alice)

    new = enrol(again.code).json()["token"]

    assert changes(new).status_code == 200
    assert changes(old).json()["code"] == "token-unknown"


@pytest.mark.parametrize("header", ["", "Device", "Device ", "Bearer x", "Device \u00e9", "Device x y"])
def test_strange_headers_are_no_token(db: None, header: str) -> None:
    response = APIClient().get("/api/v1/pos/changes", HTTP_AUTHORIZATION=header)

    assert response.status_code == 401
