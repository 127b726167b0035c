"""A catalogue file from the back office: checked, looked through, applied."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.assortment.imports.report import ImportReport
from apps.assortment.imports.runs import close_interrupted
from apps.catalog.models import ImportRun
from tests.factories.accounts import staff
from tests.factories.shop import Shop

GOOD = b"code,title,sku,price\nbowl,Bowl,BOWL-1,9.90\n"
URL = "/backoffice/imports/"


def upload(client: Client, content: bytes = GOOD, **typed: str) -> int:
    file = SimpleUploadedFile("spring.csv", content)
    values = {"mark": "one", "format": "bottega", "language": "en"} | typed
    return client.post(URL, {"file": file, **values}).status_code


def test_a_file_waits_to_be_checked(shop: Shop, alice: Client) -> None:
    assert upload(alice) == 302

    run = ImportRun.objects.get()
    assert (run.state, run.preview, run.created_by) == ("waiting", True, shop.alice)
    page = alice.get(reverse("backoffice:import", args=[run.pk])).content.decode()
    assert "Waiting for its turn" in page


def test_a_second_click_uploads_once(shop: Shop, alice: Client) -> None:
    assert [upload(alice), upload(alice)] == [302, 422]
    assert ImportRun.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [{"content": b""}, {"format": "tea leaves"}, {"language": "xx"}, {"price_list": "none"}, {"mark": ""}],
)
def test_what_makes_no_sense_is_refused(shop: Shop, alice: Client, typed: dict[str, str]) -> None:
    assert upload(alice, **typed) == 422  # type: ignore[arg-type]
    assert not ImportRun.objects.exists()


def checked(**result: object) -> ImportRun:
    """Make a file that was checked, with these things found."""
    report = ImportReport("x.csv", "bottega", is_preview=True).as_json()
    values = {"file": "x.csv", "file_name": "x.csv", "format": "bottega", "state": "previewed"}
    return ImportRun.objects.create(**values, result=report | result)


def test_errors_are_told_by_line_and_exported(shop: Shop, alice: Client) -> None:
    problem = {
        "code": "columns-ignored",
        "line": 88,
        "column": "",
        "value": "",
        "params": {"columns": "colour"},
    }
    run = checked(errors=[problem], error_count=1)
    url = reverse("backoffice:import", args=[run.pk])

    assert "colour" in alice.get(url).content.decode()
    assert "88" in alice.get(url, {"export": "csv"}).getvalue().decode()


def test_it_is_applied_once_it_was_checked(shop: Shop, alice: Client) -> None:
    run = checked(products={"new": 1, "changed": 0, "unchanged": 0, "refused": 0})
    url = reverse("backoffice:import-apply", args=[run.pk])

    for _click in range(2):
        alice.post(url)

    run.refresh_from_db()
    assert (run.state, run.preview) == ("waiting", False)


def test_errors_are_not_applied_unless_left_out(shop: Shop, alice: Client) -> None:
    run = checked(error_count=1)

    alice.post(reverse("backoffice:import-apply", args=[run.pk]))

    run.refresh_from_db()
    assert run.state == "previewed"


def test_merchandisers_may(shop: Shop, sign_in: object) -> None:
    assert upload(sign_in(staff("merchandiser"))) == 302  # type: ignore[operator]


def test_an_interrupted_file_says_so_and_is_tried_again(shop: Shop, alice: Client) -> None:
    run = checked()
    ImportRun.objects.update(state="running")
    close_interrupted()
    assert "It was interrupted" in alice.get(reverse("backoffice:import", args=[run.pk])).content.decode()

    alice.post(reverse("backoffice:import-retry", args=[run.pk]))

    run.refresh_from_db()
    assert run.state == "waiting"
