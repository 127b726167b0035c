"""Import a file of products: from Shopify, WooCommerce, Best Buy's open data, or our own table."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.assortment.imports.options import ImportOptions
from apps.assortment.imports.report import ImportReport
from apps.assortment.imports.run import import_file
from apps.catalog.imports.formats import READERS
from apps.catalog.words import describe
from apps.core.commands import told_refusals

MOST_PRINTED = 50


class Command(BaseCommand):
    help = (
        "Imports products with prices and, at a location, opening stock. Importing a file again updates what it"
        " made before. A file with errors changes nothing; exit status 1 says so. See docs/import-products.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, XLSX or JSON, also gzipped")
        parser.add_argument("--format", required=True, choices=list(READERS))
        parser.add_argument("--preview", action="store_true", help="say what would change, change nothing")
        parser.add_argument("--json", action="store_true", help="print the whole report as JSON")
        target = parser.add_mutually_exclusive_group()
        target.add_argument("--price-list", default="", metavar="CODE", help="the list that prices go into")
        target.add_argument("--channel", default="", metavar="CODE", help="the channel whose list it is")
        parser.add_argument("--location", default="", metavar="CODE", help="where the file's quantities lie")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="what the file's texts are in")
        parser.add_argument(
            "--source", default="", help="whose names these are; by default the format's name"
        )
        parser.add_argument("--categories", default="", metavar="FILE", help="bestbuy: the category tree")
        parser.add_argument(
            "--skip-errors", action="store_true", help="leave out what is wrong, take the rest"
        )
        parser.add_argument("--images", action="store_true", help="have the pictures fetched by a worker")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, with progress and a summary on standard error or as JSON on standard output."""
        path: Path = options["file"]
        names = (
            "format",
            "price_list",
            "channel",
            "location",
            "language",
            "source",
            "categories",
            "skip_errors",
        )
        chosen = ImportOptions(**{name: options[name] for name in names}, with_pictures=options["images"])
        with told_refusals(self, as_json=options["json"]):
            report = import_file(
                path=path, name=path.name, options=chosen, is_preview=options["preview"], progress=self._say
            )
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), indent=2, default=str))
        else:
            self._print(report)
        if report.error_count and not options["skip_errors"]:
            raise CommandError(
                "Nothing was changed: correct the lines above, or leave them out with --skip-errors."
            )

    def _say(self, done: int, total: int | None) -> None:
        of = f" of {total}" if total else ""
        self.stderr.write(f"{done}{of} rows", ending="\n" if done == total else "\r")

    def _print(self, report: ImportReport) -> None:
        for problem in [*report.errors, *report.warnings][:MOST_PRINTED]:
            self.stdout.write(f"{'error' if problem.is_error else 'note'}: {describe(problem)}")
        more = report.error_count + report.warning_count - MOST_PRINTED
        if more > 0:
            self.stdout.write(f"... and {more} more")
        for change in report.changes[:MOST_PRINTED] if report.is_preview else ():
            told = "; ".join(
                f"{each['what']}: {each['before']!r} -> {each['after']!r}" for each in change["changes"]
            )
            self.stdout.write(f"line {change['line']}, {change['title']}: {told}"[:300])
        products, sellables = report.products, report.sellables
        would = "would be " if report.is_preview else ""
        self.stdout.write(
            f"{report.rows} rows: {products.new} products {would}new, {products.changed} changed,"
            f" {products.unchanged} the same, {products.refused} refused;"
            f" {sellables.total} things to sell, {report.prices} prices, {report.stock_units} units of stock;"
            f" errors: {report.error_count}, notes: {report.warning_count}"
        )
