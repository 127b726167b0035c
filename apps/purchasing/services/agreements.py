"""On what terms a supplier sells: agreed from a day on, and what was agreed before ends the day before."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.formatting import format_day
from apps.core.transactions import durable
from apps.core.ui import reader_locale
from apps.stock.services.checks import MOST_UNITS, check_products, check_quantity

from ..models import PriceBreak, Supplier, SupplierAgreement
from ..types import NewAgreement
from .lines import check_price
from .suppliers import lock_supplier


class PriceMissing(DomainError):
    code = "agreement-price-missing"
    message = _("Name at least one price, and each quantity once.")


class WrongPack(DomainError):
    code = "agreement-wrong-pack"
    message = _(
        "A pack holds at least one unit, at least one is ordered, and neither is more than a million."
    )


class WrongDays(DomainError):
    code = "agreement-wrong-days"
    message = _("The last day can't be before the first.")


class AgreedLater(DomainError):
    code = "agreement-later"
    message = _(
        "Other terms are already agreed from %(day)s on. Let these end before that day, or take the others away."
    )


class ProductTwice(DomainError):
    code = "agreement-product-twice"
    message = _("Name each product once.")


class UnknownAgreement(DomainError):
    code = "unknown-agreement"
    message = _("There is no such agreement.")


def agree(
    *, supplier_id: int, agreements: Sequence[NewAgreement], actor: Actor | None
) -> list[SupplierAgreement]:
    """Write down terms for products, each once; what starts on the same day is replaced.

    Raises UnknownSupplier, NotStocked, KeepsNoStock, ConsistsOfOthers, PriceMissing, WrongPrice, WrongQuantity,
    WrongPack, WrongDays, AgreedLater, ProductTwice.
    """
    for each in agreements:
        _check(each)
    if len({each.product_id for each in agreements}) < len(agreements):
        raise ProductTwice
    with durable():
        supplier = lock_supplier(supplier_id)
        check_products({each.product_id for each in agreements})
        _make_room(supplier, agreements)
        made = SupplierAgreement.objects.bulk_create(_row(supplier, each) for each in agreements)
        PriceBreak.objects.bulk_create(
            PriceBreak(agreement=row, minimum_quantity=step.minimum_quantity, unit_price=step.unit_price)
            for row, each in zip(made, agreements, strict=True)
            for step in each.breaks
        )
        _prefer(made)
        _tell(supplier, actor, "agreed", {"products": len(made)})
    return made


def end_agreement(*, agreement_id: int, last_date: date, actor: Actor | None) -> None:
    """Let an agreement end; one that hasn't begun by then is taken away, one that ended before stays as it is.

    Raises UnknownAgreement.
    """
    with durable():
        found = (
            SupplierAgreement.objects.filter(pk=agreement_id).values_list("supplier_id", flat=True).first()
        )
        if found is None:
            raise UnknownAgreement
        supplier = lock_supplier(found)
        agreement = SupplierAgreement.objects.filter(pk=agreement_id)
        agreement.filter(valid_from__gt=last_date).delete()
        agreement.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last_date)).update(valid_to=last_date)
        _tell(supplier, actor, "agreement-ended", {"agreement": agreement_id, "last_date": str(last_date)})


def _check(agreement: NewAgreement) -> None:
    quantities = [each.minimum_quantity for each in agreement.breaks]
    if not quantities or len(set(quantities)) < len(quantities):
        raise PriceMissing
    for each in agreement.breaks:
        check_quantity(each.minimum_quantity, least=1)
        check_price(each.unit_price)
    if not all(1 <= units <= MOST_UNITS for units in (agreement.pack_size, agreement.minimum_quantity)):
        raise WrongPack
    if agreement.valid_to is not None and agreement.valid_to < agreement.valid_from:
        raise WrongDays


def _make_room(supplier: Supplier, new: Sequence[NewAgreement]) -> None:
    """End what was agreed before the new terms count; refuse where later terms would overlap them."""
    agreed: dict[int, list[SupplierAgreement]] = defaultdict(list)
    for row in SupplierAgreement.objects.filter(
        supplier=supplier, product_id__in=[each.product_id for each in new]
    ):
        agreed[row.product_id].append(row)
    replaced, ended = [], []
    for each in new:
        for row in agreed[each.product_id]:
            if row.valid_from > each.valid_from:
                if each.valid_to is None or each.valid_to >= row.valid_from:
                    raise AgreedLater(day=format_day(row.valid_from, locale=reader_locale()))
            elif row.valid_from == each.valid_from:
                replaced.append(row.pk)
            elif row.valid_to is None or row.valid_to >= each.valid_from:
                row.valid_to = each.valid_from - timedelta(days=1)
                ended.append(row)
    SupplierAgreement.objects.filter(pk__in=replaced).delete()
    SupplierAgreement.objects.bulk_update(ended, ["valid_to"])


def _row(supplier: Supplier, new: NewAgreement) -> SupplierAgreement:
    return SupplierAgreement(
        supplier=supplier,
        product_id=new.product_id,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        supplier_sku=new.supplier_sku,
        pack_size=new.pack_size,
        minimum_quantity=new.minimum_quantity,
        lead_days=new.lead_days,
        is_preferred=new.is_preferred,
    )


def _prefer(made: Sequence[SupplierAgreement]) -> None:
    """Let a product have one preferred supplier: the one chosen last."""
    preferred = [each.product_id for each in made if each.is_preferred]
    others = SupplierAgreement.objects.filter(product_id__in=preferred, is_preferred=True)
    others.exclude(supplier_id__in={each.supplier_id for each in made}).update(is_preferred=False)


def _tell(supplier: Supplier, actor: Actor | None, what: str, details: dict[str, object]) -> None:
    record_act(actor=actor, action=f"supplier.{what}", subject=f"supplier:{supplier.pk}", details=details)
