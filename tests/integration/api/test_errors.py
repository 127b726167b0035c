"""Every refusal is a problem document with a stable code, in the language asked for."""

from typing import Any

import pytest
from django.db import OperationalError
from rest_framework.test import APIClient

from apps.api.errors import handle
from apps.pos.feeds.cursor import OutdatedCursor

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("get", "/api/v1/pos/nothing", 404, "not-found"),
        ("post", "/api/v2/", 404, "not-found"),
        ("get", "/api/v1/pos/changes", 401, "not-authenticated"),
        ("get", "/api/v1/pos/enrol", 405, "method-not-allowed"),
    ],
)
def test_problem_documents(method: str, path: str, status: int, code: str, db: None) -> None:
    response = getattr(APIClient(enforce_csrf_checks=True), method)(path)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["Content-Type"] == PROBLEM
    assert response.json()["message"]


def test_another_media_type(till: Any) -> None:
    response = till.post("/api/v1/pos/heartbeat", b"<clock/>", content_type="application/xml")

    assert (response.status_code, response.json()["code"]) == (415, "media-type-unsupported")


def test_only_json_is_given(till: Any) -> None:
    response = till.get("/api/v1/pos/changes", HTTP_ACCEPT="text/csv")

    assert (response.status_code, response.json()["code"]) == (406, "not-acceptable")


def test_the_faults_of_a_request_are_named(till: Any) -> None:
    response = till.post("/api/v1/pos/heartbeat", {"clock": "late", "waiting_sales": -1})

    assert (response.status_code, response.json()["code"]) == (400, "invalid")
    assert {(e["path"], e["code"]) for e in response.json()["errors"]} == {
        ("clock", "invalid"),
        ("waiting_sales", "min-value"),
    }


def test_a_method_that_isnt_allowed_names_those_that_are(till: Any) -> None:
    response = till.delete("/api/v1/pos/changes")

    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_who_isnt_known_is_told_how_to_say_it(db: None) -> None:
    response = APIClient().get("/api/v1/pos/changes")

    assert response.headers["WWW-Authenticate"] == 'Device realm="tills"'


def test_the_database_is_away_for_a_moment() -> None:
    response = handle(OperationalError("gone"), {})

    assert response is not None
    assert (response.status_code, response.data["code"]) == (503, "try-again")
    assert response.headers["Retry-After"] == "5"


def test_a_refusal_of_the_domain_conflicts_unless_said_otherwise() -> None:
    response = handle(OutdatedCursor(), {})

    assert response is not None
    assert (response.status_code, response.data["code"]) == (409, "cursor-outdated")


def test_a_fault_of_ours_isnt_dressed_up() -> None:
    assert handle(KeyError("x"), {}) is None
