"""Hand a collection over to whoever brings its code, and take the money if it isn't paid yet."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.rights import rights_of
from apps.core.audit import record_act
from apps.core.errors import DomainError
from apps.core.ids import normalize_code
from apps.core.money import round_money
from apps.core.transactions import durable, transaction_required
from apps.orders.lifecycle import tell
from apps.payments.selectors import due_on_collection
from apps.payments.services.collecting import settle_on_collection

from .. import lifecycle
from ..lifecycle import State, check_state
from ..models import Fulfilment
from ..planning import complete_if_done
from .closing import take_from_stock


class NotACollection(DomainError):
    code = "fulfilment-not-a-collection"
    message = _("%(code)s is shipped, not collected.")


class WrongPickupCode(DomainError):
    code = "pickup-code-wrong"
    message = _("This isn't the code of %(code)s. Ask for the e-mail with the code, or call a manager.")


class OverrideNotAllowed(DomainError):
    code = "pickup-override-not-allowed"
    message = _("Only a manager can hand over without the code.")


class PaymentDue(DomainError):
    code = "pickup-payment-due"
    message = _("%(amount)s %(currency)s are still to be paid. Take the money first, then hand over.")


def hand_over(
    *,
    fulfilment_id: int,
    actor: User,
    at: datetime,
    code: str = "",
    override_reason: str = "",
    payment_method: str = "",
    payment_reference: str = "",
) -> Fulfilment:
    """Record that the customer has the goods; they leave the stock.

    The customer brings the code; without it a manager may hand over for a reason. What is paid on
    collection is paid by `payment_method` (cash, or terminal with its reference) in the same act.

    Raises WrongState unless it is ready, NotACollection, WrongPickupCode, OverrideNotAllowed, PaymentDue,
    TerminalReferenceMissing; then nothing is changed.
    """
    with durable():
        fulfilment = lifecycle.lock(fulfilment_id=fulfilment_id)
        check_state(fulfilment, State.READY)
        if fulfilment.method != Fulfilment.Method.PICKUP:
            raise NotACollection(code=fulfilment.code)
        facts = _check_code(fulfilment, code, override_reason.strip(), actor)
        due = due_on_collection(subject=f"order:{fulfilment.order_id}")
        if due and not payment_method:
            raise PaymentDue(amount=_written(due.amount, due.currency), currency=due.currency)
        take_from_stock(fulfilment=fulfilment, actor=actor, at=at)
        if due:
            source = f"fulfilment:{fulfilment.pk}"
            payment = settle_on_collection(
                payment_id=due.pk, method=payment_method, reference=payment_reference, source=source, at=at
            )
            paid = {"amount": _written(payment.amount, payment.currency), "currency": payment.currency}
            tell(
                order=fulfilment.order,
                kind="paid",
                at=at,
                actor=actor,
                data={**paid, "method": payment.method},
            )
        lifecycle.move(fulfilment=fulfilment, to=State.HANDED_OVER, at=at, actor=actor, data=facts)
        complete_if_done(order=fulfilment.order, at=at)
    return fulfilment


@transaction_required
def _check_code(fulfilment: Fulfilment, code: str, override_reason: str, actor: User) -> dict[str, str]:
    """Return what the timeline should say about how the customer was recognised."""
    if code.strip() and normalize_code(code) == normalize_code(fulfilment.pickup_code):
        return {}
    if not override_reason:
        raise WrongPickupCode(code=fulfilment.code)
    if not rights_of(actor).can("fulfilment.override", location_id=fulfilment.location_id):
        raise OverrideNotAllowed
    record_act(
        actor=actor,
        action="fulfilment.handed-over-without-code",
        subject=f"fulfilment:{fulfilment.pk}",
        details={"reason": override_reason},
    )
    return {"without_code": override_reason}


def _written(amount: Decimal, currency: str) -> str:
    return str(round_money(amount, currency))
