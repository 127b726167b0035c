"""SKUs for what comes without one: readable, and the same whenever the same thing is read again. Pure."""

import re
from hashlib import sha256

from apps.catalog.types import ProductDraft, SellableDraft

MAX_LENGTH = 64
_NOT_IN_SKUS = re.compile(r"[^A-Z0-9._]+")


def sku_candidates(draft: ProductDraft, sellable: SellableDraft, source: str) -> tuple[str, str]:
    """Return a readable SKU made of handle and options, and one that nobody else can have."""
    options = [next(iter(attribute.values.values()), "") for attribute in sellable.attributes]
    words = [draft.references[0] if draft.references else "", *(options if draft.has_variants else [])]
    readable = "-".join(filter(None, (_NOT_IN_SKUS.sub("-", word.upper()).strip("-") for word in words)))
    name = "\0".join((source, *draft.references[:1], *sellable.references[:1], *words))
    digest = sha256(name.encode()).hexdigest()[:8].upper()
    unique = f"{readable[: MAX_LENGTH - 9]}-{digest}".strip("-")
    return (readable if 0 < len(readable) <= MAX_LENGTH else unique), unique
