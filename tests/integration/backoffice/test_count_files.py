"""Counts from files: looked through before they are taken, and read lists of tags."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.core import clock
from apps.stock.models import CountEntry, StockCount
from tests.factories.counts import line_of, opened
from tests.factories.shop import Shop
from tests.integration.backoffice.counting import page_of, url


@pytest.fixture
def count(shop: Shop) -> StockCount:
    """A blind count of everything in Como: ten mugs and ten vases by the book."""
    return opened(shop.como, at=clock.now())


def test_a_file_is_looked_through_then_taken(shop: Shop, bob: Client, count: StockCount) -> None:
    def choose(text: str) -> tuple[int, str, dict]:
        file = SimpleUploadedFile("count.csv", text.encode())
        answer = bob.post(url("count-file", count), {"file": file})
        return answer.status_code, answer.content.decode(), answer.context

    status, page, _context = choose("code;quantity\nMUG-BLUE;7\nNOTHING;1\n")
    assert status == 422
    assert "Nothing is known under this code." in page
    assert not CountEntry.objects.exists()

    status, page, context = choose("code;quantity\nMUG-BLUE;7\n")
    assert status == 200
    assert not CountEntry.objects.exists()
    taken = {"rows": context["rows"], "mark": context["mark"]}
    assert bob.post(url("count-file", count), taken).status_code == 302
    assert bob.post(url("count-file", count), taken).status_code == 302

    assert line_of(count, shop.mug).counted == 7
    assert CountEntry.objects.count() == 1


@pytest.mark.parametrize(
    "rows", ["", "nonsense", "[1]", '[["x", 1]]', "{}", '[[1, "MUG-BLUE", "1", "", "", ""]]']
)
def test_rows_that_nobody_looked_through_are_refused(bob: Client, count: StockCount, rows: str) -> None:
    assert bob.post(url("count-file", count), {"rows": rows, "mark": "m"}).status_code in (302, 422)
    assert not CountEntry.objects.exists()


def test_read_lists_of_several_files(shop: Shop, bob: Client, count: StockCount) -> None:
    shop.mug.barcodes.create(gtin="80614141123458")
    lists = [
        SimpleUploadedFile("one.txt", b"3074257BF7194E4000001A85\nhello\n"),
        SimpleUploadedFile(
            "two.txt", b"urn:epc:id:sgtin:0614141.812345.6789\nurn:epc:id:sgtin:0614141.712345.1\n"
        ),
    ]
    answer = bob.post(url("count-tags", count), {"lists": lists, "tags": "", "shelf": ""})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert line_of(count, shop.mug).counted == 1
    assert "70614141123451" in page
    assert "hello" in page
    assert "70614141123451" in page_of(bob, count)


@pytest.mark.parametrize(
    "sent",
    [
        {"tags": " \n "},
        {"lists": SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "tags": ""},
    ],
)
def test_what_is_no_read_list_is_refused(
    shop: Shop, bob: Client, count: StockCount, sent: dict[str, object]
) -> None:
    answer = bob.post(url("count-tags", count), {"shelf": "", **sent})

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not CountEntry.objects.exists()
