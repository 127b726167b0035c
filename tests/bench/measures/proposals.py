"""Replenishment for 10,000 variants in 10 locations: the command that people use, in a process of its own."""

from collections.abc import Iterator

from django.db import connection
from psycopg import sql

from apps.catalog.models import Product
from apps.channels.models import Location
from tests import databases

from .. import preparation
from ..figures import Figure, at_least, at_most
from ..long_ledger import connected_to
from ..shop import Shop
from .imports import run

NAME = "bottega_bench_proposals"
VARIANTS, PLACES, MOST_SECONDS, MOST_MIB = 10_000, 10, 60, 400
FLAT_WITHIN = 1.15
"""By how much more memory ten locations may take than two: each is looked at by itself."""


def measure(shop: Shop) -> Iterator[Figure]:
    """Yield how long it takes to propose for all of them, and how the memory depends on the number of locations."""
    with databases.maintenance() as server:
        databases.drop(server, NAME)
        names = (sql.Identifier(NAME), sql.Identifier(preparation.SEEDED))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(*names))
        try:
            with connected_to(NAME):
                moved = fill()
                few_places(2)
                _seconds, little = propose()
                few_places(PLACES)
                seconds, mebibytes = propose()
                found = count("purchasing_replenishmentproposal")
        finally:
            databases.drop(server, NAME)
    what = f"{VARIANTS:,} variants x {PLACES} locations, {moved:,} movements, {found:,} proposals, start included"
    yield at_most("proposals", what, seconds, "s", MOST_SECONDS)
    yield at_most("proposals: memory", "largest resident size", mebibytes, "MiB", MOST_MIB)
    ratio, goal = mebibytes / little, f"at most {FLAT_WITHIN:g} x that of 2 locations"
    yield Figure(
        *("proposals: flat", f"memory of {PLACES} locations; floor: of 2", round(mebibytes, 1), "MiB"),
        *(round(little, 1), round(ratio, 2), goal, ratio <= FLAT_WITHIN),
    )
    yield at_least("proposals: found", "so that there is something to reckon", found, "proposals", 1_000)


def propose() -> tuple[float, float]:
    return run("propose_replenishment", BENCH_DATABASE=NAME)


def few_places(places: int) -> None:
    keys = list(Location.objects.order_by("pk").values_list("pk", flat=True)[:places])
    Location.objects.update(is_active=False)
    Location.objects.filter(pk__in=keys).update(is_active=True)


def fill() -> int:
    """Write half a year of sales, the levels they leave, and who sells the goods; return how many movements."""
    missing = VARIANTS - Product.objects.exclude(sku=None).count()
    Product.objects.bulk_create(
        Product(structure="standalone", title=f"Lamp {number}", slug=f"lamp-{number}", sku=f"L-{number:05d}")
        for number in range(missing)
    )
    Location.objects.filter(time_zone="").update(time_zone="Europe/Rome")
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off; SET session_replication_role = replica")
        cursor.execute("TRUNCATE stock_stockmovement, stock_stocklevel CASCADE")
        for statement in (_MOVEMENTS, _LEVELS, _SUPPLIERS, _AGREEMENTS, _BREAKS):
            cursor.execute(statement, {"places": PLACES, "variants": VARIANTS})
        cursor.execute("ANALYZE")
    return count("stock_stockmovement")


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


# A product sells on every second to fortieth day of a place; a few in a hundred are about to run out.
_MOVEMENTS = """
INSERT INTO stock_stockmovement (product_id, location_id, kind, state, quantity, at, recorded_at, reason,
    source_kind, source_id, source_line)
SELECT product.id, place.id, 'sale', 'sellable', -1 - (hashint4(product.id::int + day) & 3), moment.at, moment.at, '',
    'sales', product.id || '-' || place.id, day::text
FROM (SELECT id FROM catalogue_product WHERE sku IS NOT NULL ORDER BY id LIMIT %(variants)s) AS product,
    (SELECT id FROM channels_location ORDER BY id LIMIT %(places)s) AS place,
    generate_series(1, 182) AS day,
    LATERAL (SELECT now() - day * interval '1 day' AS at) AS moment
WHERE (hashint4((product.id * 31 + place.id * 7 + day)::int) & 1023) < 1024 / (2 + product.id %% 39)
"""
_LEVELS = """
INSERT INTO stock_stocklevel (product_id, location_id, on_hand, allocated, held, safety_stock)
SELECT product_id, location_id, (1 + (product_id + location_id) %% 20) * -sum(quantity) / 40, 0, 0, 0
FROM stock_stockmovement GROUP BY 1, 2
"""
_SUPPLIERS = """
INSERT INTO purchasing_supplier (code, name, email, phone, address, vat_number, currency, language, lead_days,
    minimum_order, payment_terms, tolerance_percent, is_active)
SELECT 'bench-' || n, 'Supplier ' || n, '', '', '', '', 'EUR', 'it', 3 + 4 * n, 0, '', 0, true
FROM generate_series(1, 5) AS n
"""
_AGREEMENTS = """
INSERT INTO purchasing_supplieragreement (supplier_id, product_id, valid_from, supplier_sku, pack_size,
    minimum_quantity, is_preferred)
SELECT supplier.id, product.id, '2020-01-01', '', 1 + product.id %% 6, 1, false
FROM purchasing_supplier AS supplier, catalogue_product AS product
WHERE sku IS NOT NULL AND (product.id + supplier.id) %% 5 < 2
"""
_BREAKS = """
INSERT INTO purchasing_pricebreak (agreement_id, minimum_quantity, unit_price)
SELECT id, 1, 5 + id %% 20 FROM purchasing_supplieragreement
"""
