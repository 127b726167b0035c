"""Looks for what has to be ordered: `manage.py propose_replenishment [--location CODE]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.channels.models import Location
from apps.core import clock
from apps.purchasing.services.proposing import propose


class Command(BaseCommand):
    help = "Replace the open replenishment proposals, everywhere or of some locations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--location", action="append", default=[], help="Code of a location; may be given several times."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = set(options["location"])
        found = list(Location.objects.filter(code__in=wanted, is_active=True))
        unknown = wanted - {location.code for location in found}
        if unknown:
            raise CommandError(f"There is no active location {', '.join(sorted(unknown))}.")
        run = propose(at=clock.now(), locations=found or None)
        self.stdout.write(f"{run.products:,} products at locations looked at, {run.proposals:,} proposals.")
