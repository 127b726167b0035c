"""Comparing drafts with the catalogue: what each would change, and what is wrong with it. Writes nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from apps.catalog.models import Product
from apps.catalog.types import Change, Problem, ProductDraft, SellableDraft

from . import checks
from .bundles import check_bundles
from .categories import CategoryTree
from .comparing import changes_of
from .gtins import with_normal_gtins
from .known import Known, Owners, find_owners, load_known
from .skus import sku_candidates
from .wanted import Wanted, wanted_root, wanted_variant


class Claims(Protocol):
    """Remembers which line first used a name, so that a second use is noticed."""

    def claim(self, kind: str, value: str, line: int) -> int | None:
        """Return None the first time, afterwards the line of the first."""

    def line_of(self, kind: str, value: str) -> int | None:
        """Return the line that first used a name, None if none has."""


class MemoryClaims:
    """Claims of one small batch."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], int] = {}

    def claim(self, kind: str, value: str, line: int) -> int | None:
        first = self._lines.get((kind, value))
        self._lines.setdefault((kind, value), line)
        return first

    def line_of(self, kind: str, value: str) -> int | None:
        return self._lines.get((kind, value))


@dataclass(slots=True)
class Row:
    """One row of the product table: what it is, what it should be, what that would change."""

    known: Known | None
    wanted: Wanted
    changes: list[Change]
    sellable: SellableDraft | None = None
    product: Product | None = None

    @property
    def is_new(self) -> bool:
        return self.known is None


@dataclass(slots=True)
class Plan:
    """What carrying out one draft would mean. `rows` begins with the shopper's product."""

    draft: ProductDraft
    source: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)

    @property
    def is_new(self) -> bool:
        return bool(self.rows) and self.rows[0].is_new

    @property
    def is_changed(self) -> bool:
        return any(row.changes or row.is_new for row in self.rows)


def plan_products(
    *,
    drafts: Sequence[ProductDraft],
    source: str,
    tree: CategoryTree,
    claims: Claims | None = None,
    check: Callable[[SellableDraft], list[Problem]] | None = None,
    lock: bool = False,
) -> list[Plan]:
    """Say what saving the drafts would do, with a dozen statements whatever their number.

    `check` finds what else may be wrong with what is sold, such as its price. Whoever saves them afterwards asks
    for a `lock`, so that what was compared stays as it is.
    """
    claims = claims or MemoryClaims()
    read = [with_normal_gtins(draft) for draft in drafts]
    drafts = [draft for draft, _problems in read]
    owners = find_owners(drafts=drafts, source=source, skus=_candidates(drafts, source))
    ids = [*owners.by_reference.values(), *owners.by_sku.values()]
    known = load_known(product_ids=ids, source=source, lock=lock)
    batch = _Batch(source, owners, known, tree, claims)
    plans = [_plan(draft, batch) for draft in drafts]
    for plan, (draft, problems) in zip(plans, read, strict=True):
        plan.problems += problems
        if check:
            plan.problems += [problem for sellable in draft.sellables for problem in check(sellable)]
    check_bundles(plans=plans, source=source, claims=claims)
    return plans


@dataclass(frozen=True, slots=True)
class _Batch:
    """What the drafts of one batch are compared with."""

    source: str
    owners: Owners
    known: Mapping[int, Known]
    tree: CategoryTree
    claims: Claims


def _plan(draft: ProductDraft, batch: _Batch) -> Plan:
    plan = Plan(draft, batch.source, problems=checks.check_draft(draft))
    root = _find_root(draft, batch)
    plan.problems += checks.check_shape(draft, root)
    plan.problems += checks.check_claims(draft, root, batch.claims)
    if plan.has_errors:
        return plan
    sold = None if draft.has_variants else draft.sellables[0]
    plan.rows.append(Row(root, wanted_root(draft, is_new=root is None), [], sold))
    if draft.has_variants:
        plan.rows += [_variant_row(draft, variant, root, batch) for variant in draft.sellables]
    for row in plan.rows:
        if row.sellable:
            _settle_sku(row, draft, batch)
            plan.problems += checks.check_owners(row.sellable, row.known, batch.owners)
        row.changes = changes_of(row.wanted, row.known, batch.tree)
    plan.problems += checks.check_left_out(draft, root, plan.rows)
    return plan


def _find_root(draft: ProductDraft, batch: _Batch) -> Known | None:
    names = [*draft.references, *(name for sellable in draft.sellables for name in sellable.references)]
    ids = [batch.owners.by_reference.get(name) for name in names]
    ids += [batch.owners.by_sku.get(sellable.sku) for sellable in draft.sellables]
    first = next((product_id for product_id in ids if product_id), None)
    if first is None:
        return None
    found = batch.known[first]
    return batch.known[found.product.parent_id] if found.product.parent_id else found


def _variant_row(draft: ProductDraft, variant: SellableDraft, root: Known | None, batch: _Batch) -> Row:
    ids = [batch.owners.by_reference.get(name) for name in variant.references]
    ids.append(batch.owners.by_sku.get(variant.sku))
    first = next((product_id for product_id in ids if product_id), None)
    known = batch.known.get(first) if first else None
    if known and root and known.product.parent_id != root.product.pk:
        known = None  # somebody else's: check_owners says so
    return Row(known if root else None, wanted_variant(draft, variant), [], variant)


def _candidates(drafts: Sequence[ProductDraft], source: str) -> set[str]:
    bare = ((draft, sellable) for draft in drafts for sellable in draft.sellables if not sellable.sku)
    return {sku for draft, sellable in bare for sku in sku_candidates(draft, sellable, source)}


def _settle_sku(row: Row, draft: ProductDraft, batch: _Batch) -> None:
    """Give what is new and came without a SKU one of its own; later it is found by its reference."""
    if row.known or row.sellable is None or row.sellable.sku:
        return
    readable, unique = sku_candidates(draft, row.sellable, batch.source)
    is_free = (
        readable not in batch.owners.by_sku and batch.claims.claim("sku", readable, row.sellable.line) is None
    )
    row.wanted.columns["sku"] = readable if is_free else unique
