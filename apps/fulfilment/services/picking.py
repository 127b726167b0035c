"""Take the goods from the shelf: begin, confirm each by its code, say what isn't there, finish."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.catalog.selectors import by_code
from apps.core.errors import DomainError
from apps.core.ids import speakable_code
from apps.core.incidents import open_incident, resolve_incidents
from apps.core.transactions import durable
from apps.orders.lifecycle import tell

from .. import lifecycle
from ..lifecycle import State, check_state
from ..models import Fulfilment, FulfilmentLine
from ..promises import kept_until
from ..selectors import MISSING, lines_reported_missing


class UnknownCode(DomainError):
    code = "pick-unknown-code"
    message = _("Nothing is known under %(scanned)s. Scan the barcode on the product, or type its SKU.")


class WrongProduct(DomainError):
    code = "pick-wrong-product"
    message = _("%(title)s doesn't belong to this order. Put it back.")


class AlreadyPicked(DomainError):
    code = "pick-already-picked"
    message = _("All %(quantity)s of %(title)s are picked already.")


class BeingPicked(DomainError):
    code = "pick-by-somebody-else"
    message = _("%(name)s is picking this already.")


class NotAllPicked(DomainError):
    code = "pick-not-complete"
    message = _("%(missing)s items are not picked yet. Pick them, or report them as not on the shelf.")


class MoreThanMissing(DomainError):
    code = "pick-more-than-missing"
    message = _("Only %(left)s of %(title)s are left to pick.")


def start_picking(*, fulfilment_id: int, actor: User, at: datetime, take_over: bool = False) -> Fulfilment:
    """Begin to pick, or go on with what one has begun.

    Raises WrongState, and BeingPicked if somebody else has begun, unless it is taken over from them.
    """
    with durable():
        fulfilment = lifecycle.lock(fulfilment_id=fulfilment_id)
        _begin(fulfilment, actor, at, take_over)
    return fulfilment


def confirm_pick(
    *, fulfilment_id: int, code: str, actor: User, at: datetime, quantity: int = 1
) -> FulfilmentLine:
    """Confirm that so many of the product with this SKU or GTIN were taken; begins to pick if nobody has.

    A bundle's own code confirms all that goes into so many of it.

    Raises UnknownCode, WrongProduct, AlreadyPicked, WrongState; then nothing is counted.
    """
    product = by_code(code=code)
    if product is None:
        raise UnknownCode(scanned=code.strip()[:64] or "…")
    with durable():
        fulfilment = lifecycle.lock(fulfilment_id=fulfilment_id)
        _begin(fulfilment, actor, at, take_over=True)
        lines = list(fulfilment.lines.filter(_is(product)).select_related("order_line").order_by("pk"))
        if not lines:
            raise WrongProduct(title=product.get_title())
        taken = _takeable(lines, product, quantity)
        if not taken or quantity < 1:
            raise AlreadyPicked(title=product.get_title(), quantity=sum(line.quantity for line in lines))
        for line, units in taken:
            line.picked += units
            line.save(update_fields=["picked"])
            if line.picked == line.quantity:
                _resolve_missing(line, actor, at)
    return taken[0][0]


def _is(product: Product) -> Q:
    """Return the condition that a line is of the product, or of a bundle that the product is."""
    return Q(component=product) | Q(order_line__product=product)


def _takeable(
    lines: Sequence[FulfilmentLine], product: Product, quantity: int
) -> list[tuple[FulfilmentLine, int]]:
    """Return on which line so many fit, or with the code of a bundle on all lines of one, and how many units."""
    groups: dict[int, list[FulfilmentLine]] = {}
    for line in lines:
        is_part = line.component_id is not None and line.component_id != product.pk
        groups.setdefault(line.order_line_id if is_part else -line.pk, []).append(line)
    for key, group in groups.items():
        units = [quantity * (line.per_unit if key > 0 else 1) for line in group]
        if all(line.picked + count <= line.quantity for line, count in zip(group, units, strict=True)):
            return list(zip(group, units, strict=True))
    return []


def undo_pick(*, fulfilment_id: int, line_id: int, at: datetime) -> FulfilmentLine:
    """Take back one confirmed item of the line. Raises WrongState; a line with none picked stays as it is."""
    with durable():
        fulfilment = lifecycle.lock(fulfilment_id=fulfilment_id)
        check_state(fulfilment, State.PICKING)
        line = fulfilment.lines.get(pk=line_id)
        line.picked = max(line.picked - 1, 0)
        line.save(update_fields=["picked"])
    return line


def report_missing(
    *, fulfilment_id: int, line_id: int, actor: User, at: datetime, quantity: int | None = None
) -> None:
    """Say that goods aren't on the shelf: all that is left of the line, or so many of it.

    The promise to the customer stays; an incident tells those who decide what happens instead, and closes
    when the goods are found after all. Raises WrongState, MoreThanMissing.
    """
    with durable():
        fulfilment = lifecycle.lock(fulfilment_id=fulfilment_id)
        check_state(fulfilment, State.TO_PICK, State.PICKING)
        line = fulfilment.lines.select_related("order_line", "component").get(pk=line_id)
        left = line.quantity - line.picked
        missing = left if quantity is None else quantity
        if not 0 < missing <= left:
            raise MoreThanMissing(left=left, title=line.title)
        facts = {
            "fulfilment": fulfilment.code,
            "order": fulfilment.order.number,
            "sku": line.sku,
            "title": line.title,
            "missing": missing,
        }
        open_incident(
            kind=MISSING,
            subject=f"fulfilment-line:{line.pk}",
            location_id=fulfilment.location_id,
            data={**facts, "reported_by": str(actor)},
        )
        tell(order=fulfilment.order, kind="pick-missing", at=at, actor=actor, data=facts, public=False)


def mark_ready(*, fulfilment_id: int, actor: User, at: datetime) -> Fulfilment:
    """Put the goods aside: packed for the carrier, or waiting in the shop under a code until `keep_until`.

    Raises WrongState, NotAllPicked.
    """
    with durable():
        fulfilment = lifecycle.lock(fulfilment_id=fulfilment_id)
        check_state(fulfilment, State.PICKING)
        _put_aside(fulfilment, actor, at)
    return fulfilment


def pack_from_list(*, fulfilment_id: int, actor: User, at: datetime) -> Fulfilment:
    """Put aside goods that were all taken with a printed list, without a scan of each.

    Raises WrongState, BeingPicked, and NotAllPicked where goods were reported as not on the shelf.
    """
    with durable():
        fulfilment = lifecycle.lock(fulfilment_id=fulfilment_id)
        _begin(fulfilment, actor, at, take_over=False)
        reported = lines_reported_missing(line_ids=[line.pk for line in fulfilment.lines.all()])
        fulfilment.lines.exclude(pk__in=reported).update(picked=F("quantity"))
        _put_aside(fulfilment, actor, at)
    return fulfilment


def _put_aside(fulfilment: Fulfilment, actor: User, at: datetime) -> None:
    missing = sum(line.quantity - line.picked for line in fulfilment.lines.all())
    if missing:
        raise NotAllPicked(missing=missing)
    fulfilment.ready_at = at
    if fulfilment.method == Fulfilment.Method.PICKUP:
        place = fulfilment.location
        fulfilment.pickup_code = speakable_code(length=6, group=3)
        fulfilment.keep_until = kept_until(at, days=place.pickup_keep_days, time_zone=place.time_zone)
    lifecycle.move(fulfilment=fulfilment, to=State.READY, at=at, actor=actor)


def _begin(fulfilment: Fulfilment, actor: User, at: datetime, take_over: bool) -> None:
    check_state(fulfilment, State.TO_PICK, State.PICKING)
    if fulfilment.state == State.PICKING and fulfilment.assigned_to_id != actor.pk and not take_over:
        raise BeingPicked(name=str(fulfilment.assigned_to))
    if fulfilment.state == State.PICKING and fulfilment.assigned_to_id == actor.pk:
        return
    fulfilment.assigned_to = actor
    if fulfilment.state == State.TO_PICK:
        lifecycle.move(fulfilment=fulfilment, to=State.PICKING, at=at, actor=actor)
    else:
        fulfilment.save(update_fields=["assigned_to"])


def _resolve_missing(line: FulfilmentLine, actor: User, at: datetime) -> None:
    resolve_incidents(
        kind=MISSING,
        subject=f"fulfilment-line:{line.pk}",
        by=str(actor),
        resolution="found and picked",
        at=at,
    )
