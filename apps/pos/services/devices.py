"""Put a till up, let it be enrolled, take its access away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from apps.channels.models import Channel, Location
from apps.core import clock
from apps.core.audit import record_act
from apps.core.errors import DomainError
from apps.core.ids import normalize_code, speakable_code
from apps.core.locking import lock_row
from apps.core.transactions import durable

from .. import secrets
from ..models import Device

CODE_LASTS = timedelta(minutes=15)


class InvalidDevice(DomainError):
    code = "invalid-device"
    message = _("A till needs a name and a channel of the kind “Till”.")


class UnknownDevice(DomainError):
    code = "unknown-device"
    message = _("There's no such till.")


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """A code to type into the till, shown once."""

    device: Device
    code: str
    expires_at: datetime


def create_device(
    *, name: str, location: Location, channel: Channel, actor: Any, at: datetime | None = None
) -> EnrolmentCode:
    """Create a till at a location and return the code that enrols it. Raises InvalidDevice."""
    name = name.strip()[:80]
    if not name or channel.kind != Channel.Kind.TILL:
        raise InvalidDevice
    with durable():
        lock_row(Location.objects.filter(pk=location.pk))  # codes are counted per location
        device = Device.objects.create(
            code=_free_code(location), name=name, location=location, channel=channel
        )
        record_act(actor=actor, action="till.created", subject=f"device:{device.pk}", details={"name": name})
        return _issue(device, at or clock.now())


def issue_enrolment_code(*, device_id: int, actor: Any, at: datetime | None = None) -> EnrolmentCode:
    """Return a new code for a till: one that was wiped, replaced or revoked. Earlier codes stop working.

    The till's present token works until the new code is used. Raises UnknownDevice.
    """
    with durable():
        device = _locked(device_id)
        record_act(actor=actor, action="till.code-issued", subject=f"device:{device.pk}")
        return _issue(device, at or clock.now())


def revoke_device(*, device_id: int, actor: Any, reason: str = "", at: datetime | None = None) -> Device:
    """Take a till's access away at once; what it hasn't sent stays in it. Raises UnknownDevice."""
    with durable():
        device = _locked(device_id)
        if device.revoked_at is None:
            device.revoked_at = at or clock.now()
            device.enrolment_digest = device.enrolment_expires_at = None
            device.save(update_fields=["revoked_at", "enrolment_digest", "enrolment_expires_at"])
            details = {"reason": reason[:200]}
            record_act(actor=actor, action="till.revoked", subject=f"device:{device.pk}", details=details)
        return device


def change_device(*, device_id: int, name: str, location: Location, actor: Any) -> Device:
    """Give a till another name, another place, or both. Raises InvalidDevice, UnknownDevice."""
    name = name.strip()[:80]
    if not name:
        raise InvalidDevice
    with durable():
        device = _locked(device_id)
        if device.name != name:
            details = {"from": device.name, "to": name}
            device.name = name
            device.save(update_fields=["name"])
            record_act(actor=actor, action="till.renamed", subject=f"device:{device.pk}", details=details)
        if device.location_id != location.pk:
            _move(device, location, actor)
    return device


def _move(device: Device, location: Location, actor: Any) -> None:
    details = {"from": device.location.code, "to": location.code}
    device.location = location
    device.save(update_fields=["location"])
    record_act(actor=actor, action="till.moved", subject=f"device:{device.pk}", details=details)


def _locked(device_id: int) -> Device:
    try:
        return lock_row(Device.objects.filter(pk=device_id))
    except Device.DoesNotExist:
        raise UnknownDevice from None


def _issue(device: Device, at: datetime) -> EnrolmentCode:
    code = speakable_code()
    device.enrolment_digest = secrets.digest(normalize_code(code))
    device.enrolment_expires_at = at + CODE_LASTS
    device.enrolment_used_at = None
    device.save(update_fields=["enrolment_digest", "enrolment_expires_at", "enrolment_used_at"])
    return EnrolmentCode(device, code, device.enrolment_expires_at)


def _free_code(location: Location) -> str:
    """Return the location's next code, such as lucca-3: it begins the numbers on the till's receipts."""
    stem = slugify(location.code)[:24] or "till"
    taken = set(Device.objects.filter(code__startswith=f"{stem}-").values_list("code", flat=True))
    number = len(taken) + 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
