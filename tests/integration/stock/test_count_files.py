"""A count as a file: CSV or workbook, headings in five languages, errors by line, all of it or nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from apps.catalog.imports.refusals import EmptyFile, MissingColumns, UnreadableFile
from apps.core import clock
from apps.stock.models import CountEntry
from apps.stock.services.counts.files import (
    PROBLEMS,
    FileHasErrors,
    FileRow,
    check_rows,
    enter_rows,
    read_count_file,
)
from tests.factories.counts import label, line_of, opened, stocked


@pytest.fixture
def count(vase, cup, lucca):
    stocked(label(vase, "04006381333931"), lucca, 10)
    stocked(cup, lucca, 4)
    return opened(lucca)


def read(tmp_path: Path, text: str) -> list[FileRow]:
    path = tmp_path / "count.csv"
    path.write_text(text, encoding="utf-8")
    return read_count_file(path=path, name="count.csv")


def take(count, rows, mark="one"):
    return enter_rows(count_id=count.pk, rows=rows, mark=mark, actor=None, at=clock.now())


@pytest.mark.parametrize(
    "heading",
    [
        "code,quantity",
        "SKU;Qty;",
        "Codice a barre;Quantità",
        "Code-barres\tQuantité",
        "Kod kreskowy;Ilość",
        "kode,jumlah",
    ],
)
def test_headings_in_five_languages(tmp_path, heading, count, vase):
    separator = next(each for each in ";\t," if each in heading)

    rows = read(tmp_path, f"{heading}\n{vase.sku}{separator}7\n")

    assert [(row.code, row.quantity) for row in rows] == [(vase.sku, "7")]


def test_it_sets_what_lies_on_each_shelf(tmp_path, count, vase, cup):
    rows = read(
        tmp_path,
        f"shelf,code,quantity\nA,{vase.sku},3\nB,{vase.sku},4\nA,4006381333931,2\n,{cup.sku},0\n",
    )

    assert take(count, rows) == 3
    assert take(count, rows) == 3, "the same file sent twice"

    assert line_of(count, vase).counted == 9
    assert line_of(count, cup).counted == 0
    assert CountEntry.objects.count() == 3


def test_a_workbook(tmp_path, count, vase):
    book = Workbook()
    sheet = book.active
    sheet.append(["Barcode", "Counted"])
    sheet.append([4006381333931, 6.0])
    book.save(tmp_path / "count.xlsx")

    take(count, read_count_file(path=tmp_path / "count.xlsx", name="count.xlsx"))

    assert line_of(count, vase).counted == 6


def test_its_own_time_in_the_shops_zone(tmp_path, vase, lucca):
    stocked(vase, lucca, 1)
    count = opened(lucca, at=datetime(2026, 6, 1, 7, tzinfo=UTC))

    take(count, read(tmp_path, f"code,quantity,counted_at\n{vase.sku},1,2026-06-01 10:30\n"))

    assert line_of(count, vase).counted_at == datetime(2026, 6, 1, 8, 30, tzinfo=UTC)


def test_what_is_wrong_is_told_by_line_and_nothing_is_taken(tmp_path, count, vase):
    rows = read(
        tmp_path,
        f"code,quantity,counted_at\n{vase.sku},5,\nNOTHING,1,\n{vase.sku},1.5,\n{vase.sku},2,yesterday\n"
        f"{vase.sku},-1,\n{vase.sku},2,1999-01-01 10:00\n{vase.sku},9999999,\n",
    )

    entries, problems = check_rows(count=count, rows=rows, at=clock.now())

    assert not entries
    assert [(problem.line, problem.value, problem.code) for problem in problems] == [
        (3, "NOTHING", "unknown-code"),
        (4, "1.5", "no-number"),
        (5, "yesterday", "no-moment"),
        (6, "-1", "no-number"),
        (7, "1999-01-01 10:00", "before-opening"),
        (8, "9999999", "wrong-quantity"),
    ]
    assert all(PROBLEMS[problem.code] for problem in problems)
    with pytest.raises(FileHasErrors):
        take(count, rows)
    assert not CountEntry.objects.exists()


@pytest.mark.parametrize(
    ("text", "refusal"), [("", EmptyFile), ("code\nX\n", MissingColumns), ("a;b\n1;2\n", MissingColumns)]
)
def test_what_is_no_count_is_refused(tmp_path, text, refusal):
    with pytest.raises(refusal) as refused:
        read(tmp_path, text)

    assert isinstance(refused.value, UnreadableFile)
