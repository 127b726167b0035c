"""Telling people of a till's sales that they should look at, and that they no longer need to."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from apps.core.incidents import Finding, open_incidents, resolve_all
from apps.core.transactions import transaction_required

from ..models import Device

CONFLICT = "till-sale-conflict"
ATTENTION = "till-sale-attention"


@transaction_required
def tell(*, kind: str, device: Device, sale_ids: Iterable[UUID], **data: Any) -> None:
    """Open an incident for each sale, at the till's location."""
    facts = {"device": device.code, "device_id": device.pk, **data}
    findings = [Finding(_subject(sale_id), device.location_id, facts) for sale_id in dict.fromkeys(sale_ids)]
    open_incidents(kind=kind, findings=findings)


@transaction_required
def settle(*, kinds: Iterable[str], sale_id: UUID, by: str, resolution: str) -> None:
    """Close what is open of these kinds for the sale."""
    for kind in kinds:
        resolve_all(kind=kind, subjects=[_subject(sale_id)], by=by, resolution=resolution)


def _subject(sale_id: UUID) -> str:
    return f"till-sale:{sale_id}"
