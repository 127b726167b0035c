"""Books a retailer's past sales from a file: `manage.py import_sales FILE --format online-retail --channel web`."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.channels.models import Channel, Location
from apps.core.commands import told_refusals
from apps.core.errors import DomainError
from apps.history.selectors import booked_tally, ledger_totals
from apps.history.services.importing import ImportResult, import_sales
from apps.history.tally import exact


class UnknownPlace(DomainError):
    code = "unknown-place"
    message = "There is no %(kind)s “%(code)s”. There are: %(known)s."


class Command(BaseCommand):
    help = (
        "Book a file of past sales. Running it again books nothing twice; after an interruption it goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=["online-retail"], required=True)
        parser.add_argument("--channel", required=True, help="Code of the channel the sales were made in.")
        parser.add_argument(
            "--location", help="Code of the location the goods left; without it the channel's first."
        )
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        with told_refusals(self, as_json=options["json"]):
            channel = _named(Channel, options["channel"])
            location = _named(Location, options["location"]) if options["location"] else None
            result = import_sales(
                path=options["file"], channel=channel, location=location, progress=self._show_progress
            )
        report = _report(result, channel)
        self.stdout.write(json.dumps(report, indent=1) if options["json"] else _in_words(report))
        if not report["reconciled"]:
            raise CommandError("The books differ from the file; see `booked` and `ledger` in the figures.")

    def _show_progress(self, rows: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{rows:,} rows", ending="")


def _named(model: type[Channel] | type[Location], code: str) -> Any:
    found = model.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(model.objects.order_by("code").values_list("code", flat=True)) or "none yet"
        raise UnknownPlace(kind=model._meta.verbose_name, code=code, known=known)
    return found


def _report(result: ImportResult, channel: Channel) -> dict[str, Any]:
    """Return the file's figures, the same from the books, and whether they are equal."""
    said = result.tally.as_dict()
    booked = booked_tally(documents=result.documents).as_dict()
    ledger = ledger_totals(documents=result.documents)
    aside = result.tally.set_aside_value
    return {
        "file": result.run.file_name,
        "channel": channel.code,
        "location": result.run.location.code,
        "new_rows": result.new_rows,
        **said,
        "booked": booked,
        "ledger": {
            "sold": exact(ledger.sold),
            "taken_back": exact(ledger.taken_back),
            "set_aside": exact(aside),
            "value": exact(ledger.sold - ledger.taken_back + aside),
        },
        "reconciled": booked == said and ledger.sold - ledger.taken_back + aside == result.tally.total.value,
    }


def _in_words(report: dict[str, Any]) -> str:
    total, ledger = report["total"], report["ledger"]
    aside = ", ".join(f"{count} {reason}" for reason, count in total["set_aside"].items()) or "nothing"
    rows = f"{total['rows']:,} rows in {total['documents']:,} documents, {report['new_rows']:,} new"
    sold = f"{total['sale_lines']:,} sale lines, {total['service_lines']:,} service lines"
    back = f"{total['return_lines']:,} return lines, {total['stock_corrections']:,} stock corrections"
    value = f"Value {total['value']}; in the books {ledger['value']}."
    return "\n".join([f"{report['file']}: {rows}.", f"{sold}, {back}.", f"Set aside: {aside}.", value])
