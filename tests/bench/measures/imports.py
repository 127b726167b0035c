"""Files read by the commands that people use, each in a process of its own, whose memory is watched."""

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from config import env

from ..figures import Figure, at_least, at_most
from ..shop import Shop

PRODUCTS, SALE_ROWS, MOST_MIB = 2_000, 20_000, 300
A_MINUTE, A_SECOND = 10_000, 1_000
INVOICE_LINES = 10


def measure_products(shop: Shop) -> Iterator[Figure]:
    """Yield the products imported a minute, starting the program included, and its memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_products(Path(folder) / "products.csv")
        seconds, mebibytes = run("import_products", str(path), "--format=bottega", "--price-list=base-eur")
    rate = PRODUCTS / seconds * 60
    yield at_least("import_products", f"{PRODUCTS} new products", rate, "products/min", A_MINUTE)
    yield at_most("import_products: memory", "largest resident size", mebibytes, "MiB", MOST_MIB)


def measure_sales(shop: Shop) -> Iterator[Figure]:
    """Yield the rows of past sales booked a second, starting the program included, and its memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_sales(Path(folder) / "sales.csv")
        seconds, mebibytes = run("import_sales", str(path), "--format=online-retail", "--channel=web")
    yield at_least("import_sales", f"{SALE_ROWS} rows of past sales", SALE_ROWS / seconds, "rows/s", A_SECOND)
    yield at_most("import_sales: memory", "largest resident size", mebibytes, "MiB", MOST_MIB)


def run(*arguments: str, **surroundings: str) -> tuple[float, float]:
    """Run a management command in these surroundings; return its seconds and the most mebibytes it held."""
    surroundings = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"} | surroundings
    began = perf_counter()
    command = [sys.executable, "manage.py", *arguments]
    with tempfile.TemporaryFile() as said:
        program = subprocess.Popen(command, cwd=env.PROJECT, env=surroundings, stdout=said, stderr=said)
        _pid, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        assert program.returncode == 0, said.read().decode()[-2000:]
    return perf_counter() - began, usage.ru_maxrss / 1024


def write_products(path: Path) -> Path:
    """Write our own table of products, two languages, a category, an attribute, a price."""
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(
            ["code", "sku", "title", "title:it", "description", "category", "price", "attribute:Material"]
        )
        for number in range(PRODUCTS):
            shelf = f"Imported > Shelf {number % 40}"
            row = [
                f"N-{number}",
                f"N-{number}",
                f"New jug {number}",
                f"Brocca {number}",
                "Made by hand. " * 10,
            ]
            table.writerow([*row, shelf, f"{number % 90 + 3}.90", "Stoneware"])
    return path


def write_sales(path: Path) -> Path:
    """Write invoices of ten lines each, as the real retailer's file has them."""
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        names = [
            "InvoiceNo",
            "StockCode",
            "Description",
            "Quantity",
            "InvoiceDate",
            "UnitPrice",
            "CustomerID",
            "Country",
        ]
        table.writerow(names)
        for number in range(SALE_ROWS):
            invoice, thing = number // INVOICE_LINES, number * 7919 % 3000
            when = f"2010-12-{invoice % 28 + 1:02d} {invoice % 9 + 9:02d}:26:00"
            row = [536365 + invoice, f"{20000 + thing}", f"THING NUMBER {thing}", number % 12 + 1, when]
            table.writerow([*row, f"{thing % 40 + 1}.55", 17850 + invoice % 900, "United Kingdom"])
    return path
