"""Change prices and tell everybody who shows them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.core import changes, outbox
from apps.core.errors import DomainError
from apps.core.models import Heartbeat
from apps.core.transactions import durable, transaction_required

from .models import Price, PriceList

PRODUCTS_PER_EVENT = 500
TURNS = "pricing.turns"


class UnknownPriceList(DomainError):
    code = "unknown-price-list"
    message = _("There's no price list with the code %(price_list)s.")


class UnknownProduct(DomainError):
    code = "unknown-product"
    message = _("There's no product %(product_id)s.")


class InvalidPrice(DomainError):
    code = "invalid-price"
    message = _("A price must be a number from 0 to 9,999,999,999 with at most four decimals.")


def set_price(*, product_id: int, price_list_code: str, amount: Decimal, from_quantity: int = 1) -> None:
    """Set the product's price in the list, in its currency, from that quantity on.

    Raises UnknownPriceList, UnknownProduct, InvalidPrice.
    """
    with durable():
        set_prices(price_list_code=price_list_code, amounts={product_id: amount}, from_quantity=from_quantity)


@transaction_required
def set_prices(*, price_list_code: str, amounts: Mapping[int, Decimal], from_quantity: int = 1) -> list[int]:
    """Set the prices of many products in one list; return the products whose price is now another.

    A few statements whatever the number. Raises UnknownPriceList, UnknownProduct, InvalidPrice.
    """
    price_list = PriceList.objects.filter(code=price_list_code).first()
    if price_list is None:
        raise UnknownPriceList(price_list=price_list_code)
    _check(amounts)
    rows = Price.objects.filter(
        price_list=price_list, product_id__in=amounts.keys(), from_quantity=from_quantity
    )
    known = dict(rows.values_list("product_id", "amount"))
    changed = [product_id for product_id, amount in amounts.items() if known.get(product_id) != amount]
    Price.objects.bulk_create(
        (
            Price(
                price_list=price_list,
                product_id=product_id,
                amount=amounts[product_id],
                from_quantity=from_quantity,
            )
            for product_id in sorted(changed)
        ),
        update_conflicts=True,
        unique_fields=["product", "price_list", "from_quantity"],
        update_fields=["amount"],
        batch_size=5000,
    )
    announce_prices(product_ids=changed)
    return changed


@transaction_required
def remove_prices(*, price_list_codes: Collection[str], product_ids: Collection[int]) -> list[int]:
    """Take the products out of these lists; return those that were in one."""
    rows = Price.objects.filter(price_list__code__in=price_list_codes, product_id__in=product_ids)
    changed = sorted(set(rows.values_list("product_id", flat=True)))
    rows.delete()
    announce_prices(product_ids=changed)
    return changed


@transaction_required
def ensure_price_list(*, code: str, **terms: Any) -> PriceList:
    """Return the list of that code, made with these terms (its columns) where there is none."""
    return PriceList.objects.get_or_create(code=code, defaults={"name": code, **terms})[0]


@transaction_required
def announce_prices(*, product_ids: Iterable[int]) -> None:
    """Tell readers of prices (tills, the shop window) to read these products' prices again."""
    told = sorted(set(product_ids))
    changes.record_changes(topic="price", keys=told)
    outbox.publish_all(
        [
            outbox.Event("price.changed", "prices", {"product_ids": told[start : start + PRODUCTS_PER_EVENT]})
            for start in range(0, len(told), PRODUCTS_PER_EVENT)
        ]
    )


def announce_turns(*, at: datetime) -> int:
    """Announce the prices of lists that began or ended to be valid since the last call; return how many lists."""
    with durable():
        clock, first = Heartbeat.objects.get_or_create(name=TURNS, defaults={"at": at})
        clock = Heartbeat.objects.select_for_update().get(pk=clock.pk)
        if first or clock.at >= at:
            return 0
        since = Q(valid_from__gt=clock.at, valid_from__lte=at) | Q(valid_to__gt=clock.at, valid_to__lte=at)
        turned = list(PriceList.objects.filter(since, is_active=True).values_list("pk", flat=True))
        announce_prices(product_ids=_products_of(turned))
        Heartbeat.objects.filter(pk=clock.pk).update(at=at)
        return len(turned)


@transaction_required
def announce_list(*, price_list_id: int) -> None:
    """Announce every price of a list, after the list itself was changed."""
    announce_prices(product_ids=_products_of([price_list_id]))


def _products_of(price_list_ids: list[int]) -> Iterable[int]:
    rows = Price.objects.filter(price_list_id__in=price_list_ids) if price_list_ids else Price.objects.none()
    return rows.values_list("product_id", flat=True).distinct()


def _check(amounts: Mapping[int, Decimal]) -> None:
    for amount in amounts.values():
        exponent = amount.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -4 or not 0 <= amount < 10**10:
            raise InvalidPrice
    known = set(Product.objects.filter(pk__in=amounts.keys()).values_list("pk", flat=True))
    for product_id in amounts:
        if product_id not in known:
            raise UnknownProduct(product_id=product_id)
