"""The policy on real retailers' sales: fewer stock-outs than fixed min and max, with no more stock or work."""

import csv
import gzip
import json
from dataclasses import asdict
from datetime import date
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from apps.purchasing.replenishment.backtest import FIRST_MONTH, Past, compare

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
        fewer_stock_outs(each)
        assert each["units_short_ratio"] < 0.7, each
        assert each["days_short_ratio"] < 0.6, each


def test_it_beats_them_on_goods_and_days_that_nothing_was_chosen_on(shared_data):
    (found,) = figures(shared_data / FILE, "--lead-days=14", "--hold-out")
    fewer_stock_outs(found)
    assert found["days"] == 122, "the second half"
    assert found["chosen_on"] + found["products"] == 2_723


def test_it_beats_them_at_a_grocer_that_nothing_was_chosen_on(shared_data):
    wanted, first_weekday = sold_by_kind(shared_data / "1_transactions")
    found = compare(past=Past(wanted, first_weekday), lead_days=14, safety_factor=1.5)
    fewer_stock_outs({"by_hand": asdict(found.by_hand), "policy": asdict(found.policy)})


def fewer_stock_outs(found: dict) -> None:
    by_hand, policy = found["by_hand"], found["policy"]
    assert policy["units_wanted"] == by_hand["units_wanted"]
    assert 0.99 * by_hand["average_stock"] <= policy["average_stock"] <= by_hand["average_stock"]
    assert policy["order_lines"] < 1.1 * by_hand["order_lines"], "nor by ordering all the time"
    assert policy["units_short"] < 0.8 * by_hand["units_short"]
    assert policy["days_short"] < 0.8 * by_hand["days_short"]


def sold_by_kind(folder: Path) -> tuple[np.ndarray, int]:
    """Return the units that a sample of a grocer's households bought of each kind of goods a day, and the weekday."""
    with gzip.open(folder / "completejourney_products.csv.gz", "rt") as file:
        kinds = {row["product_id"]: row["product_type"] for row in csv.DictReader(file)}
    with gzip.open(folder / "completejourney_transactions_weeks01-39.csv.gz", "rt") as file:
        rows = [
            (
                kinds.get(row["product_id"], ""),
                date.fromisoformat(row["transaction_timestamp"][:10]),
                int(row["quantity"]),
            )
            for row in csv.DictReader(file)
        ]
    rows = [row for row in rows if row[2] < 1_000]  # petrol is sold by hundredths of a gallon
    first = min(day for _kind, day, _units in rows)
    places = {kind: place for place, kind in enumerate(sorted({row[0] for row in rows}))}
    wanted = np.zeros((len(places), 1 + max((day - first).days for _kind, day, _units in rows)))
    for kind, day, units in rows:
        wanted[places[kind], (day - first).days] += units
    return wanted[wanted[:, :FIRST_MONTH].sum(axis=1) > 0], first.weekday()


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
