"""Recompute every counter and balance from its ledger; exit with 1 if one differs."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.core.reconciliation import find_drifts


class Command(BaseCommand):
    help = (
        "Recomputes every counter and balance from its ledger. Exits with 1 if one differs; repairs nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the differences as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        clean = self.print_json() if options["json"] else self.print_lines()
        if not clean:
            raise SystemExit(1)

    def print_lines(self) -> bool:
        found = 0
        for drift in find_drifts():
            self.stdout.write(str(drift))
            found += 1
        self.stdout.write(
            f"{found} differ from their ledger." if found else "Every counter agrees with its ledger."
        )
        return not found

    def print_json(self) -> bool:
        drifts = [asdict(drift) for drift in find_drifts()]
        answer = {"clean": not drifts, "checked": settings.RECONCILIATIONS, "drifts": drifts}
        self.stdout.write(json.dumps(answer, default=str, indent=2))
        return not drifts
