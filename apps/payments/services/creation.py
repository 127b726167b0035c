"""Ask for a sum: the row that everything about this payment hangs on."""

from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext_lazy as _

from apps.core.bulk import copy_rows
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.money import minor_unit
from apps.core.transactions import transaction_required

from ..models import Payment
from ..providers.registry import check_offered


class InvalidAmount(DomainError):
    code = "payment-amount-invalid"
    message = _("%(amount)s %(currency)s can't be asked for: it must be above zero, in whole minor units.")


@transaction_required
def create_payment(
    *, method: str, provider: str, amount: Decimal, currency: str, subject: str, at: datetime
) -> Payment:
    """Write that `amount` in `currency` is asked for `subject` (kind:id) by this method; nobody is asked yet.

    Raises InvalidAmount, and UnknownProvider if the provider isn't offered here.
    """
    if amount <= 0 or amount % minor_unit(currency):
        raise InvalidAmount(amount=amount, currency=currency)
    asked = {
        "id": uuid7(),
        "method": Payment.Method(method).value,
        "provider": check_offered(provider),
        "currency": currency,
        "amount": amount,
        "subject": subject,
        "created_at": at,
    }
    copy_rows(model=Payment, fields=list(asked), rows=[list(asked.values())])
    return Payment.from_db(connection.alias, list(asked), list(asked.values()))
