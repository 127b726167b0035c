"""The statements that any correct solution must send, on bare tables of their own: the floor under writing.

Tables have their keys and the indexes without which nothing could be found again, nothing more.
"""

from uuid import uuid4

from django.db import connection, transaction

TABLES = """
DROP SCHEMA IF EXISTS bare CASCADE;
CREATE SCHEMA bare;
CREATE TABLE bare.level (product int, location int, on_hand int, allocated int, PRIMARY KEY (product, location));
CREATE TABLE bare.price (product int PRIMARY KEY, amount numeric(14, 4), title text);
CREATE TABLE bare.address (id bigserial PRIMARY KEY, content text);
CREATE TABLE bare.sale (id bigserial PRIMARY KEY, number text UNIQUE, source text UNIQUE, total numeric(14, 2),
  email text, status text, address bigint, placed_at timestamptz DEFAULT now());
CREATE TABLE bare.line (id bigserial PRIMARY KEY, sale bigint REFERENCES bare.sale, product int, title text,
  quantity int, gross numeric(14, 2), net numeric(14, 2));
CREATE INDEX ON bare.line (sale);
CREATE TABLE bare.allocation (id bigserial PRIMARY KEY, line bigint UNIQUE, product int, location int, quantity int);
CREATE TABLE bare.movement (id bigserial PRIMARY KEY, product int, location int, quantity int, source text UNIQUE,
  at timestamptz DEFAULT now());
CREATE TABLE bare.payment (id bigserial PRIMARY KEY, sale bigint, amount numeric(14, 2), state text);
CREATE INDEX ON bare.payment (sale);
CREATE TABLE bare.envelope (id uuid PRIMARY KEY, raw text, received_at timestamptz DEFAULT now());
CREATE TABLE bare.event (id bigserial PRIMARY KEY, name text, payload jsonb, delivered_at timestamptz);
CREATE INDEX ON bare.event (id) WHERE delivered_at IS NULL;
INSERT INTO bare.price SELECT n, 12.20, 'Half-dip mug' FROM generate_series(1, 1000) n;
INSERT INTO bare.level SELECT n, l, 100000, 0 FROM generate_series(1, 1000) n, generate_series(1, 5) l;
"""
ENVELOPE = (
    '{"lines": [' + '{"sku": "MUG", "quantity": 1, "unit_price": "12.20", "gross": "12.20"},' * 8 + "]}"
)


def make_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)


def place_order(products: list[int]) -> None:
    """Price, lock, write and allocate an order of these products in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        execute, number = cursor.execute, str(uuid4())
        execute("SELECT product, amount, title FROM bare.price WHERE product = ANY(%s)", [products])
        cursor.fetchall()
        execute(
            "SELECT product, location, on_hand, allocated FROM bare.level WHERE product = ANY(%s)"
            " ORDER BY product, location FOR UPDATE",
            [products],
        )
        cursor.fetchall()
        execute("INSERT INTO bare.address (content) VALUES ('Via del Fosso 41, 55100 Lucca') RETURNING id")
        [address] = cursor.fetchone()
        sale = insert_sale(cursor, number, address)
        execute(
            "INSERT INTO bare.line (sale, product, title, quantity, gross, net)"
            " SELECT %s, product, 'Half-dip mug', 1, 12.20, 10 FROM unnest(%s::int[]) product RETURNING id, product",
            [sale, products],
        )
        lines = cursor.fetchall()
        execute(
            "UPDATE bare.level SET allocated = allocated + 1 WHERE product = ANY(%s) AND location = 1",
            [products],
        )
        execute(
            "INSERT INTO bare.allocation (line, product, location, quantity)"
            " SELECT line, product, 1, 1 FROM unnest(%s::bigint[], %s::int[]) AS taken (line, product)",
            [[line for line, _ in lines], [product for _, product in lines]],
        )
        execute("INSERT INTO bare.payment (sale, amount, state) VALUES (%s, 36.60, 'pending')", [sale])
        execute("INSERT INTO bare.event (name, payload) VALUES ('order.placed', '{\"order\": 1}')")


def allocate(products: list[int]) -> None:
    """Promise one of each of these products under guard: lock, count, write, tell."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT product, location, on_hand, allocated FROM bare.level WHERE product = ANY(%s) AND location = 1"
            " ORDER BY product, location FOR UPDATE",
            [products],
        )
        cursor.fetchall()
        cursor.execute(
            "UPDATE bare.level SET allocated = allocated + 1 WHERE product = ANY(%s) AND location = 1"
            " AND on_hand - allocated >= 1 RETURNING product",
            [products],
        )
        cursor.fetchall()
        cursor.execute(
            "INSERT INTO bare.allocation (product, location, quantity) SELECT product, 1, 1"
            " FROM unnest(%s::int[]) AS taken (product)",
            [products],
        )
        cursor.execute("INSERT INTO bare.event (name, payload) VALUES ('stock.changed', '{\"levels\": []}')")


def book_batch(products: list[int]) -> None:
    """Book a till's sales, one of each product, in one transaction, each with the statements it needs."""
    with transaction.atomic(), connection.cursor() as cursor:
        for product in products:
            execute, key = cursor.execute, str(uuid4())
            execute(
                "INSERT INTO bare.envelope (id, raw) VALUES (%s, %s) ON CONFLICT DO NOTHING", [key, ENVELOPE]
            )
            sale = insert_sale(cursor, key, None)
            execute(
                "INSERT INTO bare.line (sale, product, title, quantity, gross, net)"
                " VALUES (%s, %s, 'Half-dip mug', 1, 12.20, 10)",
                [sale, product],
            )
            execute(
                "INSERT INTO bare.movement (product, location, quantity, source) VALUES (%s, 1, -1, %s)",
                [product, key],
            )
            execute(
                "UPDATE bare.level SET on_hand = on_hand - 1 WHERE product = %s AND location = 1", [product]
            )
            execute("INSERT INTO bare.payment (sale, amount, state) VALUES (%s, 12.20, 'captured')", [sale])
        execute("INSERT INTO bare.event (name, payload) VALUES ('order.recorded', '{\"orders\": 100}')")


def insert_sale(cursor: object, number: str, address: int | None) -> int:
    cursor.execute(  # type: ignore[attr-defined]
        "INSERT INTO bare.sale (number, source, total, email, status, address)"
        " VALUES (%s, %s, 36.60, 'elisa@example.com', 'awaiting-payment', %s) RETURNING id",
        [number, number, address],
    )
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]
