"""Low stock: the rules from when on, and an alert for each time that a level falls to its threshold."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.rights import rights_of
from apps.catalog.models import Category, Product
from apps.core.audit import record_act
from apps.core.bulk import insert_new
from apps.core.errors import DomainError
from apps.core.outbox import Event, publish, publish_all
from apps.core.transactions import durable, transaction_required

from ..models import LowStockAlert, LowStockRule
from ..thresholds import LowLevel, low_levels
from ..types import LevelKey
from .checks import KeepsNoStock, NotStocked, check_locations, check_quantity

ACT = "stock.adjust"
_LOCK_NAME = "low-stock-alerts"


class RuleForOneThing(DomainError):
    code = "low-stock-rule-one-thing"
    message = _("A rule is for a product or for a category, not for both.")


class UnknownCategory(DomainError):
    code = "unknown-category"
    message = _("There is no such category.")


class RuleNotYours(DomainError):
    code = "low-stock-rule-not-yours"
    message = _("Only somebody who corrects stock there can set from when on it is low.")


def set_low_stock_rule(
    *,
    threshold: int | None,
    actor: User,
    product_id: int | None = None,
    category_id: int | None = None,
    location_id: int | None = None,
) -> None:
    """Say from how many units on stock is low, of a product, a category or everything, at a location or at all.

    None ends the rule. Alerts follow as soon as a worker hears of it. Raises WrongQuantity, RuleForOneThing,
    RuleNotYours, NotStocked, KeepsNoStock, UnknownCategory, UnknownLocation.
    """
    check_quantity(threshold or 0, least=0)
    if product_id is not None and category_id is not None:
        raise RuleForOneThing
    _check_reach(location_id, actor)
    key: dict[str, Any] = {"product_id": product_id, "category_id": category_id, "location_id": location_id}
    with durable():
        _check_thing(product_id, category_id)
        if threshold is None:
            LowStockRule.objects.filter(**key).delete()
        else:
            LowStockRule.objects.update_or_create(**key, defaults={"threshold": threshold})
        record_act(
            actor=actor,
            action="stock.low-rule-set",
            subject="low-stock",
            details={**key, "threshold": threshold},
        )
        publish(name="low-stock.rule-set", subject="low-stock")


def watch_low_stock(*, at: datetime, keys: Collection[LevelKey] | None = None) -> int:
    """Open an alert for each of the levels (all) that has become low, close those of levels that recovered.

    Tells of each crossing once, as `stock.low` by location. Returns how many alerts were opened.
    """
    with durable():
        _one_at_a_time()
        low = low_levels(keys=keys)
        _close_recovered(low, keys, at)
        opened = _open(low, at)
        _tell(level for level in low if (level.product_id, level.location_id) in opened)
    return len(opened)


def _check_reach(location_id: int | None, actor: User) -> None:
    rights = rights_of(actor)
    if location_id is None:
        if rights.places.get(ACT, frozenset()) is not None:
            raise RuleNotYours
        return
    check_locations([location_id])
    if not rights.can(ACT, location_id=location_id):
        raise RuleNotYours


def _check_thing(product_id: int | None, category_id: int | None) -> None:
    """Raise unless the product keeps stock, or its variants do, and the category exists."""
    if category_id is not None and not Category.objects.filter(pk=category_id).exists():
        raise UnknownCategory
    if product_id is not None:
        product = Product.objects.exclude(structure=Product.PARENT).filter(pk=product_id).first()
        if product is None:
            raise NotStocked
        if not product.needs_shipping:
            raise KeepsNoStock


@transaction_required
def _one_at_a_time() -> None:
    """Wait for others that watch, then read: so the last to write has seen the last change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_LOCK_NAME])


def _close_recovered(low: Collection[LowLevel], keys: Collection[LevelKey] | None, at: datetime) -> None:
    still = {(level.product_id, level.location_id) for level in low}
    asked = None if keys is None else set(keys)
    alerts = LowStockAlert.objects.filter(closed_at__isnull=True)
    if asked is not None:
        alerts = alerts.filter(product_id__in={product_id for product_id, _location in asked})
    over = [
        pk
        for pk, product_id, location_id in alerts.values_list("pk", "product_id", "location_id")
        if (product_id, location_id) not in still and (asked is None or (product_id, location_id) in asked)
    ]
    LowStockAlert.objects.filter(pk__in=over).update(closed_at=at)


def _open(low: Iterable[LowLevel], at: datetime) -> set[LevelKey]:
    rows = sorted(
        (level.product_id, level.location_id, level.threshold, level.available, at) for level in low
    )
    fields = ("product_id", "location_id", "threshold", "available", "opened_at")
    new = insert_new(model=LowStockAlert, fields=fields, rows=rows, returning=("product_id", "location_id"))
    return {(product_id, location_id) for product_id, location_id in new}


def _tell(crossed: Iterable[LowLevel]) -> None:
    """Publish what became low, one event for each location."""
    ordered = sorted(crossed, key=lambda level: (level.location_id, level.product_id))
    publish_all(
        [
            Event(
                "stock.low",
                f"location:{location_id}",
                {
                    "location_id": location_id,
                    "levels": [[level.product_id, level.available, level.threshold] for level in there],
                },
            )
            for location_id, there in groupby(ordered, key=lambda level: level.location_id)
        ]
    )
