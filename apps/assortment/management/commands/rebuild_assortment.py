"""Write the shop window anew from catalogue, prices and stock."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.assortment import services


class Command(BaseCommand):
    help = "Writes what every channel shows anew. Shoppers see the old rows meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, saying how far it is."""
        number = services.rebuild(progress=self._say)
        self.stdout.write(f"{number} products")

    def _say(self, done: int, total: int) -> None:
        self.stderr.write(f"{done} of {total}", ending="\r" if done < total else "\n")
