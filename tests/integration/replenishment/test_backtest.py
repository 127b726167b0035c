"""The policy on a real retailer's sales: fewer stock-outs than fixed min and max, with the same stock."""

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

FILE = "1_transactions/uci_online_retail_DEV_2010-12_2011-08.csv.gz"
HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"


def figures(path, *options: str) -> list[dict]:
    said = StringIO()
    call_command("backtest_replenishment", path, "--format=online-retail", "--json", *options, stdout=said)
    return json.loads(said.getvalue())


def sales_file(folder, days: int) -> Path:
    """Write a file in which one mug is sold a day, from a Monday on."""
    path = folder / "sales.csv"
    rows = [
        f"{day},MUG,Mug,1,2024-{1 + day // 28:02d}-{1 + day % 28:02d} 10:00:00,5.00,17,Italy"
        for day in range(days)
    ]
    path.write_text("\n".join([HEADER, *rows]))
    return path


def test_the_policy_beats_min_and_max_for_short_and_long_lead_times(shared_data):
    found = figures(shared_data / FILE, "--lead-days=7,14")
    assert [each["lead_days"] for each in found] == [7, 14]
    for each in found:
        by_hand, policy = each["by_hand"], each["policy"]
        assert policy["average_stock"] == pytest.approx(by_hand["average_stock"], rel=0.01)
        assert policy["units_wanted"] == by_hand["units_wanted"]
        assert each["units_short_ratio"] < 0.7, each
        assert each["days_short_ratio"] < 0.5, each
        assert policy["order_lines"] < 1.1 * by_hand["order_lines"], "nor by ordering all the time"


def test_a_month_of_sales_leaves_nothing_to_try_it_on(tmp_path):
    with pytest.raises(CommandError, match="one month or less"):
        figures(sales_file(tmp_path, 28))


@pytest.mark.parametrize(
    "option", ["--lead-days=0", "--lead-days=seven", "--lead-days=7,,14", "--lead-days=9999"]
)
def test_nonsense_lead_times_are_refused(tmp_path, option):
    with pytest.raises(CommandError, match="lead-days"):
        figures(sales_file(tmp_path, 28), option)


def test_a_file_without_goods_is_refused(tmp_path):
    path = tmp_path / "fees.csv.gz"
    with gzip.open(path, "wt") as file:
        file.write(f"{HEADER}\n1,POST,Postage,1,2024-01-01 10:00:00,5.00,17,Italy\n")
    with pytest.raises(CommandError, match="no sales of goods"):
        figures(path)
