"""The file is read row by row, plain or gzipped, whatever its encoding and however dirty."""

import gzip
from decimal import Decimal

import pytest

from apps.history.readers.online_retail import MissingColumns, UnreadableFile, read_documents

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
HEART = "536365,85123a,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"


@pytest.fixture
def write(tmp_path):
    def write(content, name="sales.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_a_row_is_read_in_its_parts(write):
    (document,) = read_documents(write(HEADER + HEART))

    row = document.rows[0]
    assert (document.name, row.code, row.quantity, row.price, row.customer) == (
        "536365",
        "85123A",
        6,
        Decimal("2.55"),
        "17850",
    )
    assert row.at.isoformat() == "2010-12-01T08:26:00"
    assert not row.problem


def test_rows_of_an_invoice_stay_together_and_in_order(write):
    other = HEART.replace("536365", "536366")

    documents = list(read_documents(write(HEADER + HEART + HEART + other)))

    assert [(document.name, len(document.rows)) for document in documents] == [("536365", 2), ("536366", 1)]


def test_a_gzipped_file_reads_the_same(write):
    packed = write(gzip.compress((HEADER + HEART).encode()), "sales.csv.gz")

    assert list(read_documents(packed)) == list(read_documents(write(HEADER + HEART)))


def test_latin_1_is_understood(write):
    (document,) = read_documents(write((HEADER + HEART.replace("WHITE", "CAFÉ")).encode("latin-1")))

    assert document.rows[0].description == "CAFÉ HEART"


@pytest.mark.parametrize(
    ("column", "value"),
    [("quantity", "six"), ("quantity", "1.5"), ("price", "2,55"), ("price", "NaN"), ("date", "yesterday")],
)
def test_an_unreadable_cell_names_itself_and_keeps_its_row(write, column, value):
    cells = {"quantity": "6", "date": "2010-12-01 08:26:00", "price": "2.55"} | {column: value}
    line = f'536365,85123A,HEART,{cells["quantity"]},{cells["date"]},"{cells["price"]}",,UK\n'

    (document,) = read_documents(write(HEADER + line))

    assert document.rows[0].problem == column


def test_an_empty_file_is_refused(write):
    with pytest.raises(UnreadableFile, match="empty"):
        list(read_documents(write("")))


def test_another_kind_of_file_is_refused_by_naming_what_it_lacks(write):
    with pytest.raises(MissingColumns, match="invoiceno"):
        list(read_documents(write("Handle,Title\nmug,Mug\n")))


def test_a_broken_archive_is_refused(write):
    with pytest.raises(UnreadableFile):
        list(read_documents(write(gzip.compress((HEADER + HEART).encode())[:40], "sales.csv.gz")))
