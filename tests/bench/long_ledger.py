"""A copy of the bench's database whose stock ledger is ten million movements long, made once and kept.

Two years of sales and receipts in time order, as they would have been written, with their months, levels and costs.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections
from psycopg import sql

from apps.catalog.models import Product
from tests import databases

from . import preparation

NAME = "bottega_bench_ledger"
MOVEMENTS, VARIANTS = 10_000_000, 10_000


@contextmanager
def long_ledger() -> Iterator[None]:
    """Work in the copy with the long ledger, making it first where it isn't there as it should be."""
    with databases.maintenance() as server:
        wanted = preparation.fingerprint()
        kept = server.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [NAME]
        ).fetchone()
        is_new = kept != (wanted,)
        if is_new:
            databases.drop(server, NAME)
            names = (sql.Identifier(NAME), sql.Identifier(preparation.SEEDED))
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(*names))
        with connected_to(NAME):
            if is_new:
                fill()
                server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(NAME), wanted))
            yield


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Have the default connection lead to another database for a while."""
    here = connections["default"].settings_dict
    before = here["NAME"]
    connection.close()
    here["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        here["NAME"] = before


def fill() -> None:
    """Write the movements and what follows from them, past the triggers and with the indexes made afterwards."""
    print(f"Writing {MOVEMENTS:,} movements; this takes some minutes the first time.", flush=True)
    missing = VARIANTS - Product.objects.exclude(sku=None).count()
    Product.objects.bulk_create(
        Product(structure="standalone", title=f"Lamp {number}", slug=f"lamp-{number}", sku=f"L-{number:05d}")
        for number in range(missing)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'"
        )
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(_INDEXES)
        indexes = cursor.fetchall()
        cursor.execute(_CONSTRAINT)
        [(once,)] = cursor.fetchall()
        cursor.execute("ALTER TABLE stock_stockmovement DROP CONSTRAINT stock_movement_once")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for statement in (_MOVEMENTS, _MONTHS, _LEVELS, _COSTS, _AVERAGES):
            cursor.execute(statement, {"movements": MOVEMENTS})
        cursor.execute(f"ALTER TABLE stock_stockmovement ADD CONSTRAINT stock_movement_once {once}")
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("VACUUM FULL ANALYZE stock_stocklevel")
        cursor.execute("VACUUM ANALYZE")


_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'stock_stockmovement'
    AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE conrelid = 'stock_stockmovement'::regclass)
"""
_CONSTRAINT = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'stock_movement_once'"

_GOODS = """
goods AS (SELECT array_agg(id ORDER BY id) AS ids FROM catalogue_product WHERE sku IS NOT NULL),
places AS (
    SELECT array_agg(id ORDER BY id) AS ids FROM (SELECT id FROM channels_location ORDER BY id LIMIT 5) AS first
)
"""
_MOVEMENTS = f"""
WITH {_GOODS}
INSERT INTO stock_stockmovement (product_id, location_id, kind, state, quantity, at, recorded_at, reason, unit_cost,
    source_kind, source_id, source_line)
SELECT goods.ids[1 + (n * 7919) %% cardinality(goods.ids)], places.ids[1 + (n / 3) %% cardinality(places.ids)],
    CASE WHEN n %% 10 = 0 THEN 'receipt' ELSE 'sale' END,
    CASE WHEN n %% 100 = 0 THEN 'quarantine' ELSE 'sellable' END,
    CASE WHEN n %% 10 = 0 THEN 20 ELSE -1 - n %% 3 END,
    moment.at, moment.at, '', 10 + n %% 7, 'ledger', n::text, '1'
FROM generate_series(1, %(movements)s::bigint) AS n, goods, places,
    LATERAL (SELECT now() - interval '2 years' * (1 - n::float8 / %(movements)s) AS at) AS moment
"""
_MONTHS = """
INSERT INTO stock_stockmonth AS book (product_id, location_id, state, month, quantity)
SELECT product_id, location_id, state, date_trunc('month', at AT TIME ZONE 'UTC')::date, sum(quantity)
FROM stock_stockmovement WHERE source_kind = 'ledger' GROUP BY 1, 2, 3, 4
ON CONFLICT (product_id, location_id, state, month) DO UPDATE SET quantity = book.quantity + excluded.quantity
"""
_LEVELS = """
INSERT INTO stock_stocklevel AS level
    (product_id, location_id, on_hand, allocated, held, safety_stock, quarantined)
SELECT product_id, location_id, coalesce(sum(quantity) FILTER (WHERE state = 'sellable'), 0), 0, 0, 0,
    coalesce(sum(quantity) FILTER (WHERE state = 'quarantine'), 0)
FROM stock_stockmovement WHERE source_kind = 'ledger' GROUP BY 1, 2
ON CONFLICT (product_id, location_id) DO UPDATE
    SET on_hand = level.on_hand + excluded.on_hand, quarantined = excluded.quarantined
"""
_COSTS = f"""
WITH {_GOODS}
INSERT INTO stock_costentry (product_id, recorded_at, cause, quantity_before, average_before, quantity, amount,
    average_after, variance, source_kind, source_id, source_line, reason)
SELECT product_id, now() - interval '1 month' * month, 'receipt', 100, 10, 20, 200, 10 + month %% 7, 0,
    'ledger', month::text, '1', ''
FROM goods, unnest(goods.ids) AS product_id, generate_series(1, 24) AS month
"""
_AVERAGES = """
INSERT INTO stock_productcost (product_id, average)
SELECT DISTINCT ON (product_id) product_id, average_after FROM stock_costentry
ORDER BY product_id, recorded_at DESC, id DESC
ON CONFLICT (product_id) DO UPDATE SET average = excluded.average
"""
