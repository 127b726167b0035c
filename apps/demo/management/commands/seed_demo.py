"""Fills an empty shop with Lumaca, an invented retailer: `manage.py seed_demo [--size small|large]`."""

import json
import logging
import random
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.assortment.services.popularity import recount_popularity
from apps.assortment.services.rebuild import rebuild
from apps.core import clock
from apps.demo.seeding.catalogue import seed_catalogue
from apps.demo.seeding.clock import Calendar
from apps.demo.seeding.counts import seed_counts
from apps.demo.seeding.needs import seed_needs
from apps.demo.seeding.orders import seed_orders
from apps.demo.seeding.past import disk_not_awaited, leave_untold, nobody_woken, settle_with_the_bank
from apps.demo.seeding.people import by_visits, seed_customers, seed_people
from apps.demo.seeding.places import seed_places
from apps.demo.seeding.purchasing import seed_purchasing
from apps.demo.seeding.sales import goods_for_sale, seed_shop_sales
from apps.demo.seeding.stock import seed_stock
from apps.demo.seeding.tills import seed_tills
from apps.demo.seeding.voices import seed_voices
from apps.demo.signins import EVERYBODY, PASSWORD

SIZES = {"tiny": (5, 0.4, 12), "small": (90, 1.0, 60), "large": (365, 6.0, 2000)}
"""Days of history, how much is sold a day, and how many customers there are."""


class Command(BaseCommand):
    help = "Fill the shop with Lumaca's goods, people and ninety days of sales. Running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=list(SIZES), default="small")
        parser.add_argument("--sign-ins", action="store_true", help="Only print who can sign in.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            self._print_sign_ins()
            return
        logging.getLogger("apps.payments").setLevel(
            logging.WARNING
        )  # hundreds of payments, all of them expected
        now = clock.now()
        with nobody_woken(), disk_not_awaited():
            self._seed(now, *SIZES[options["size"]])
        leave_untold(before=now - timedelta(days=1))

    def _seed(self, now: datetime, days: int, size: float, people: int) -> None:
        calendar = Calendar(now=now, days=days)
        chance = random.Random(1986)
        customers: list[Any] = []
        goods: list[Any] = []
        self._step("Shops, channels, taxes", seed_places)
        self._step("Staff", seed_people)
        self._step("Customers", lambda: customers.extend(seed_customers(count=people, chance=chance)))
        self._step("Goods, prices, pictures", lambda: seed_catalogue(at=now))
        self._step("Opening stock", lambda: seed_stock(at=now - timedelta(days=days + 1), chance=chance))
        goods.extend(goods_for_sale())
        self._step(
            "Sales in the shops",
            lambda: seed_shop_sales(
                calendar=calendar, goods=goods, customers=by_visits(customers), size=size
            ),
        )
        self._step(
            "Orders by web and phone",
            lambda: seed_orders(calendar=calendar, goods=goods, customers=by_visits(customers), size=size),
        )
        self._step("Suppliers and their deliveries", lambda: seed_purchasing(now=now, chance=chance))
        self._step("Tills", lambda: self._keep_tokens(seed_tills(now=now)))
        self._step("Counts", lambda: seed_counts(now=now))
        self._step("What is low, what to order", lambda: seed_needs(now=now))
        self._step("Reviews and lists", lambda: seed_voices(customers=customers))
        self._step("Shop window", rebuild)
        self._step("What sells best", lambda: recount_popularity(at=now))
        self._step("What waits at the bank", settle_with_the_bank)

    def _step(self, name: str, act: Callable[[], Any]) -> None:
        began = time.monotonic()
        self.stdout.write(f"  {name} …", ending="")
        self.stdout.flush()
        act()
        self.stdout.write(f" {time.monotonic() - began:.1f} s")

    def _keep_tokens(self, tokens: dict[str, str]) -> None:
        """Keep the new tills' tokens where only this installation's owner can read them."""
        if not tokens:
            return
        path = Path(settings.ENV.home) / "demo-till-tokens.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps(tokens, indent=1))

    def _print_sign_ins(self) -> None:
        self.stdout.write(f"  Everybody's password is {PASSWORD}")
        for person in EVERYBODY:
            self.stdout.write(f"  {person.email:<26}{person.what}")
