"""What can be wrong with a draft, by itself, in its file and beside what the catalogue has."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from apps.catalog.models import Product, TaxCategory
from apps.catalog.types import Problem, ProductDraft, SellableDraft

from .known import Known, Owners

if TYPE_CHECKING:
    from .planning import Claims, Row

LONGEST = {
    "title": 255,
    "sku": 64,
    "brand": 120,
    "reference": 255,
    "option": 255,
    "attribute": 128,
    "url": 1000,
}
MAX_GRAMS = 2**31 - 1


def check_draft(draft: ProductDraft) -> list[Problem]:
    """Find what is wrong with a draft whatever else there is."""
    problems = [*_too_long(draft)]
    if not draft.references and not draft.sellables[0].sku:
        problems.append(Problem("no-reference", draft.line))
    if draft.tax_category is not None and draft.tax_category not in TaxCategory.values:
        problems.append(Problem("unknown-tax-category", draft.line, "tax", draft.tax_category))
    problems += [
        Problem("bad-weight", sellable.line, "weight", str(sellable.weight_grams))
        for sellable in draft.sellables
        if sellable.weight_grams is not None and not 0 <= sellable.weight_grams <= MAX_GRAMS
    ]
    return problems + _same_options(draft)


def check_shape(draft: ProductDraft, root: Known | None) -> list[Problem]:
    """Find what forbids making the product, or updating the one that is there."""
    if root is None:
        return [] if any(draft.titles.values()) else [Problem("no-title", draft.line, "title")]
    was_parent = root.product.structure == Product.PARENT
    if was_parent and not draft.has_variants:
        return [Problem("has-variants", draft.line, params={"title": str(root.product.title)})]
    if draft.has_variants and not was_parent:
        return [Problem("has-no-variants", draft.line, params={"title": str(root.product.title)})]
    return []


def check_claims(draft: ProductDraft, root: Known | None, claims: "Claims") -> list[Problem]:
    """Find names, or a product, that an earlier line of the same input has used."""
    problems = []
    names = [("reference", name, draft.line) for name in draft.references]
    names += [("product", str(root.product.pk), draft.line)] if root else []
    for sellable in draft.sellables:
        own = (name for name in sellable.references if name not in draft.references)
        names += [("reference", name, sellable.line) for name in own]
        names += [("sku", sellable.sku, sellable.line)] if sellable.sku else []
        names += [("gtin", gtin, sellable.line) for gtin in dict.fromkeys(sellable.gtins or ())]
    for kind, value, line in names:
        first = claims.claim(kind, value, line)
        if first is not None:
            problems.append(Problem(f"{kind}-twice", line, kind, value, params={"first": first}))
    return problems


def check_owners(sellable: SellableDraft, known: Known | None, owners: Owners) -> list[Problem]:
    """Find names that belong to another product of the catalogue."""
    own = known.product.pk if known else None
    named = [("sku", sellable.sku, owners.by_sku.get(sellable.sku))]
    named += [("gtin", gtin, owners.by_gtin.get(gtin)) for gtin in sellable.gtins or ()]
    named += [("reference", name, owners.by_reference.get(name)) for name in sellable.references]
    return [
        Problem(f"{kind}-taken", sellable.line, kind, value, params={"product": owner})
        for kind, value, owner in named
        if owner is not None and owner != own
    ]


def check_left_out(draft: ProductDraft, root: Known | None, rows: "Sequence[Row]") -> list[Problem]:
    """Warn of variants that are there and that the draft doesn't name: they stay."""
    if root is None or not draft.has_variants:
        return []
    named = {row.known.product.pk for row in rows if row.known}
    left_out = [child.product.sku or "" for child in root.children if child.product.pk not in named]
    if not left_out:
        return []
    listed = ", ".join(sorted(left_out)[:5])
    params = {"count": len(left_out), "skus": listed}
    return [Problem("variants-left-out", draft.line, is_error=False, params=params)]


def _same_options(draft: ProductDraft) -> list[Problem]:
    seen: dict[frozenset[tuple[str, str]], int] = {}
    problems = []
    for variant in draft.sellables if draft.has_variants else ():
        options = frozenset(
            (next(iter(a.names.values()), ""), next(iter(a.values.values()), "")) for a in variant.attributes
        )
        if options in seen:
            problems.append(Problem("variant-twice", variant.line, params={"first": seen[options]}))
        seen.setdefault(options, variant.line)
    return problems


def _too_long(draft: ProductDraft) -> Iterable[Problem]:
    for column, value, line in _texts(draft):
        if len(value) > LONGEST[column]:
            yield Problem("too-long", line, column, value[:80], params={"max": LONGEST[column]})


def _texts(draft: ProductDraft) -> Iterable[tuple[str, str, int]]:
    yield from (("title", text, draft.line) for text in draft.titles.values())
    yield "title", draft.meta_title or "", draft.line
    yield "brand", draft.brand or "", draft.line
    for path in draft.categories or ():
        yield from (("title", name, draft.line) for step in path for name in step.names.values())
    holders: tuple[ProductDraft | SellableDraft, ...] = (draft, *draft.sellables)
    for holder in holders:
        yield from (("reference", name, holder.line) for name in holder.references)
        yield from (("url", picture.url, holder.line) for picture in holder.pictures or ())
        for attribute in holder.attributes:
            yield from (("attribute", name, holder.line) for name in attribute.names.values())
            if attribute.facet:
                yield from (("option", value, holder.line) for value in attribute.values.values())
    for sellable in draft.sellables:
        yield "sku", sellable.sku, sellable.line
        yield from (("title", text, sellable.line) for text in sellable.titles.values())
