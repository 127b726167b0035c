"""Give a packed parcel to the carrier."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import DomainError
from apps.core.transactions import durable

from .. import lifecycle
from ..lifecycle import State, check_state
from ..models import Fulfilment
from ..planning import complete_if_done
from .closing import take_from_stock


class NotAParcel(DomainError):
    code = "fulfilment-not-a-parcel"
    message = _("%(code)s is collected in the shop, not shipped.")


class CarrierMissing(DomainError):
    code = "fulfilment-carrier-missing"
    message = _("Say who carries the parcel.")


def ship(
    *, fulfilment_id: int, carrier: str, actor: User, at: datetime, tracking_number: str = ""
) -> Fulfilment:
    """Record that the carrier took the parcel; its goods leave the stock.

    Raises WrongState unless it is packed, NotAParcel, CarrierMissing.
    """
    with durable():
        fulfilment = lifecycle.lock(fulfilment_id=fulfilment_id)
        check_state(fulfilment, State.READY)
        if fulfilment.method != Fulfilment.Method.DELIVERY:
            raise NotAParcel(code=fulfilment.code)
        if not carrier.strip():
            raise CarrierMissing
        fulfilment.carrier = carrier.strip()[:48]
        fulfilment.tracking_number = tracking_number.strip()[:64]
        take_from_stock(fulfilment=fulfilment, actor=actor, at=at)
        facts = {"carrier": fulfilment.carrier, "tracking_number": fulfilment.tracking_number}
        lifecycle.move(fulfilment=fulfilment, to=State.SHIPPED, at=at, actor=actor, data=facts)
        complete_if_done(order=fulfilment.order, at=at)
    return fulfilment
