"""`manage.py translations check|update|compile`: the message catalogues of every language."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import translations

SHOWN = 40


class Command(BaseCommand):
    help = "Check that everything is translated, take new messages into the catalogues, or compile them."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["check", "update", "compile"])

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        if act == "check":
            self._refuse_gaps()
        elif act == "update":
            translations.update()
        else:
            self.stdout.write(f"{translations.compile_all()} catalogues compiled")

    def _refuse_gaps(self) -> None:
        gaps = translations.gaps()
        for gap in gaps[:SHOWN]:
            self.stderr.write(str(gap))
        if gaps:
            raise CommandError(
                f"{len(gaps)} messages aren't translated; manage.py translations update lists them."
            )
        self.stdout.write("Everything is translated.")
