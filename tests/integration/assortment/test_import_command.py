"""`manage.py import_products`: words for people, JSON for scripts, exit status for both."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.catalog.models import Product
from tests.factories.windows import Window

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("import_products", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "products.csv"
    path.write_text("code,title,price\nmug,Mug,14.50\nvase,Vase,44\n")
    return path


def test_a_preview_in_words(shop: Window, file: Path) -> None:
    said = run(str(file), "--format", "bottega", "--preview")
    assert "2 rows: 2 products would be new, 0 changed, 0 the same, 0 refused" in said
    assert not Product.objects.exists()


def test_a_report_as_json(shop: Window, file: Path) -> None:
    report = json.loads(run(str(file), "--format", "bottega", "--json", "--channel", shop.channel.code))
    assert (report["applied"], report["products"]["new"], report["prices"], report["errors"]) == (
        True,
        2,
        2,
        [],
    )


def test_errors_are_an_exit_status(shop: Window, file: Path) -> None:
    file.write_text("code,title,price\nmug,Mug,abc\n")
    out = StringIO()
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command(
            "import_products", str(file), "--format", "bottega", "--json", stdout=out, stderr=StringIO()
        )
    (error,) = json.loads(out.getvalue())["errors"]
    assert (error["line"], error["code"]) == (2, "not-a-number")
    assert error["message"] == "line 2: price “abc” isn't a number"
    assert not Product.objects.exists()


def test_a_file_that_cannot_be_read_says_so(shop: Window, file: Path) -> None:
    file.write_bytes(b"\x89PNG\0\0")
    with pytest.raises(CommandError, match="This isn't a table"):
        run(str(file), "--format", "bottega")
    with pytest.raises(CommandError, match=r"nowhere.csv can't be opened: No such file"):
        run("/nowhere.csv", "--format", "bottega")
    with pytest.raises(CommandError, match="can't be opened: Is a directory"):
        run(str(file.parent), "--format", "bottega")
