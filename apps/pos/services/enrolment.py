"""A till identifies itself for the first time, with the code a manager read out to it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.core import clock
from apps.core.audit import record_act
from apps.core.errors import DomainError
from apps.core.ids import normalize_code
from apps.core.locking import lock_row
from apps.core.transactions import durable

from .. import secrets
from ..models import Device


class EnrolmentRefused(DomainError):
    """One refusal for an unknown, an expired and a used code: a guesser learns nothing."""

    code = "enrolment-refused"
    message = _("This code isn't valid or no longer is. Ask for a new one in the back office, under Tills.")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """An enrolled till and its token, which is shown this once and kept nowhere."""

    device: Device
    token: str


def enrol_device(
    *, code: str, app_version: str = "", name: str = "", request_key: str = "", at: datetime | None = None
) -> Enrolment:
    """Give the till that types a valid code its token; any earlier token of the till stops working.

    A code works once. A request that is sent again with its own `request_key` (at least 16 characters,
    random) because the answer got lost gets the same token again while the code lasts.

    Raises EnrolmentRefused.
    """
    at, code = at or clock.now(), normalize_code(code)
    code_digest = secrets.digest(code)
    with durable():
        device = _waiting_device(code_digest, at)
        token = _token(code, request_key)
        if device.enrolment_used_at is None:
            _let_in(device, token, app_version, name, at)
        elif not (request_key and secrets.same(device.token_digest, secrets.digest(token))):
            raise EnrolmentRefused
        return Enrolment(device, token)


def _waiting_device(code_digest: str, at: datetime) -> Device:
    try:
        device = lock_row(
            Device.objects.filter(enrolment_digest=code_digest).select_related("location", "channel")
        )
    except Device.DoesNotExist:
        raise EnrolmentRefused from None
    expires_at = device.enrolment_expires_at
    if expires_at is None or expires_at <= at or not secrets.same(device.enrolment_digest, code_digest):
        raise EnrolmentRefused
    return device


def _token(code: str, request_key: str) -> str:
    if not request_key:
        return secrets.new_token()
    return secrets.repeatable_token(secret=settings.SECRET_KEY, code=code, key=request_key)


def _let_in(device: Device, token: str, app_version: str, name: str, at: datetime) -> None:
    device.token_digest = secrets.digest(token)
    device.enrolled_at = device.enrolment_used_at = device.last_seen_at = at
    device.revoked_at = None
    device.app_version = app_version[:32]
    device.save()
    details = {"app_version": device.app_version, "called": name[:80]}
    record_act(actor=None, action="till.enrolled", subject=f"device:{device.pk}", details=details)
