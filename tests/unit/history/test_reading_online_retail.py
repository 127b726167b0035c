"""The file is read whatever its kind, its letters and the order of its rows, and however dirty."""

import gzip
from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from apps.catalog.imports.refusals import MissingColumns, UnreadableFile
from apps.history.readers.online_retail import read_documents

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


def test_rows_of_an_invoice_come_together_whatever_lies_between_them(write):
    other = HEART.replace("536365", "536366")
    lantern = HEART.replace("85123a", "71053")

    documents = list(read_documents(write(HEADER + HEART + other + lantern)))

    assert [(document.name, [row.code for row in document.rows]) for document in documents] == [
        ("536365", ["85123A", "71053"]),
        ("536366", ["85123A"]),
    ]


def test_documents_come_in_the_order_of_their_time(write):
    credit = HEART.replace("536365", "C536370").replace(",6,", ",-2,").replace("12-01", "12-05")

    documents = list(read_documents(write(HEADER + credit + HEART)))

    assert [document.name for document in documents] == ["536365", "C536370"]


def test_other_spellings_of_the_same_row_are_the_same_row(write):
    spelt = 'c536365;85123a;WHITE HEART;6.0;12/1/2010 8:26;"1,002.550";nan;UK\n'
    header = HEADER.upper().replace(",", ";")

    (document,) = read_documents(write((header + spelt).encode("utf-16")))

    row = document.rows[0]
    assert (document.name, row.quantity, row.price, row.customer, row.problem) == (
        *("C536365", 6, Decimal("1002.55"), ""),
        "",
    )
    assert row.at.isoformat() == "2010-12-01T08:26:00"


def test_a_workbook_reads_the_same(tmp_path, write):
    book = Workbook()
    book.active.append(HEADER.strip().split(","))
    book.active.append(
        ["536365", "85123A", "WHITE HEART", 6, datetime.fromisoformat("2010-12-01T08:26"), 2.55, 17850]
    )
    book.save(tmp_path / "sales.xlsx")

    assert list(read_documents(tmp_path / "sales.xlsx")) == list(read_documents(write(HEADER + HEART)))


def test_columns_may_be_in_any_order_and_more_than_needed(write):
    content = "Price,Note,Customer ID,Invoice,InvoiceDate,Quantity,Description,StockCode\n"
    content += "2.55,x,17850,536365,2010-12-01 08:26:00,6,WHITE HEART,85123A\n"

    assert list(read_documents(write(content))) == list(read_documents(write(HEADER + HEART, "plain.csv")))


def test_a_gzipped_file_reads_the_same(write):
    packed = write(gzip.compress((HEADER + HEART).encode()), "sales.csv.gz")

    assert list(read_documents(packed)) == list(read_documents(write(HEADER + HEART)))


def test_latin_1_is_understood(write):
    (document,) = read_documents(write((HEADER + HEART.replace("WHITE", "CAFÉ")).encode("latin-1")))

    assert document.rows[0].description == "CAFÉ HEART"


@pytest.mark.parametrize(
    ("column", "value"),
    [("quantity", "six"), ("quantity", "1.5"), ("price", "2,550"), ("price", "NaN"), ("date", "yesterday")],
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
