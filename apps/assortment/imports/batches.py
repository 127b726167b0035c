"""A batch of products of a file: planned, counted, and saved with prices and stock where that is asked."""

from collections.abc import Sequence

from apps.catalog.imports.reading import ReadProduct
from apps.catalog.imports.spool import Spool
from apps.catalog.services.categories import CategoryTree
from apps.catalog.services.pictures import ask_for_pictures
from apps.catalog.services.planning import Plan, plan_products
from apps.catalog.services.products import known_references, lock_catalogue, relate_products
from apps.catalog.services.writing import write_plans
from apps.catalog.types import PriceDraft, Problem, SavedProduct
from apps.core import clock

from .options import Target
from .prices import PriceBatch, Prices
from .report import ImportReport
from .stock import check_stock, opening_quantities, receive_opening


class Batches:
    """Takes one batch after the other; knows where everything goes and what has been met so far."""

    def __init__(self, target: Target, spool: Spool, report: ImportReport, *, is_preview: bool) -> None:
        self._target = target
        self._spool = spool
        self._report = report
        self._is_preview = is_preview
        self._tree = CategoryTree()
        self._prices = Prices(target)
        self._at = clock.now()
        self._related: dict[int, Sequence[str]] = {}
        self._named: set[Sequence[str]] = set()
        self._said_of_stock = False

    def begin(self) -> None:
        """Keep other imports out until this one is done."""
        lock_catalogue()

    def take(self, products: Sequence[ReadProduct]) -> None:
        """Plan, count and, unless something has been wrong with the file, save the products."""
        plans = self._plan(products)
        good = [plan for plan in plans if not plan.has_errors]
        self._report.products.refused += len(products) - len(good)
        prices = self._prices.plan(_known_prices(good))
        for plan in good:
            self._remember(plan)
            changes = [change for key in _known_ids(plan) for change in prices.changes.get(key, ())]
            self._report.count(plan, price_changes=changes)
        self._count_offers(good, prices)
        if not self._is_preview and not self._is_stopped:
            self._save(good, prices)

    def finish(self) -> None:
        """Tie products together that name each other, now that all are there; say which names nobody has."""
        if self._is_stopped:
            return
        if not self._is_preview:
            relate_products(related=self._related, source=self._target.source)
        self._report.note(
            Problem("related-unknown", value=name, is_error=False) for name in sorted(self._unknown_names())
        )

    @property
    def _is_stopped(self) -> bool:
        """Whether something was wrong with the file, so that nothing of it is saved."""
        return bool(self._report.error_count) and not self._target.skip_errors

    def _unknown_names(self) -> set[str]:
        """Return what products are said to go with and neither the catalogue nor the file knows."""
        named = {name for names in self._named for name in names}
        known = known_references(names=named, source=self._target.source)
        return {name for name in named - known if self._spool.line_of("kept", name) is None}

    def _plan(self, products: Sequence[ReadProduct]) -> list[Plan]:
        """Plan the products that could be read; those that couldn't are told as they are."""
        drafts = []
        for product in products:
            self._report.note(product.problems)
            is_wrong = any(problem.is_error for problem in product.problems)
            if product.draft is not None and not is_wrong:
                drafts.append(product.draft)
        plans = plan_products(
            drafts=drafts,
            source=self._target.source,
            tree=self._tree,
            claims=self._spool,
            check=lambda sellable: [*self._prices.check(sellable), *check_stock(sellable)],
            lock=not self._is_preview,
        )
        for plan in plans:
            self._report.note(plan.problems)
        return plans

    def _remember(self, plan: Plan) -> None:
        if plan.draft.related:
            self._named.add(tuple(plan.draft.related))
        for name in (name for row in plan.rows for name in row.wanted.references):
            self._spool.claim("kept", name, plan.draft.line)

    def _count_offers(self, plans: Sequence[Plan], prices: PriceBatch) -> None:
        told = [row.sellable for plan in plans for row in plan.rows if row.sellable]
        new = [row.sellable.price for plan in plans for row in plan.rows if row.is_new and row.sellable]
        self._report.prices += len(prices.changes) + sum(price is not None for price in new)
        self._report.reductions += sum(
            sellable.price is not None and sellable.price.reduced is not None for sellable in told
        )
        if self._target.location is None:
            self._remark_on_stock(any(sellable.stock for sellable in told))
            return
        sold = [
            (row.known.product.pk if row.known else None, row.sellable)
            for plan in plans
            for row in plan.rows
            if row.sellable
        ]
        opening = opening_quantities(location=self._target.location, sold=sold, at=self._at)
        self._report.stock_units += sum(sellable.stock or 0 for _product_id, sellable in opening)

    def _remark_on_stock(self, has_quantities: bool) -> None:
        if has_quantities and not self._said_of_stock:
            self._said_of_stock = True
            self._report.note([Problem("stock-without-location", is_error=False)])

    def _save(self, plans: Sequence[Plan], known: PriceBatch) -> None:
        saved = write_plans(plans=plans, tree=self._tree)
        self._prices.apply(known)
        self._prices.apply(self._prices.plan(_new_prices(saved)))
        self._receive(saved)
        for each in saved:
            if each.draft.related is not None:
                self._related[each.product_id] = each.draft.related
        if self._target.with_pictures:
            self._report.pictures += ask_for_pictures(product_ids=[each.product_id for each in saved])

    def _receive(self, saved: Sequence[SavedProduct]) -> None:
        if self._target.location is None:
            return
        sold = [(sellable.product_id, sellable.draft) for each in saved for sellable in each.sellables]
        opening = opening_quantities(location=self._target.location, sold=sold, at=self._at)
        receive_opening(
            location=self._target.location,
            sold=[(product_id, sellable) for product_id, sellable in opening if product_id],
            at=self._at,
        )


def _known_prices(plans: Sequence[Plan]) -> list[tuple[int, PriceDraft]]:
    return [
        (row.known.product.pk, row.sellable.price)
        for plan in plans
        for row in plan.rows
        if row.known and row.sellable and row.sellable.price
    ]


def _new_prices(saved: Sequence[SavedProduct]) -> list[tuple[int, PriceDraft]]:
    return [
        (sellable.product_id, sellable.draft.price)
        for each in saved
        for sellable in each.sellables
        if sellable.is_new and sellable.draft.price
    ]


def _known_ids(plan: Plan) -> set[int]:
    return {row.known.product.pk for row in plan.rows if row.known}
