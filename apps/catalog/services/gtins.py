"""Barcodes of drafts, brought into the one form that is stored. Pure."""

from dataclasses import replace

from apps.catalog.barcodes import InvalidGtin, normalize_gtin
from apps.catalog.types import Problem, ProductDraft, SellableDraft


def with_normal_gtins(draft: ProductDraft) -> tuple[ProductDraft, list[Problem]]:
    """Return the draft with 14-digit barcodes, and what is wrong with those that are none."""
    if not any(sellable.gtins for sellable in draft.sellables):
        return draft, []
    problems: list[Problem] = []
    sellables = tuple(_normal(sellable, problems) for sellable in draft.sellables)
    return replace(draft, sellables=sellables), problems


def _normal(sellable: SellableDraft, problems: list[Problem]) -> SellableDraft:
    normal = []
    for text in sellable.gtins or ():
        try:
            normal.append(normalize_gtin(text))
        except InvalidGtin as error:
            problems.append(Problem(f"gtin-{error.reason}", sellable.line, "gtin", text))
    return replace(sellable, gtins=None if sellable.gtins is None else tuple(dict.fromkeys(normal)))
