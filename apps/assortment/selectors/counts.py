"""How much of everything a list has: one statement for the total and for every facet.

The products in scope are gathered once, each with a flag per filter. A facet that is filtered by counts
without its own flag, so that one sees what its other values would give.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from .conditions import Scope


@dataclass(slots=True)
class Counts:
    """The total, what is found before filters, the counts by facet token, category and switch, the range of prices."""

    total: int = 0
    found: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    categories: dict[int, int] = field(default_factory=dict)
    lowest: Decimal | None = None
    highest: Decimal | None = None
    in_stock: int = 0
    here: int = 0
    reduced: int = 0


def count(*, scope: Scope, location_id: int | None) -> Counts:
    """Return the counts of a list. One query."""
    names = list(scope.filters)
    flags = [f", ({condition.sql}) AS f{number}" for number, condition in enumerate(scope.filters.values())]
    params: list[Any] = [value for condition in scope.filters.values() for value in condition.params]
    base = f"""
        WITH base AS MATERIALIZED (
            SELECT facets, category_ids, price, available > 0 AS is_available, was IS NOT NULL AS is_reduced,
                {"jsonb_exists(stock, %s)" if location_id is not None else "false"} AS is_here {"".join(flags)}
            FROM assortment_assortmentitem WHERE {scope.base.sql}
        )"""
    params = [*([str(location_id)] if location_id is not None else []), *params, *scope.base.params]
    all_ = _flags(names)
    parts = [
        f"SELECT 'total', '', count(*)::numeric FROM base WHERE {all_}",
        "SELECT 'found', '', count(*) FROM base",
        f"SELECT 'in-stock', '', count(*) FROM base WHERE is_available AND {_flags(names, 'in-stock')}",
        f"SELECT 'here', '', count(*) FROM base WHERE is_here AND {_flags(names, 'here')}",
        f"SELECT 'reduced', '', count(*) FROM base WHERE is_reduced AND {_flags(names, 'reduced')}",
        f"SELECT 'lowest', '', min(price) FROM base WHERE {_flags(names, 'price-from', 'price-to')}",
        f"SELECT 'highest', '', max(price) FROM base WHERE {_flags(names, 'price-from', 'price-to')}",
        _grouped("'category'", "category_ids", all_, "token::text"),
        _grouped("'facet'", "facets", all_),
    ]
    for name in names:
        if name not in _SWITCHES:
            parts.append(_grouped("%s", "facets", _flags(names, name), where="starts_with(token, %s)"))
            params += [f"own:{name}", f"{name}="]
    with connection.cursor() as cursor:
        cursor.execute(f"{base} {' UNION ALL '.join(parts)}", params)
        return _read(cursor.fetchall(), names)


_SWITCHES = frozenset({"price-from", "price-to", "in-stock", "here", "reduced"})


def _grouped(kind: str, column: str, where_row: str, element: str = "token", where: str = "true") -> str:
    """Return the counts of an array's elements. Equal arrays are counted first, which leaves far fewer to open."""
    return (
        f"SELECT {kind}, {element}, sum(number)::numeric FROM ("
        f" SELECT {column}, count(*) AS number FROM base WHERE {where_row} GROUP BY {column}"
        f") AS alike, unnest({column}) AS token WHERE {where} GROUP BY token"
    )


def _flags(names: list[str], *without: str) -> str:
    kept = [f"f{number}" for number, name in enumerate(names) if name not in without]
    return " AND ".join(kept) or "true"


def _read(rows: Iterable[tuple[str, str, Any]], names: list[str]) -> Counts:
    counts = Counts()
    for kind, token, value in rows:
        code = token.partition("=")[0]
        if (kind == "facet" and code not in names) or kind.startswith("own:"):
            counts.facets[code][token] = int(value)
        elif kind == "category":
            counts.categories[int(token)] = int(value)
        elif kind in ("lowest", "highest"):
            setattr(counts, kind, value)
        elif kind != "facet":
            setattr(counts, kind.replace("-", "_"), int(value))
    return counts
