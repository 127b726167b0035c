"""Why goods moved, in words that lead to the document: the order, the transfer, the count, the receipt."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from apps.fulfilment.models import Fulfilment
from apps.orders.models import Order, Return
from apps.purchasing.models import GoodsReceipt, SupplierReturn
from apps.stock.choices import MovementKind, StockState
from apps.stock.selectors import StockMovement, counts_by_key, transfers_by_key, transfers_by_receipt

Documents = Mapping[str, tuple[str, str]]
"""By the source's id, the document's name and its page ("" where it has none)."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement as the timeline shows it."""

    movement: StockMovement
    words: str
    document: str
    url: str
    tone: str


def moved(movements: Iterable[StockMovement]) -> list[Moved]:
    """Return the movements with the documents that caused them; one query a kind of document, at most."""
    movements = list(movements)
    sources: dict[str, set[str]] = defaultdict(set)
    for each in movements:
        sources[each.source_kind].add(each.source_id)
    found = {kind: _FIND[kind](ids) for kind, ids in sources.items() if kind in _FIND}
    return [_moved(each, found.get(each.source_kind, {})) for each in movements]


def _moved(movement: StockMovement, documents: Documents) -> Moved:
    name, url = documents.get(movement.source_id, ("", ""))
    words = str(MovementKind(movement.kind).label)
    if movement.state != StockState.SELLABLE:
        words = _("%(what)s (%(state)s)") % {"what": words, "state": StockState(movement.state).label}
    tone = "bad" if movement.kind in _BAD else "done" if movement.quantity > 0 else ""
    return Moved(movement, words, name, url, tone)


_BAD = {MovementKind.WRITE_OFF, MovementKind.ADJUSTMENT_OUT, MovementKind.COUNT_OUT}


def _keys(ids: Collection[str]) -> list[int]:
    return [int(each) for each in ids if each.isdecimal() and len(each) < 18]


def _fulfilments(ids: Collection[str]) -> Documents:
    rows = Fulfilment.objects.filter(pk__in=_keys(ids)).values_list("pk", "code")
    return {str(key): (code, reverse("backoffice:fulfilment-page", args=[code])) for key, code in rows}


def _sales(ids: Collection[str]) -> Documents:
    rows = Order.objects.filter(source_id__in=ids).values_list("source_id", "number")
    return {source: _order(number) for source, number in rows}


def _returns(ids: Collection[str]) -> Documents:
    rows = Return.objects.filter(pk__in=[each for each in ids if _is_uuid(each)])
    return {str(key): (code, _order(number)[1]) for key, code, number in rows.values_list(*_RETURN)}


_RETURN = ("pk", "code", "order__number")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _order(number: str | None) -> tuple[str, str]:
    if not number:
        return "", ""
    return _("Order %(number)s") % {"number": number}, reverse("backoffice:order", args=[number])


def _transfers(ids: Collection[str]) -> Documents:
    return _with_pages(transfers_by_key(keys=_keys(ids)))


def _transfer_receipts(ids: Collection[str]) -> Documents:
    return _with_pages(transfers_by_receipt(keys=_keys(ids)))


def _counts(ids: Collection[str]) -> Documents:
    codes = counts_by_key(keys=_keys(ids))
    return {str(key): (code, reverse("backoffice:count", args=[code])) for key, code in codes.items()}


def _receipts(ids: Collection[str]) -> Documents:
    return _purchasing(GoodsReceipt.objects.filter(pk__in=_keys(ids)), "receipt")


def _supplier_returns(ids: Collection[str]) -> Documents:
    return _purchasing(SupplierReturn.objects.filter(pk__in=_keys(ids)), "supplier-return")


def _purchasing(rows: QuerySet[Any], view: str) -> Documents:
    return {str(key): (code, _page(view, code)) for key, code in rows.values_list("pk", "code")}


def _page(view: str, code: str) -> str:
    try:
        return reverse(f"backoffice:{view}", args=[code])
    except NoReverseMatch:
        return ""


def _with_pages(codes: Mapping[int, str]) -> Documents:
    return {str(key): (code, reverse("backoffice:transfer", args=[code])) for key, code in codes.items()}


_FIND: Mapping[str, Callable[[Collection[str]], Documents]] = {
    "fulfilment": _fulfilments,
    "order-line": _sales,
    "return-line": _returns,
    "transfer": _transfers,
    "transfer-end": _transfers,
    "transfer-receipt": _transfer_receipts,
    "stock-count": _counts,
    "goods-receipt": _receipts,
    "supplier-return": _supplier_returns,
}
