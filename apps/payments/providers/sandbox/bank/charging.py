"""What can happen to a charge. Every verb commits by itself and tells the shop by notices."""

from datetime import datetime, timedelta
from decimal import Decimal

from apps.core.locking import lock_row
from apps.core.transactions import durable

from . import notices
from .cards import Card
from .models import Charge, Operation
from .names import new_id

Status = Charge.Status

#: How long a charge made with the card that gives no answer stays in doubt.
IN_DOUBT = timedelta(seconds=10)
#: How late the notice comes when the customer isn't sent back.
SILENCE = timedelta(seconds=30)
#: How long the payment page waits for its customer.
PATIENCE = timedelta(hours=1)


class Refused(Exception):
    """The bank says no, with a code."""

    def __init__(self, code: str, status: int = 409) -> None:
        super().__init__(code)
        self.code, self.status = code, status


def present_card(*, charge_id: str, card: Card, at: datetime) -> Charge:
    """Pay an open charge with this card; one that is no longer open stays as it is."""
    with durable():
        charge = _locked(charge_id, at)
        if charge.status != Status.OPEN:
            return charge
        charge.card_ending = card.ending
        if card.effect == "decline":
            _refuse(charge, card.reason, at)
        elif card.effect == "confirm":
            charge.status = Status.CONFIRMING
        elif card.effect == "lost":
            charge.status, charge.resolves_at = Status.PROCESSING, at + IN_DOUBT
        else:
            _approve(charge, at, late=SILENCE if card.effect == "silent" else timedelta())
        charge.save()
    return charge


def confirm(*, charge_id: str, approved: bool, at: datetime) -> Charge:
    """Finish a charge that the cardholder was asked to confirm; otherwise it stays as it is."""
    with durable():
        charge = _locked(charge_id, at)
        if charge.status == Status.CONFIRMING:
            if approved:
                _approve(charge, at)
            else:
                _refuse(charge, "not-confirmed", at)
            charge.save()
    return charge


def abandon(*, charge_id: str, at: datetime) -> Charge:
    """Let the cardholder go back to the shop without paying."""
    with durable():
        charge = _locked(charge_id, at)
        if charge.status in {Status.OPEN, Status.CONFIRMING}:
            _cancel(charge, at)
            charge.save()
    return charge


def look_up(*, key: str, at: datetime) -> Charge:
    """Return how the charge stands now. Raises Refused if there is none with this key."""
    with durable():
        charge = _by_key(key, at)
        charge.save()
    return charge


def capture(*, pay_key: str, key: str, amount: Decimal, at: datetime) -> Charge:
    """Take what was set aside, or part of it. Raises Refused."""
    with durable():
        charge = _by_key(pay_key, at)
        if not _repeated(key):
            if charge.status != Status.AUTHORISED or amount > charge.amount - charge.captured:
                raise Refused("nothing-to-capture")
            _note(charge, "capture", key, amount, at)
            charge.captured += amount
            charge.status = Status.CAPTURED
            charge.save()
            notices.write("charge.captured", charge, at)
    return charge


def void(*, pay_key: str, key: str, at: datetime) -> Charge:
    """Close a charge that took no money yet. Raises Refused if it did."""
    with durable():
        charge = _by_key(pay_key, at)
        if charge.captured:
            raise Refused("already-captured")
        if charge.status not in {Status.DECLINED, Status.CANCELLED}:
            _note(charge, "void", key, charge.amount, at)
            _cancel(charge, at)
        charge.save()
    return charge


def refund(*, pay_key: str, key: str, amount: Decimal, at: datetime) -> tuple[Operation, bool]:
    """Give money back; return the refund and whether it is a new one. Raises Refused for more than was taken."""
    with durable():
        charge = _by_key(pay_key, at)
        if earlier := _repeated(key):
            return earlier, False
        if amount <= 0 or amount > charge.captured - charge.refunded:
            raise Refused("refund-too-much")
        operation = _note(charge, "refund", key, amount, at)
        charge.refunded += amount
        charge.save()
        notices.write("refund.done", operation, at)
    return operation, True


def _locked(charge_id: str, at: datetime) -> Charge:
    return _caught_up(lock_row(Charge.objects.filter(pk=charge_id)), at)


def _by_key(key: str, at: datetime) -> Charge:
    try:
        return _caught_up(lock_row(Charge.objects.filter(key=key)), at)
    except Charge.DoesNotExist:
        raise Refused("never-arrived", 404) from None


def _caught_up(charge: Charge, at: datetime) -> Charge:
    """Bring about what time alone decides: doubts resolve, forgotten payment pages close."""
    if charge.status == Status.PROCESSING and charge.resolves_at and charge.resolves_at <= at:
        _take(charge)
    elif charge.status in {Status.OPEN, Status.CONFIRMING} and charge.created_at + PATIENCE <= at:
        _cancel(charge, at)
        charge.reason = "expired"
    return charge


def _approve(charge: Charge, at: datetime, late: timedelta = timedelta()) -> None:
    """Take or set aside the money. The shop hears of the second step first, and of it twice."""
    charge.status = Status.AUTHORISED
    set_aside = notices.described(charge)
    if charge.capture_at_once:
        _take(charge)
        notices.write("charge.captured", charge, at, after=late, repeat=True)
    notices.send("charge.authorised", set_aside, at, after=late + timedelta(seconds=2))


def _take(charge: Charge) -> None:
    charge.captured, charge.status = charge.amount, Status.CAPTURED


def _refuse(charge: Charge, reason: str, at: datetime) -> None:
    charge.status, charge.reason = Status.DECLINED, reason
    notices.write("charge.declined", charge, at)


def _cancel(charge: Charge, at: datetime) -> None:
    charge.status = Status.CANCELLED
    notices.write("charge.cancelled", charge, at)


def _repeated(key: str) -> Operation | None:
    return Operation.objects.filter(key=key).first()


def _note(charge: Charge, kind: str, key: str, amount: Decimal, at: datetime) -> Operation:
    prefix = {"refund": "re", "capture": "cp", "void": "vo"}[kind]
    return Operation.objects.create(
        id=new_id(prefix), charge=charge, kind=kind, key=key, amount=amount, created_at=at
    )
