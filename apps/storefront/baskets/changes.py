"""Putting into a basket, changing and taking out. Each change locks the basket, so that two tabs add up."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.core.errors import DomainError
from apps.core.locking import lock_row
from apps.core.transactions import durable
from apps.storefront.basket.models import Basket, Line

from .. import availability
from ..goods import is_for_sale
from ..shops.selectors import pickup_place
from .handles import ensure_handles

MOST_OF_ONE_LINE = 999
MOST_LINES = 100


class NotForSale(DomainError):
    code = "not-for-sale"
    message = _("This isn't for sale any more.")


class BadQuantity(DomainError):
    code = "bad-quantity"
    message = _("The quantity must be a whole number from 1 to %(most)s.")


class NotThatMany(DomainError):
    code = "not-that-many"
    message = _("There aren't that many: %(available)s can be had this way.")


class SoldOut(DomainError):
    code = "sold-out"
    message = _("This can't be had this way at the moment.")


class NoPickupThere(DomainError):
    code = "no-pickup-there"
    message = _("Nothing can be collected there. Choose another shop.")


class BasketFull(DomainError):
    code = "basket-full"
    message = _("A basket holds at most %(most)s different things.")


class LineGone(DomainError):
    code = "line-gone"
    message = _("This is no longer in your basket. It may have been changed in another window.")


class BasketClosed(DomainError):
    code = "basket-closed"
    message = _("This basket has been ordered already.")


def parse_quantity(text: object) -> int:
    """Return the quantity that was typed. Raises BadQuantity unless it is a whole number in bounds."""
    digits = str(text).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise BadQuantity(most=MOST_OF_ONE_LINE)
    quantity = int(digits)
    if not 1 <= quantity <= MOST_OF_ONE_LINE:
        raise BadQuantity(most=MOST_OF_ONE_LINE)
    return quantity


def add_to_basket(
    *,
    basket: Basket,
    owner: User | None,
    product_id: int,
    quantity: int,
    location_id: int | None,
    at: datetime,
) -> Line:
    """Put so many of a product into the basket, for delivery or, with a location, for collection there.

    Raises NotForSale, BadQuantity, NoPickupThere, SoldOut, NotThatMany, BasketFull; then nothing changes.
    """
    product = _product_for_sale(product_id)
    handle = ensure_handles(product_ids=[product.pk])[product.pk]
    with durable():
        open_basket(basket, owner)
        lines = {line.line_reference: line for line in basket.lines.all()}
        reference = _reference(product.pk, location_id)
        line = lines.get(reference) or Line(
            basket=basket, line_reference=reference, product=product, stockrecord_id=handle, quantity=0
        )
        if line.pk is None and len(lines) >= MOST_LINES:
            raise BasketFull(most=MOST_LINES)
        _check(
            basket=basket,
            product_id=product.pk,
            wanted=line.quantity + quantity,
            location_id=location_id,
            at=at,
        )
        line.quantity += quantity
        _set_way(line, location_id)
        line.save()
    return line


def change_line(
    *, basket: Basket, line_id: int, quantity: int, location_id: int | None, at: datetime
) -> None:
    """Set how many of a line are wanted and in which way; a line that already goes that way takes them in.

    Raises LineGone, BadQuantity, NoPickupThere, SoldOut, NotThatMany; then nothing changes.
    """
    with durable():
        _lock_open(basket)
        line = _line(basket, line_id)
        reference = _reference(line.product_id, location_id)
        twin = basket.lines.filter(line_reference=reference).exclude(pk=line.pk).first()
        wanted = quantity + (twin.quantity if twin else 0)
        _check(
            basket=basket,
            product_id=line.product_id,
            wanted=wanted,
            location_id=location_id,
            at=at,
            before=line,
        )
        if twin:
            twin.delete()
        line.quantity, line.line_reference = wanted, reference
        _set_way(line, location_id)
        line.save()


def remove_line(*, basket: Basket, line_id: int) -> None:
    """Take a line out of the basket; one that is gone already is no fault."""
    if basket.pk is None:
        return
    with durable():
        _lock_open(basket)
        basket.lines.filter(pk=line_id).delete()


def _product_for_sale(product_id: int) -> Product:
    product: Product | None = Product.objects.select_related("parent").filter(pk=product_id).first()
    if product is None or not is_for_sale(product):
        raise NotForSale
    return product


def open_basket(basket: Basket, owner: User | None) -> None:
    """Make sure that the basket is stored, open and locked."""
    if basket.pk is None:
        basket.owner = owner
        if owner is None:
            basket.save()
        else:
            _take_open_basket_of(owner, basket)
    _lock_open(basket)


def _take_open_basket_of(owner: User, basket: Basket) -> None:
    stored, _created = Basket.open.get_or_create(owner=owner)
    basket.pk, basket.date_created = stored.pk, stored.date_created


def _lock_open(basket: Basket) -> None:
    """Lock the basket. Raises LineGone for one that was never filled, BasketClosed for one that is ordered."""
    try:
        stored = lock_row(Basket.objects.filter(pk=basket.pk))
    except Basket.DoesNotExist:
        raise LineGone from None
    if stored.status != Basket.OPEN:
        raise BasketClosed


def _line(basket: Basket, line_id: int) -> Line:
    line: Line | None = basket.lines.filter(pk=line_id).first()
    if line is None:
        raise LineGone
    return line


def _reference(product_id: int, location_id: int | None) -> str:
    return f"{product_id}-delivery" if location_id is None else f"{product_id}-pickup-{location_id}"


def _set_way(line: Line, location_id: int | None) -> None:
    line.method = Line.Method.DELIVERY if location_id is None else Line.Method.PICKUP
    line.pickup_location_id = location_id


def _check(
    *,
    basket: Basket,
    product_id: int,
    wanted: int,
    location_id: int | None,
    at: datetime,
    before: Line | None = None,
) -> None:
    """Refuse what can't be kept. Wanting less than before in the same way is always allowed."""
    if wanted > MOST_OF_ONE_LINE:
        raise BadQuantity(most=MOST_OF_ONE_LINE)
    if location_id is not None and not pickup_place(location_id):
        raise NoPickupThere
    if before and before.pickup_location_id == location_id and wanted <= before.quantity:
        return
    there = availability.of(product_ids=[product_id], at=at, basket=basket)[product_id].by_way(location_id)
    if there <= 0:
        raise SoldOut
    if wanted > there:
        raise NotThatMany(available=there)
