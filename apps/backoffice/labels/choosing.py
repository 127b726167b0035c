"""For which goods labels are printed, and how many: from levels, a product, a transfer or a receipt."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from apps.catalog.models import Product
from apps.purchasing.models import GoodsReceipt
from apps.stock.selectors import levels_for, transfers_for

from ..shell.access import StaffRequest

SOURCES = ("level", "product", "transfer", "receipt")
MOST = 200
MOST_LABELS = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A product, how many labels it is to get at first, and its shelf where that is known."""

    product: Product
    quantity: int
    shelf: str = ""


def wanted(request: StaffRequest, asked: QueryDict) -> list[Wanted]:
    """Return the goods that the address or the form names, as far as they are in the person's reach."""
    found = [
        *_levels(request, asked),
        *_products(asked),
        *_transfers(request, asked),
        *_receipts(request, asked),
    ]
    together: dict[int, Wanted] = {}
    for each in found:
        before = together.get(each.product.pk)
        shelf = each.shelf or (before.shelf if before else "")
        quantity = each.quantity + (before.quantity if before else 0)
        together[each.product.pk] = Wanted(each.product, min(quantity, MOST_LABELS), shelf)
    return list(together.values())[:MOST]


def _levels(request: StaffRequest, asked: QueryDict) -> Iterable[Wanted]:
    levels = levels_for(rights=request.staff.rights).filter(pk__in=_keys(asked, "level"))
    for level in levels.select_related("product__parent").order_by("product__title", "pk"):
        yield Wanted(level.product, 1, level.shelf)


def _products(asked: QueryDict) -> Iterable[Wanted]:
    products = Product.objects.filter(pk__in=_keys(asked, "product")).exclude(sku=None)
    for product in products.select_related("parent").order_by("title", "pk"):
        yield Wanted(product, 1)


def _transfers(request: StaffRequest, asked: QueryDict) -> Iterable[Wanted]:
    code = str(asked.get("transfer", "")).replace("\0", "")
    if not code:
        return
    mine = transfers_for(rights=request.staff.rights).filter(code=code)
    for transfer in mine:
        for line in transfer.lines.select_related("product__parent").order_by("pk"):
            yield Wanted(line.product, line.quantity)


def _receipts(request: StaffRequest, asked: QueryDict) -> Iterable[Wanted]:
    code = str(asked.get("receipt", "")).replace("\0", "")
    if not code:
        return
    receipts = GoodsReceipt.objects.filter(code=code)
    for receipt in request.staff.rights.scope(receipts, act="stock.view"):
        for line in receipt.lines.select_related("product__parent").order_by("pk"):
            yield Wanted(line.product, line.quantity)


def _keys(asked: QueryDict, name: str) -> list[int]:
    return [int(key) for key in asked.getlist(name)[:MOST] if key.isdecimal() and len(key) < 18]
