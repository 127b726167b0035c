"""Prices of a file: regular ones into the list, reduced ones into lists of their own, by their dates."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from apps.catalog.types import Change, PriceDraft, Problem, SellableDraft
from apps.pricing.models import PriceList
from apps.pricing.selectors import listed_prices
from apps.pricing.services import ensure_price_list, remove_prices, set_prices

from .options import Target

_DATES = "%y%m%d%H%M"
_PRIORITY_ABOVE = 10


@dataclass(slots=True)
class PriceBatch:
    """What a batch of products would set: amounts by list, products that leave their reduction."""

    amounts: dict[str, dict[int, Decimal]] = field(default_factory=lambda: defaultdict(dict))
    terms: dict[str, dict[str, Any]] = field(default_factory=dict)
    no_longer_reduced: dict[int, set[str]] = field(default_factory=dict)
    changes: dict[int, list[Change]] = field(default_factory=lambda: defaultdict(list))


class Prices:
    """Compares and sets the prices of one import."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._sale_prefix = f"{target.list_code[:20]}-sale"
        self._lists = {target.list_code, *_sale_lists(self._sale_prefix)}

    def check(self, sellable: SellableDraft) -> list[Problem]:
        """Find a price that the list can't hold: one of another currency."""
        said = sellable.price.currency if sellable.price else ""
        if said in ("", self._target.currency):
            return []
        params = {"expected": self._target.currency}
        return [Problem("price-currency", sellable.line, "currency", said, params=params)]

    def plan(self, sold: Iterable[tuple[int, PriceDraft]]) -> PriceBatch:
        """Return what differs from the lists for products that exist. One query."""
        wanted = dict(sold)
        known = listed_prices(price_list_codes=self._lists, product_ids=wanted.keys()) if wanted else {}
        batch = PriceBatch()
        for product_id, price in wanted.items():
            self._plan_one(batch, product_id, price, known)
        return batch

    def _plan_one(
        self, batch: PriceBatch, product_id: int, price: PriceDraft, known: Mapping[tuple[str, int], Decimal]
    ) -> None:
        told = {self._target.list_code: price.regular}
        if price.reduced is not None:
            code = self._sale_code(price.reduced_from, price.reduced_to)
            told[code] = price.reduced
            batch.terms[code] = {"valid_from": price.reduced_from, "valid_to": price.reduced_to}
        for code, amount in told.items():
            before = known.get((code, product_id))
            if before != amount:
                batch.amounts[code][product_id] = amount
                batch.changes[product_id].append(Change(f"price:{code}", _words(before), _words(amount)))
        gone = {code for code in self._lists - told.keys() if (code, product_id) in known}
        if gone:
            batch.no_longer_reduced[product_id] = gone
            batch.changes[product_id] += [
                Change(f"price:{code}", _words(known[code, product_id]), "") for code in sorted(gone)
            ]

    def apply(self, batch: PriceBatch) -> None:
        """Set what was planned."""
        base = self._base() if batch.amounts else None
        for code, amounts in batch.amounts.items():
            if base and code != base.code:
                self._ensure_sale(base, code, batch.terms[code])
            set_prices(price_list_code=code, amounts=amounts)
        if batch.no_longer_reduced:
            codes = {code for gone in batch.no_longer_reduced.values() for code in gone}
            remove_prices(price_list_codes=codes, product_ids=batch.no_longer_reduced.keys())

    def _base(self) -> PriceList:
        return self._target.price_list or ensure_price_list(
            code=self._target.list_code, currency=self._target.currency
        )

    def _ensure_sale(self, base: PriceList, code: str, dates: Mapping[str, datetime | None]) -> None:
        self._lists.add(code)
        ensure_price_list(
            code=code,
            currency=base.currency,
            channel=base.channel,
            includes_tax=base.includes_tax,
            is_reduction=True,
            priority=base.priority + _PRIORITY_ABOVE,
            **dates,
        )

    def _sale_code(self, begins: datetime | None, ends: datetime | None) -> str:
        dates = [moment.strftime(_DATES) if moment else "x" for moment in (begins, ends)]
        return self._sale_prefix if dates == ["x", "x"] else "-".join([self._sale_prefix, *dates])


def _words(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount.normalize():f}"


def _sale_lists(prefix: str) -> Sequence[str]:
    lists = PriceList.objects.filter(code__startswith=prefix, is_reduction=True)
    return list(lists.values_list("code", flat=True))
