"""Files as they really come: packed, in any encoding, broken, empty, of another format."""

import gzip
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from apps.catalog.imports import files, refusals
from tests.unit.catalog.reading import read

SHOPIFY = "Handle,Title,Option1 Name,Variant Price\nmug,Mug,Title,9.99\n"
WOO = "ID,Type,SKU,Name,Regular price\n1,simple,MUG,Mug,9.99\n"
OWN = "code,title,price\nmug,Théière,9.99\n"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", refusals.EmptyFile),
        (b"\n\n  \n", refusals.EmptyFile),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", refusals.NotATable),
        (b"code,title\nmug,M\0ug\n", refusals.NotATable),
        (b"PK\x03\x04 not really an archive", refusals.NotATable),
        (b"\x1f\x8b broken gzip", refusals.NotATable),
        (b"colour,size\nred,1\n", refusals.MissingColumns),
        (b'code,title\nmug,"never closed\n' + b"x" * 2_100_000, refusals.BrokenTable),
        (b'code,title\nmug,Mug\nvase,"Vase\npot,Pot\n', refusals.BrokenTable),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read(tmp_path / "file.csv", content, "bottega")


@pytest.mark.parametrize(
    ("content", "asked", "found"),
    [
        (WOO, "shopify", "woocommerce"),
        (SHOPIFY, "woocommerce", "shopify"),
        (OWN, "shopify", "bottega"),
        ("[]", "shopify", "bestbuy"),
    ],
)
def test_a_file_of_another_format_is_recognised(tmp_path: Path, content: str, asked: str, found: str) -> None:
    with pytest.raises(refusals.WrongFormat) as refused:
        read(tmp_path / "file.csv", content, asked)
    assert refused.value.params["found"] == found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_that_say_what_they_are(tmp_path: Path, encoding: str) -> None:
    (draft,), problems = read(tmp_path / "file.csv", OWN.encode(encoding), "bottega")
    assert draft.titles == {"en": "Théière"}
    assert not problems


def test_an_older_encoding_is_guessed_and_said(tmp_path: Path) -> None:
    (draft,), problems = read(tmp_path / "file.csv", OWN.encode("cp1252"), "bottega")
    assert draft.titles == {"en": "Théière"}
    assert [problem.code for problem in problems] == ["encoding-guessed"]


def test_semicolons_gzip_and_empty_lines(tmp_path: Path) -> None:
    content = gzip.compress(b"code;title;price\r\n\r\nmug;Mug, blue;9,99\r\n;;\r\n")
    (draft,), _problems = read(tmp_path / "file.csv.gz", content, "bottega")
    assert (draft.titles["en"], str(draft.sellables[0].price.regular), draft.line) == ("Mug, blue", "9.99", 3)


def test_a_workbook_shows_what_its_cells_show(tmp_path: Path) -> None:
    workbook, stream = Workbook(), io.BytesIO()
    sheet = workbook.active
    sheet.append(["code", "title", "price", "stock", "gtin", "public"])
    sheet.append(["mug", "Mug", 9.5, 3.0, 4006381333931, True])
    workbook.save(stream)
    (draft,), problems = read(tmp_path / "file.xlsx", stream.getvalue(), "bottega")
    sellable = draft.sellables[0]
    assert (str(sellable.price.regular), sellable.stock, sellable.gtins) == ("9.5", 3, ("04006381333931",))
    assert (draft.is_public, problems) == (True, [])


def test_too_much_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    with pytest.raises(refusals.FileTooLarge):
        read(tmp_path / "file.csv", OWN, "bottega")


def test_a_packed_file_may_not_unpack_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(refusals.FileTooLarge):
        read(tmp_path / "file.csv.gz", gzip.compress(b"code,title\n" * 1_000_000), "bottega")


def test_columns_that_mean_nothing_are_named(tmp_path: Path) -> None:
    _drafts, problems = read(tmp_path / "file.csv", "code,title,Mood\nmug,Mug,sad\n", "bottega")
    assert [(problem.code, problem.params["columns"]) for problem in problems] == [
        ("columns-ignored", "Mood")
    ]


def test_a_line_with_too_many_cells_is_named(tmp_path: Path) -> None:
    _drafts, problems = read(
        tmp_path / "file.csv", 'code,title\n"multi\nline",Mug\nmug,Mug,oops\n', "bottega"
    )
    assert [(problem.code, problem.line) for problem in problems] == [("row-width", 4)]


def test_an_apostrophe_against_formulas_is_taken_off(tmp_path: Path) -> None:
    (draft,), _problems = read(tmp_path / "file.csv", "code,title\nmug,'=Mug\n", "bottega")
    assert draft.titles["en"] == "=Mug"


def test_polish_letters_of_older_programs_are_polish(tmp_path: Path) -> None:
    content = "code,title\nmug,Żółta łyżka\n".encode("cp1250")

    (draft,), problems = read(tmp_path / "file.csv", content, "bottega", language="pl")

    assert draft.titles == {"pl": "Żółta łyżka"}
    assert [problem.code for problem in problems] == ["encoding-guessed-central"]


def test_a_line_for_excel_above_the_table_is_understood(tmp_path: Path) -> None:
    (draft,), problems = read(tmp_path / "file.csv", "sep=;\r\ncode;title\r\nmug;A, b\r\n", "bottega")

    assert (draft.titles, draft.line, problems) == ({"en": "A, b"}, 3, [])


def test_an_empty_sheet_before_the_table_is_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    goods = book.create_sheet("Goods")
    for row in (["code", "title", "price"], ["mug", "Mug", 0.1 + 0.2]):
        goods.append(row)
    packed = io.BytesIO()
    book.save(packed)

    (draft,), _problems = read(tmp_path / "file.xlsx", packed.getvalue(), "bottega")

    assert str(draft.sellables[0].price and draft.sellables[0].price.regular) == "0.3"
