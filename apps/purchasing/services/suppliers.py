"""Suppliers: who they are. What they sell and for how much is agreed in agreements.py."""

from dataclasses import asdict, replace

from babel.numbers import is_currency
from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.locking import lock_row
from apps.core.transactions import durable

from ..models import Supplier
from ..types import SupplierFacts


class UnknownSupplier(DomainError):
    code = "unknown-supplier"
    message = _("There is no such supplier.")


class CodeTaken(DomainError):
    code = "supplier-code-taken"
    message = _("Another supplier has the code %(code)s.")


class UnknownCurrency(DomainError):
    code = "unknown-currency"
    message = _("%(currency)s is no currency. Write its three letters, such as EUR.")


class CurrencyInUse(DomainError):
    code = "supplier-currency-in-use"
    message = _(
        "Prices are agreed in %(currency)s, so the currency stays. Make a new supplier for another one."
    )


def add_supplier(*, facts: SupplierFacts, actor: Actor | None) -> Supplier:
    """Take up a supplier. Raises CodeTaken, UnknownCurrency."""
    facts = _checked(facts)
    with durable():
        _refuse_taken(facts.code)
        supplier = Supplier.objects.create(**asdict(facts))
        _tell(supplier, actor, "added", {"name": facts.name})
    return supplier


def change_supplier(*, supplier_id: int, facts: SupplierFacts, actor: Actor | None) -> Supplier:
    """Change what is known of a supplier. Raises UnknownSupplier, CodeTaken, UnknownCurrency, CurrencyInUse."""
    facts = _checked(facts)
    with durable():
        supplier = lock_supplier(supplier_id)
        if supplier.code != facts.code:
            _refuse_taken(facts.code)
        if supplier.currency != facts.currency and (supplier.agreements.exists() or supplier.orders.exists()):
            raise CurrencyInUse(currency=supplier.currency)
        changed = {name: value for name, value in asdict(facts).items() if getattr(supplier, name) != value}
        for name, value in changed.items():
            setattr(supplier, name, value)
        if changed:
            supplier.save(update_fields=list(changed))
            _tell(supplier, actor, "changed", {name: str(value) for name, value in changed.items()})
    return supplier


def lock_supplier(supplier_id: int) -> Supplier:
    """Lock and return the supplier; raise UnknownSupplier."""
    try:
        return lock_row(Supplier.objects.filter(pk=supplier_id))
    except Supplier.DoesNotExist:
        raise UnknownSupplier from None


def _checked(facts: SupplierFacts) -> SupplierFacts:
    currency = facts.currency.upper()
    if not is_currency(currency):
        raise UnknownCurrency(currency=facts.currency)
    return replace(facts, currency=currency)


def _refuse_taken(code: str) -> None:
    if Supplier.objects.filter(code=code).exists():
        raise CodeTaken(code=code)


def _tell(supplier: Supplier, actor: Actor | None, what: str, details: dict[str, str]) -> None:
    record_act(actor=actor, action=f"supplier.{what}", subject=f"supplier:{supplier.pk}", details=details)
