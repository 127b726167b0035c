"""The two statements that write rows of the shop window, whatever the number of products and channels."""

from typing import Any

import orjson
from django.conf import settings

LANGUAGES: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)

_CATALOGUE = {
    "has_variants": "boolean",
    "slug": "text",
    "titles": "jsonb",
    "lines": "jsonb",
    "brand": "text",
    "picture": "text",
    "swatches": "jsonb",
    "rating": "float8",
    "reviews": "int",
    "priority": "smallint",
    "listed_at": "timestamptz",
    "category_ids": "bigint[]",
    "facets": "text[]",
    "codes": "text[]",
    "words": "text",
}
_OFFER = {
    "is_published": "boolean",
    "price": "numeric",
    "price_to": "numeric",
    "was": "numeric",
    "currency": "text",
    "includes_tax": "boolean",
    "availability": "text",
    "available": "int",
    "stock": "jsonb",
}
_SEARCH = [f"search_{language}" for language in LANGUAGES]


def as_json(rows: list[dict[str, Any]]) -> str:
    """Return rows as the statements take them."""
    return orjson.dumps(rows).decode()


def _vector(language: str) -> str:
    weighted = (
        f"setweight(to_tsvector('bottega_{language}', coalesce(d.texts->'{language}'->>'{part}', '')),"
        f" '{part.upper()}')"
        for part in "abcd"
    )
    return f"{' || '.join(weighted)} AS search_{language}"


def _columns(kinds: dict[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in kinds.items())


def _upsert() -> str:
    written = [*_OFFER, *_CATALOGUE, *_SEARCH]
    return f"""
    WITH document AS MATERIALIZED (
        SELECT d.*, {", ".join(_vector(language) for language in LANGUAGES)}
        FROM jsonb_to_recordset(%s) AS d (product_id bigint, {_columns(_CATALOGUE)}, texts jsonb)
    )
    INSERT INTO assortment_assortmentitem AS item (channel_id, product_id, popularity, {", ".join(written)})
    SELECT offer.channel_id, product_id,
        coalesce((SELECT max(popularity) FROM assortment_assortmentitem AS other
                  WHERE other.product_id = offer.product_id), 0),
        {", ".join(written)}
    FROM jsonb_to_recordset(%s) AS offer (channel_id bigint, product_id bigint, {_columns(_OFFER)})
    JOIN document USING (product_id)
    ON CONFLICT (channel_id, product_id) DO UPDATE
    SET {", ".join(f"{name} = excluded.{name}" for name in written)}
    WHERE ({", ".join(f"item.{name}" for name in written)})
        IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in written)})
    """


def _update() -> str:
    """Return the statement that answers with product, channel, and what was and is available where that changed."""
    return f"""
    WITH offer AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(%s) AS offer (channel_id bigint, product_id bigint, {_columns(_OFFER)})
    ), before AS MATERIALIZED (
        SELECT item.channel_id, item.product_id, item.available
        FROM assortment_assortmentitem AS item JOIN offer USING (channel_id, product_id)
    ), changed AS (
        UPDATE assortment_assortmentitem AS item
        SET {", ".join(f"{name} = offer.{name}" for name in _OFFER)}
        FROM offer
        WHERE item.channel_id = offer.channel_id AND item.product_id = offer.product_id
            AND ({", ".join(f"item.{name}" for name in _OFFER)})
                IS DISTINCT FROM ({", ".join(f"offer.{name}" for name in _OFFER)})
        RETURNING item.channel_id, item.product_id, item.available
    )
    SELECT product_id, channel_id, before.available, changed.available
    FROM changed JOIN before USING (channel_id, product_id)
    WHERE before.available <> changed.available
    ORDER BY product_id, channel_id
    """


UPSERT_ITEMS = _upsert()
UPDATE_OFFERS = _update()
