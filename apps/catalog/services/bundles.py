"""What goes into bundles: named by drafts, checked against the same input and the catalogue, put together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from apps.catalog.models import BundleComponent, Product, ProductReference
from apps.catalog.types import Change, ComponentDraft, Problem
from apps.core.transactions import transaction_required

from .known import plain_products

if TYPE_CHECKING:
    from .planning import Claims, Plan, Row

MOST_UNITS = 10_000
"""More than this of one component in one bundle is a typing error."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the catalogue has of the names and of the bundles of some drafts."""

    keys: Mapping[str, int]
    parents: frozenset[int]
    parts: Mapping[int, Mapping[int, int]]
    stocked: frozenset[int]
    components: frozenset[int]
    skus: Mapping[int, str]


def check_bundles(*, plans: Sequence["Plan"], source: str, claims: "Claims") -> None:
    """Add to the plans what is wrong with their bundles, and what would change in those that are there.

    Drafts whose components are of the same input come after these. Costs some statements if there are bundles.
    """
    for plan in plans:
        _claim(plan, claims)
    composed = [(plan, row) for plan in plans for row in plan.rows if _components(row)]
    if not composed:
        return
    found = _look_up([row for _plan, row in composed], source)
    for plan, row in composed:
        for component in _components(row):
            if code := _fault_of(component, row, found, claims):
                said = str(component.quantity) if code == "component-quantity" else component.name
                plan.problems.append(Problem(code, _line(row), "components", said))
        if row.known and (code := _fault_of_bundle(row.known.product.pk, found)):
            plan.problems.append(Problem(code, _line(row), "components", row.known.product.sku or ""))
        row.changes += _changes(row, found)


def _claim(plan: "Plan", claims: "Claims") -> None:
    """Remember what the input makes under which names, so that later bundles may consist of it."""
    if plan.has_errors:
        return
    for row in plan.rows:
        is_bundle = bool(row.sellable and row.sellable.components)
        kind = "parent" if row.sellable is None else "bundle" if is_bundle else "part"
        for name in _names(row):
            claims.claim(kind, name, _line(row))


def _names(row: "Row") -> set[str]:
    sku = row.wanted.columns.get("sku") or (row.known.product.sku if row.known else None)
    return {*row.wanted.references, *([sku] if sku else [])}


def _line(row: "Row") -> int:
    return row.sellable.line if row.sellable else 0


def _look_up(rows: Sequence["Row"], source: str) -> _Found:
    keys = keys_of(names=[each.name for row in rows for each in _components(row)], source=source)
    bundles = [row.known.product.pk for row in rows if row.known]
    ids = {*keys.values(), *bundles}
    parts: dict[int, dict[int, int]] = defaultdict(dict)
    lines = BundleComponent.objects.filter(bundle__in=ids).order_by("pk")
    skus: dict[int, str] = {}
    for bundle, component, units, sku in lines.values_list(
        "bundle", "component", "quantity", "component__sku"
    ):
        parts[bundle][component] = units
        skus[component] = sku or ""
    known = plain_products().filter(pk__in=ids)
    has_stock = Q(stock_levels__on_hand__gt=0) | Q(stock_levels__on_hand__lt=0)
    return _Found(
        keys,
        frozenset(known.filter(structure=Product.PARENT).values_list("pk", flat=True)),
        dict(parts),
        frozenset(known.filter(has_stock).values_list("pk", flat=True)),
        frozenset(known.exclude(in_bundles=None).values_list("pk", flat=True)),
        skus,
    )


def keys_of(*, names: Iterable[str], source: str) -> dict[str, int]:
    """Return the products that have these SKUs or, in the source, these names; what nobody has is left out."""
    wanted = set(names)
    named = ProductReference.objects.filter(source=source, reference__in=wanted)
    sold = plain_products().filter(sku__in=wanted)
    return dict(named.values_list("reference", "product_id")) | dict(sold.values_list("sku", "pk"))


def _components(row: "Row") -> tuple[ComponentDraft, ...]:
    return (row.sellable.components if row.sellable else None) or ()


def _fault_of(component: ComponentDraft, row: "Row", found: _Found, claims: "Claims") -> str:
    """Return the code of what forbids that the component goes into the bundle."""
    if not 1 <= component.quantity <= MOST_UNITS:
        return "component-quantity"
    key = found.keys.get(component.name)
    if component.name in _names(row) or (row.known and key == row.known.product.pk):
        return "component-itself"
    if claims.line_of("bundle", component.name) is not None or key in found.parts:
        return "component-bundle"
    if claims.line_of("parent", component.name) is not None or key in found.parents:
        return "component-variants"
    is_made = claims.line_of("part", component.name) is not None
    return "" if is_made or key else "component-unknown"


def _fault_of_bundle(product_id: int, found: _Found) -> str:
    """Return the code of what forbids that a product which is there becomes a bundle."""
    if product_id in found.components:
        return "bundle-in-bundle"
    return "bundle-stocked" if product_id in found.stocked and product_id not in found.parts else ""


def _changes(row: "Row", found: _Found) -> list[Change]:
    if row.known is None:
        return []
    before = found.parts.get(row.known.product.pk, {})
    wanted = _units(_components(row))
    if {found.keys.get(name, name): units for name, units in wanted.items()} == before:
        return []
    return [
        Change(
            "components", _words({found.skus[key]: units for key, units in before.items()}), _words(wanted)
        )
    ]


def _units(components: Iterable[ComponentDraft]) -> Counter[str]:
    """Return how many of each go in; what is named twice goes in twice."""
    units: Counter[str] = Counter()
    for component in components:
        units[component.name] += component.quantity
    return units


def _words(units: Mapping[str, int]) -> str:
    return "; ".join(f"{count} × {name}" for name, count in units.items())


@transaction_required
def write_bundles(*, plans: Sequence["Plan"]) -> None:
    """Put together the bundles that are new or changed; what goes into them is there by now."""
    rows = [
        (plan, row)
        for plan in plans
        for row in plan.rows
        if _components(row) and (row.is_new or any(change.what == "components" for change in row.changes))
    ]
    if not rows:
        return
    names = {each.name for _plan, row in rows for each in _components(row)}
    keys = keys_of(names=names, source=rows[0][0].source)
    BundleComponent.objects.filter(bundle__in=[row.product.pk for _plan, row in rows if row.product]).delete()
    units: Counter[tuple[int, int]] = Counter()
    for _plan, row in rows:
        for name, count in _units(_components(row)).items():
            assert row.product is not None
            units[row.product.pk, keys[name]] += count
    BundleComponent.objects.bulk_create(
        BundleComponent(bundle_id=bundle, component_id=component, quantity=count)
        for (bundle, component), count in units.items()
    )
