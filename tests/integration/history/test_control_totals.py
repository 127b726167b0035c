"""A real retailer's file gives the totals its owner knows, month by month, to the last digit."""

import gzip
import io
import json
from itertools import islice

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db(transaction=True)

FILE = "1_transactions/uci_online_retail_DEV_2010-12_2011-08.csv.gz"
CONTROL = "1_transactions/uci_control_totals_DEV.json"
SOME_ROWS = 6_000


def report_of(path, channel):
    out = io.StringIO()
    call_command(
        "import_sales", str(path), format="online-retail", channel=channel.code, json=True, stdout=out
    )
    return json.loads(out.getvalue())


def test_the_figures_of_the_file_are_the_figures_of_the_books(shared_data, tmp_path, channel):
    part = tmp_path / "part.csv"
    with gzip.open(shared_data / FILE, "rt", encoding="utf-8") as whole:
        part.write_text("".join(islice(whole, SOME_ROWS + 1)))

    report = report_of(part, channel)

    assert report["total"]["rows"] == SOME_ROWS
    assert report["booked"] == {"total": report["total"], "months": report["months"]}
    assert report["ledger"]["value"] == report["total"]["value"]
    assert report["reconciled"]
    call_command("audit", stdout=io.StringIO())


def test_every_month_agrees_with_its_control_total(shared_data):
    from apps.history.classification import classify
    from apps.history.readers.online_retail import read_documents
    from apps.history.tally import Tally, add_document

    tally = Tally()
    for document in read_documents(shared_data / FILE):
        add_document(tally, list(classify(document)), is_credit=document.name.startswith("C"))

    months = tally.as_dict()["months"]
    control = json.loads((shared_data / CONTROL).read_text())["dev"]
    assert {
        month: {name: months[month][name] for name in known} for month, known in control.items()
    } == control


def test_a_channel_that_does_not_exist_is_named_with_those_that_do(channel, tmp_path):
    path = tmp_path / "sales.csv"
    path.write_text("InvoiceNo\n")

    with pytest.raises(CommandError, match=r"no channel “shop”\. There are: web"):
        call_command("import_sales", str(path), format="online-retail", channel="shop")


@pytest.mark.parametrize(
    ("content", "code"), [("", "empty-file"), ("Handle,Title\nmug,Mug\n", "missing-columns")]
)
def test_a_refusal_is_json_for_whoever_asked_for_json(channel, tmp_path, content, code):
    path, out = tmp_path / "sales.csv", io.StringIO()
    path.write_text(content)

    with pytest.raises(CommandError):
        call_command(
            *("import_sales", str(path)), format="online-retail", channel="web", json=True, stdout=out
        )

    assert json.loads(out.getvalue())["refusal"]["code"] == code
