"""Tries replenishment on a file of past sales: `manage.py backtest_replenishment FILE --format online-retail`."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from itertools import compress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core.commands import told_refusals
from apps.history.wanted import DailySales, daily_sales
from apps.purchasing.replenishment.backtest import FIRST_MONTH, Comparison, NotEven, Past, compare
from apps.purchasing.replenishment.demand import METHODS
from apps.purchasing.replenishment.holdout import hold_out

MOST_LEAD_DAYS = 90


class Command(BaseCommand):
    help = (
        "Play a file of past sales day by day: the replenishment policy beside fixed min and max, which are set "
        "by hand from the first month, with the same stock on average and about as many order lines. Only goods sold "
        "in the first month count."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=["online-retail"], required=True)
        parser.add_argument(
            "--lead-days", type=_lead_days, default=[7, 14], help="Lead times to try, for example 7,14."
        )
        parser.add_argument(
            "--safety-factor",
            type=float,
            default=1.5,
            help="Min is the first month's sales in the lead time, times this (1.5).",
        )
        parser.add_argument(
            "--method", choices=METHODS, help="Forecast in this one way instead of all together."
        )
        parser.add_argument(
            "--hold-out",
            action="store_true",
            help=(
                "Choose the forecasts' habits on one half of the goods and the first half of the days, and report "
                "on the other goods and the days after. Takes some minutes."
            ),
        )
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        with told_refusals(self, as_json=options["json"]):
            sales = daily_sales(options["file"])
        known = _known_from_the_start(sales)
        try:
            report = _held_out(known, options) if options["hold_out"] else _on_everything(known, options)
        except NotEven:
            raise CommandError("However little it wants, the policy keeps more stock than by hand.") from None
        self.stdout.write(json.dumps(report, indent=1) if options["json"] else _in_words(report))


def _lead_days(text: str) -> list[int]:
    try:
        days = [int(each) for each in text.split(",")]
    except ValueError:
        days = []
    if not days or not all(1 <= each <= MOST_LEAD_DAYS for each in days):
        raise ArgumentTypeError(f"days from 1 to {MOST_LEAD_DAYS}, with commas between them")
    return days


def _known_from_the_start(sales: DailySales) -> DailySales:
    """Return the goods that somebody could set a min for after the first month."""
    if sales.units.shape[1] <= FIRST_MONTH:
        raise CommandError("The file has one month or less: nothing is left to try the policy on.")
    sold = sales.units[:, :FIRST_MONTH].sum(axis=1) > 0
    return DailySales(list(compress(sales.codes, sold)), sales.first_date, sales.units[sold])


def _on_everything(known: DailySales, options: dict[str, Any]) -> list[dict[str, Any]]:
    past = _past(known)
    methods = [options["method"]] if options["method"] else METHODS
    found = [
        compare(
            past=past,
            lead_days=days,
            safety_factor=options["safety_factor"],
            methods=methods,
        )
        for days in options["lead_days"]
    ]
    return [_figures(each, products=len(past.wanted), days=past.days - FIRST_MONTH) for each in found]


def _held_out(known: DailySales, options: dict[str, Any]) -> list[dict[str, Any]]:
    past = _past(known)
    trial = hold_out(
        past=past,
        codes=known.codes,
        lead_days=options["lead_days"],
        safety_factor=options["safety_factor"],
    )
    days = past.days - trial.from_day
    chosen = {"habits": asdict(trial.habits), "chosen_on": trial.chosen_on}
    return [_figures(each, products=trial.tried_on, days=days) | chosen for each in trial.found]


def _past(known: DailySales) -> Past:
    return Past(wanted=known.units, first_weekday=known.first_date.weekday())


def _figures(found: Comparison, *, products: int, days: int) -> dict[str, Any]:
    return {
        "lead_days": found.lead_days,
        "safety_factor": found.safety_factor,
        "products": products,
        "days": days,
        "service_level": round(found.service_level, 4),
        "order_cost": round(found.order_cost, 4),
        "by_hand": asdict(found.by_hand) | {"fill_rate": round(found.by_hand.fill_rate, 4)},
        "policy": asdict(found.policy) | {"fill_rate": round(found.policy.fill_rate, 4)},
        "units_short_ratio": round(found.units_short_ratio, 3),
        "days_short_ratio": round(found.days_short_ratio, 3),
    }


def _in_words(report: list[dict[str, Any]]) -> str:
    line = "{:<22}{:>15}{:>14}{:>12}{:>13}{:>11}"
    said = []
    for each in report:
        if habits := each.get("habits"):
            named = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in habits.items())
            said.append(f"Chosen on {each['chosen_on']:,} other products and the days before: {named}.")
        said.append(
            f"Lead time {each['lead_days']} days: {each['products']:,} products, {each['days']} days."
        )
        titles = ("average stock", "units short", "days short", "order lines", "fill rate")
        said.append(line.format("", *titles))
        for name, words in (("by_hand", "fixed min and max"), ("policy", "policy")):
            row = each[name]
            figures = [
                f"{row[key]:,.0f}" for key in ("average_stock", "units_short", "days_short", "order_lines")
            ]
            said.append(line.format(words, *figures, f"{row['fill_rate']:.1%}"))
        less = (f"{1 - each[key]:.0%}" for key in ("units_short_ratio", "days_short_ratio"))
        said.append("Avoided by the policy: {} of units short, {} of days short.\n".format(*less))
    return "\n".join(said)
