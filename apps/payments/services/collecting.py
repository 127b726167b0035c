"""Payment on collection: the tender that was used at the counter takes the place of the promise."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError
from apps.core.locking import lock_row
from apps.core.transactions import transaction_required

from ..models import Payment
from ..types import ProviderResult
from .recording import record_result


class NotPayableHere(DomainError):
    code = "payment-not-payable-here"
    message = _("This payment doesn't wait for the customer at the counter.")


class TerminalReferenceMissing(DomainError):
    code = "payment-terminal-reference-missing"
    message = _("Type the reference printed on the card terminal's slip.")


@transaction_required
def settle_on_collection(
    *, payment_id: UUID, method: str, source: str, at: datetime, reference: str = ""
) -> Payment:
    """Book that the customer paid the whole amount at the counter, by `cash` or `terminal`.

    Paid already, it stays as it is. Locks the payment. Raises NotPayableHere, TerminalReferenceMissing.
    """
    payment = lock_row(Payment.objects.filter(pk=payment_id))
    if payment.state == Payment.State.CAPTURED:
        return payment
    if payment.method != Payment.Method.ON_COLLECTION or payment.state == Payment.State.CANCELLED:
        raise NotPayableHere
    if method not in {Payment.Method.CASH, Payment.Method.TERMINAL}:
        raise NotPayableHere
    if method == Payment.Method.TERMINAL and not reference.strip():
        raise TerminalReferenceMissing
    payment.method = payment.provider = method
    payment.save(update_fields=["method", "provider"])
    paid = ProviderResult("captured", reference=reference.strip(), amount=payment.amount)
    return record_result(payment_id=payment.pk, result=paid, source=source, at=at)
