"""Tries replenishment on a file of past sales: `manage.py backtest_replenishment FILE --format online-retail`."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core.errors import DomainError
from apps.history.wanted import DailySales, daily_sales
from apps.purchasing.replenishment.backtest import FIRST_MONTH, Comparison, NotEven, Past, compare
from apps.purchasing.replenishment.demand import METHODS
from apps.purchasing.replenishment.policy import Rules

ORDER_COST = 0.3
"""Of a unit's cost; with it the policy writes about as many order lines as the shopkeeper."""
MOST_LEAD_DAYS = 90


class Command(BaseCommand):
    help = (
        "Play a file of past sales day by day: the replenishment policy beside fixed min and max, which are set "
        "by hand from the first month, with the same stock on average. Only goods sold in the first month count."
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
            "--order-cost",
            type=float,
            default=ORDER_COST,
            help="What an order line costs, in units' costs: the more, the larger and rarer the orders (0.3).",
        )
        parser.add_argument(
            "--method", choices=METHODS, help="Forecast in this one way instead of all together."
        )
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sales = daily_sales(options["file"])
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        past = _known_from_the_start(sales)
        rules = Rules(order_cost=options["order_cost"])
        methods = [options["method"]] if options["method"] else METHODS
        try:
            found = [
                compare(
                    past=past,
                    lead_days=days,
                    safety_factor=options["safety_factor"],
                    rules=rules,
                    methods=methods,
                )
                for days in options["lead_days"]
            ]
        except NotEven:
            raise CommandError("No service level keeps as much stock as that safety factor does.") from None
        report = [_figures(each, past) for each in found]
        self.stdout.write(json.dumps(report, indent=1) if options["json"] else _in_words(report))


def _lead_days(text: str) -> list[int]:
    try:
        days = [int(each) for each in text.split(",")]
    except ValueError:
        days = []
    if not days or not all(1 <= each <= MOST_LEAD_DAYS for each in days):
        raise ArgumentTypeError(f"days from 1 to {MOST_LEAD_DAYS}, with commas between them")
    return days


def _known_from_the_start(sales: DailySales) -> Past:
    """Return the goods that somebody could set a min for after the first month."""
    if sales.units.shape[1] <= FIRST_MONTH:
        raise CommandError("The file has one month or less: nothing is left to try the policy on.")
    sold = sales.units[:, :FIRST_MONTH].sum(axis=1) > 0
    return Past(wanted=sales.units[sold], first_weekday=sales.first_date.weekday())


def _figures(found: Comparison, past: Past) -> dict[str, Any]:
    return {
        "lead_days": found.lead_days,
        "safety_factor": found.safety_factor,
        "products": len(past.wanted),
        "days": past.days - FIRST_MONTH,
        "service_level": round(found.service_level, 4),
        "by_hand": asdict(found.by_hand) | {"fill_rate": round(found.by_hand.fill_rate, 4)},
        "policy": asdict(found.policy) | {"fill_rate": round(found.policy.fill_rate, 4)},
        "units_short_ratio": round(found.policy.units_short / max(1, found.by_hand.units_short), 3),
        "days_short_ratio": round(found.policy.days_short / max(1, found.by_hand.days_short), 3),
    }


def _in_words(report: list[dict[str, Any]]) -> str:
    line = "{:<22}{:>15}{:>14}{:>12}{:>13}{:>11}"
    said = []
    for each in report:
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
