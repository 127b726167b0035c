"""One shape for everything that is refused: a problem document (RFC 9457) with a code that never changes.

{"status": 409, "code": "idempotency-conflict", "message": "…", "errors": [{"path", "code", "message"}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.response import Response

from apps.core.errors import DomainError

log = structlog.get_logger(__name__)

CONTENT_TYPE = "application/problem+json"
TRY_AGAIN_SECONDS = 5

STATUS_BY_CODE = {
    "enrolment-refused": status.HTTP_403_FORBIDDEN,
    "invalid-cursor": status.HTTP_400_BAD_REQUEST,
    "unknown-topic": status.HTTP_400_BAD_REQUEST,
    "unknown-channel": status.HTTP_400_BAD_REQUEST,
    "order-not-found": status.HTTP_404_NOT_FOUND,
    "product-not-found": status.HTTP_404_NOT_FOUND,
    "location-not-found": status.HTTP_404_NOT_FOUND,
    "channel-not-found": status.HTTP_404_NOT_FOUND,
}
"""What a refusal means to HTTP; one that isn't listed conflicts with how things stand."""

WORDS: Mapping[type[Exception], tuple[str, Any]] = {
    exceptions.ParseError: ("not-readable", None),
    exceptions.NotAuthenticated: ("not-authenticated", _("Say who you are in the Authorization header.")),
    exceptions.PermissionDenied: ("not-allowed", None),
    exceptions.NotFound: ("not-found", _("There's nothing at this address.")),
    exceptions.MethodNotAllowed: ("method-not-allowed", None),
    exceptions.NotAcceptable: ("not-acceptable", _("This is only to be had as application/json.")),
    exceptions.UnsupportedMediaType: ("media-type-unsupported", None),
    exceptions.Throttled: ("too-many-requests", _("Too many requests. Try again later.")),
}


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too-large"
    default_detail = _("This is too much for one request.")


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Return the problem document of an error; None for a fault of ours, which is answered with 500."""
    if isinstance(error, DomainError):
        code = STATUS_BY_CODE.get(error.code, status.HTTP_409_CONFLICT)
        return problem(code, error.code, str(error), data=error.data)
    if isinstance(error, OperationalError | InterfaceError):
        log.warning("database_unavailable", error=repr(error))
        return try_again()
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, exceptions.ValidationError):
        return invalid(error)
    return _of_framework(error) if isinstance(error, exceptions.APIException) else None


def problem(
    status_code: int, code: str, message: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """Return a problem document; what is None or empty is left out."""
    members = {key: value for key, value in more.items() if value}
    document = {"status": status_code, "code": code, "message": message, **members}
    return Response(document, status=status_code, headers=dict(headers or {}), content_type=CONTENT_TYPE)


def try_again() -> Response:
    """Return that the request can't be served now, though nothing is wrong with it."""
    return problem(
        status.HTTP_503_SERVICE_UNAVAILABLE,
        "try-again",
        str(_("This can't be done at the moment. Send the same request again in a few seconds.")),
        headers={"Retry-After": str(TRY_AGAIN_SECONDS)},
    )


def invalid(error: exceptions.ValidationError) -> Response:
    """Return what is wrong with each member of a request."""
    message = str(_("Some of what was sent can't be used."))
    return problem(error.status_code, "invalid", message, errors=list(_faults(error.detail, "")))


def _of_framework(error: exceptions.APIException) -> Response:
    """Return the problem document of what the framework refuses, in words that say what to do."""
    code, words = WORDS.get(type(error), (str(error.default_code).replace("_", "-"), None))
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    if isinstance(error, exceptions.AuthenticationFailed):
        code = str(getattr(error.detail, "code", code))
    return problem(error.status_code, code, str(words or error.detail), headers=headers)


def _faults(detail: Any, path: str) -> Iterator[dict[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            where = path if name == "non_field_errors" else f"{path}/{name}".lstrip("/")
            yield from _faults(inner, where)
    elif isinstance(detail, list) and any(isinstance(inner, dict) for inner in detail):
        for index, inner in enumerate(detail):
            yield from _faults(inner, f"{path}/{index}".lstrip("/"))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _faults(inner, path)
    else:
        code = str(getattr(detail, "code", "invalid")).replace("_", "-")
        yield {"path": path, "code": code, "message": str(detail)}
