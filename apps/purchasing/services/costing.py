"""What goods turned out to cost: an invoice that names another price, and costs on top such as freight.

Both are spread by stock over what is still owned of the goods; the rest is a variance.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.locking import lock_row
from apps.core.money import round_money
from apps.core.transactions import durable
from apps.stock.choices import CostCause
from apps.stock.services.costs import LateCost, add_costs

from ..landed import Carrier, WeightUnknown, share
from ..models import GoodsReceipt, InvoicedPrice, LandedCost, LandedShare
from ..selectors import company_currency
from ..types import CostShare
from .lines import check_price
from .rates import require_rate


class UnknownReceipt(DomainError):
    code = "unknown-receipt"
    message = _("There is no such receipt.")


class NotOnReceipt(DomainError):
    code = "not-on-receipt"
    message = _("This isn't on the receipt.")


class WrongAmount(DomainError):
    code = "wrong-landed-amount"
    message = _("Give an amount above zero, not finer than the currency's smallest coin.")


class WeightNeeded(DomainError):
    code = "landed-weight-needed"
    message = _("%(sku)s has no weight. Share by value or quantity, or enter its weight first.")


class SamePrices(DomainError):
    code = "invoice-same-prices"
    message = _("The invoice names the same prices; nothing changes.")


def preview_invoice(*, receipt: GoodsReceipt, prices: Mapping[int, Decimal]) -> list[CostShare]:
    """Return by how much each receipt line named costs more or less than known so far, in the company's currency.

    Prices are for a unit, by line, in the receipt's currency. Raises NotOnReceipt, WrongPrice.
    """
    lines = {line.pk: line for line in receipt.lines.select_related("product")}
    known = latest_prices(line_ids=list(lines))
    shares = []
    for line_id, price in prices.items():
        if line_id not in lines:
            raise NotOnReceipt
        check_price(price)
        line = lines[line_id]
        before = known.get(line_id, line.unit_price)
        amount = round_money((price - before) * line.units * receipt.rate, company_currency())
        if price != before:
            shares.append(CostShare(line_id, line.product_id, line.units, amount))
    return shares


def book_invoice(
    *, receipt_id: int, invoice: str, prices: Mapping[int, Decimal], actor: Actor | None, at: datetime
) -> list[CostShare]:
    """Take the prices of an invoice into the averages; return what changed. The same prices again change nothing.

    Raises UnknownReceipt, NotOnReceipt, WrongPrice, SamePrices.
    """
    with durable():
        receipt = _lock(receipt_id)
        shares = preview_invoice(receipt=receipt, prices=prices)
        if not shares:
            raise SamePrices
        rows = [
            InvoicedPrice(
                line_id=each.line_id,
                invoice=invoice.strip()[:64],
                unit_price=prices[each.line_id],
                amount=each.amount,
                actor_id=actor.pk if actor else None,
                at=at,
            )
            for each in shares
        ]
        InvoicedPrice.objects.bulk_create(rows)
        costs = [
            _late(each, CostCause.CORRECTION, "invoiced-price", str(row.pk), "")
            for each, row in zip(shares, rows, strict=True)
        ]
        add_costs(costs=costs, actor=actor)
        _tell(
            receipt,
            actor,
            "invoiced",
            {"at": at.isoformat(), "invoice": invoice[:64], "amount": str(_sum(shares))},
        )
    return shares


def preview_landed(
    *, receipt: GoodsReceipt, amount: Decimal, currency: str, split_by: str
) -> list[CostShare]:
    """Return what each line of the receipt would carry of the cost, in the company's currency, exactly.

    Raises WrongAmount, WeightNeeded, MissingRate.
    """
    if not 0 < amount < 1_000_000_000 or amount != round_money(amount, currency):
        raise WrongAmount
    rate = require_rate(currency=currency, day=receipt.received_at.date())
    ours = company_currency()
    lines = list(receipt.lines.select_related("product").order_by("pk"))
    carriers = [
        Carrier(line.pk, line.units, line.units * line.unit_cost, line.product.weight_grams) for line in lines
    ]
    try:
        parts = share(amount=round_money(amount * rate, ours), carriers=carriers, by=split_by, currency=ours)
    except WeightUnknown as unknown:
        sku = next(line.product.sku for line in lines if line.pk == unknown.key)
        raise WeightNeeded(sku=sku) from unknown
    return [
        CostShare(line.pk, line.product_id, line.units, part) for line, part in zip(lines, parts, strict=True)
    ]


def add_landed_cost(
    *,
    receipt_id: int,
    kind: str,
    amount: Decimal,
    currency: str,
    split_by: str,
    actor: Actor | None,
    at: datetime,
    document: str = "",
) -> LandedCost:
    """Share a cost on top among the goods of a receipt, as previewed, and take it into the averages.

    Raises UnknownReceipt, WrongAmount, WeightNeeded, MissingRate.
    """
    with durable():
        receipt = _lock(receipt_id)
        shares = preview_landed(receipt=receipt, amount=amount, currency=currency, split_by=split_by)
        cost = LandedCost.objects.create(
            receipt=receipt,
            kind=kind,
            split_by=split_by,
            amount=amount,
            currency=currency,
            rate=require_rate(currency=currency, day=receipt.received_at.date()),
            document=document.strip()[:64],
            actor_id=actor.pk if actor else None,
            at=at,
        )
        LandedShare.objects.bulk_create(
            LandedShare(cost=cost, line_id=each.line_id, amount=each.amount) for each in shares
        )
        add_costs(
            costs=[
                _late(each, CostCause.LANDED, "landed-cost", str(cost.pk), str(each.line_id))
                for each in shares
                if each.amount
            ],
            actor=actor,
        )
        _tell(
            receipt,
            actor,
            "landed-cost",
            {"at": at.isoformat(), "kind": kind, "amount": str(amount), "currency": currency},
        )
    return cost


def latest_prices(*, line_ids: Sequence[int]) -> dict[int, Decimal]:
    """Return the price that the latest invoice names for each receipt line, where there is one."""
    rows = InvoicedPrice.objects.filter(line__in=line_ids).order_by("line", "-pk").distinct("line")
    return dict(rows.values_list("line_id", "unit_price"))


def added_costs(*, receipt: GoodsReceipt) -> dict[int, Decimal]:
    """Return what invoices and costs on top added to each line of the receipt, in the company's currency."""
    added: dict[int, Decimal] = defaultdict(Decimal)
    for model in (InvoicedPrice, LandedShare):
        rows = model.objects.filter(line__receipt=receipt).values_list("line_id", "amount")
        for line_id, amount in rows:
            added[line_id] += amount
    return dict(added)


def _late(part: CostShare, cause: CostCause, kind: str, key: str, line: str) -> LateCost:
    return LateCost(
        product_id=part.product_id,
        units=part.units,
        amount=part.amount,
        cause=cause,
        source_kind=kind,
        source_id=key,
        source_line=line,
    )


def _lock(receipt_id: int) -> GoodsReceipt:
    try:
        return lock_row(GoodsReceipt.objects.filter(pk=receipt_id))
    except GoodsReceipt.DoesNotExist:
        raise UnknownReceipt from None


def _sum(shares: Sequence[CostShare]) -> Decimal:
    return sum((each.amount for each in shares), Decimal(0))


def _tell(receipt: GoodsReceipt, actor: Actor | None, what: str, details: dict[str, str]) -> None:
    record_act(
        actor=actor,
        action=f"receipt.{what}",
        subject=f"goods-receipt:{receipt.pk}",
        details={"code": receipt.code, **details},
    )
