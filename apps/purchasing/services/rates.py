"""What currencies are worth in the company's."""

from datetime import date
from decimal import Decimal

from babel.numbers import is_currency
from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.formatting import format_day
from apps.core.transactions import durable
from apps.core.ui import reader_locale

from ..models import ExchangeRate
from ..selectors import company_currency, rate_on
from .suppliers import UnknownCurrency


class MissingRate(DomainError):
    code = "missing-exchange-rate"
    message = _("No exchange rate of %(currency)s is known for %(day)s. Enter one first.")


class WrongRate(DomainError):
    code = "wrong-exchange-rate"
    message = _("A rate is above zero and of another currency than the company's.")


def set_rate(*, currency: str, valid_from: date, rate: Decimal, actor: Actor | None) -> ExchangeRate:
    """Say what one unit of the currency is worth from the day on; the same day again corrects it.

    Raises UnknownCurrency, WrongRate.
    """
    currency = currency.upper()
    if not is_currency(currency):
        raise UnknownCurrency(currency=currency)
    if rate <= 0 or currency == company_currency():
        raise WrongRate
    with durable():
        row, _created = ExchangeRate.objects.update_or_create(
            currency=currency, valid_from=valid_from, defaults={"rate": rate}
        )
        details = {"rate": str(rate), "valid_from": str(valid_from)}
        record_act(actor=actor, action="exchange-rate.set", subject=f"currency:{currency}", details=details)
    return row


def require_rate(*, currency: str, day: date) -> Decimal:
    """Return the rate on the day; raise MissingRate where nobody has said."""
    rate = rate_on(currency=currency, day=day)
    if rate is None:
        raise MissingRate(currency=currency, day=format_day(day, locale=reader_locale()))
    return rate
