"""What a person does with a till's sale that couldn't be booked, or that came twice with two contents."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.core import clock
from apps.core.audit import record_act
from apps.core.errors import DomainError
from apps.core.locking import lock_row
from apps.core.transactions import durable

from ..models import EnvelopeCopy, SaleEnvelope
from ..problems import BOOK_COPY, DISMISS, WITH_PRODUCT, WITHOUT_PRODUCT, problem_of
from .booking import book_rows
from .news import ATTENTION, CONFLICT, settle
from .outcomes import Outcome, write_outcomes
from .planning import Ruling

State = SaleEnvelope.State


class NotWaiting(DomainError):
    code = "till-sale-not-waiting"
    message = _("This sale doesn't wait for anybody: it is booked or dismissed.")


class ActionUnsuitable(DomainError):
    code = "action-unsuitable"
    message = _("This can't be done with this sale. Choose one of: %(actions)s.")


class ReasonNeeded(DomainError):
    code = "reason-needed"
    message = _("Say why.")


class ChoiceUnsuitable(DomainError):
    code = "choice-unsuitable"
    message = _("Choose something that can be sold for each line whose product isn't known.")


class StillUnbookable(DomainError):
    code = "still-unbookable"
    message = _("It still can't be booked. %(problem)s %(remedy)s")


def resolve_envelope(
    *,
    envelope_id: int,
    action: str,
    actor: Any,
    mapping: Mapping[int, int] | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> SaleEnvelope:
    """Do what a person decided about a sale that needs attention, and return it as it then is.

    `action` is one that its problem offers: `retry`; `dismiss`, with a reason; `book-with-product`, with
    `mapping` from a line's position to the key of the product; `book-without-product`; `book-copy`, with
    `mapping` {0: key of the copy}.

    Raises NotWaiting, ActionUnsuitable, ReasonNeeded, ChoiceUnsuitable, StillUnbookable; then nothing changed.
    """
    at, mapping = at or clock.now(), mapping or {}
    with durable():
        envelope = _waiting(envelope_id)
        actions = problem_of(envelope.problem_code).actions
        if action not in actions:
            raise ActionUnsuitable(actions=", ".join(actions))
        if action == DISMISS:
            _dismiss(envelope, reason)
        else:
            _book(envelope, action, mapping, at)
        envelope.resolved_by, envelope.resolved_at = actor, at
        envelope.resolution = f"{action}: {reason.strip()}"[:200] if reason.strip() else action
        envelope.save(update_fields=["state", "resolved_by", "resolved_at", "resolution"])
        settle(kinds=[ATTENTION], sale_id=envelope.sale_id, by=str(actor), resolution=envelope.resolution)
        subject, details = f"till-sale:{envelope.sale_id}", {"action": action, "reason": reason[:200]}
        record_act(actor=actor, action="till-sale.resolved", subject=subject, details=details)
        return envelope


def keep_first(*, copy_id: int, reason: str, actor: Any, at: datetime | None = None) -> EnvelopeCopy:
    """Settle a contradiction: the first content stands, the copy is only kept. Raises NotWaiting, ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded
    with durable():
        copy = _open_copy(copy_id)
        copy.settled_at = at or clock.now()
        return _settle_copy(copy, action="keep-first", reason=reason, actor=actor)


def book_as_another(*, copy_id: int, reason: str, actor: Any, at: datetime | None = None) -> EnvelopeCopy:
    """Settle a contradiction: the copy was another sale, to which the till gave the same id by mistake.

    Raises NotWaiting, ReasonNeeded, StillUnbookable.
    """
    if not reason.strip():
        raise ReasonNeeded
    with durable():
        copy = _open_copy(copy_id)
        another, _created = SaleEnvelope.objects.get_or_create(
            sale_id=uuid5(copy.envelope.sale_id, copy.digest), defaults=_another(copy)
        )
        _write(book_rows(rows=[another]))
        another.refresh_from_db()
        copy.settled_at, copy.booked_as = at or clock.now(), another
        return _settle_copy(copy, action="book-as-another", reason=reason, actor=actor)


def _waiting(envelope_id: int) -> SaleEnvelope:
    rows = SaleEnvelope.objects.filter(pk=envelope_id, state=State.ATTENTION)
    try:
        return lock_row(rows.select_related("device__channel", "device__location"))
    except SaleEnvelope.DoesNotExist:
        raise NotWaiting from None


def _open_copy(copy_id: int) -> EnvelopeCopy:
    rows = EnvelopeCopy.objects.filter(pk=copy_id, settled_at=None)
    try:
        return lock_row(rows.select_related("envelope__device__channel", "envelope__device__location"))
    except EnvelopeCopy.DoesNotExist:
        raise NotWaiting from None


def _dismiss(envelope: SaleEnvelope, reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded
    envelope.state = State.DISMISSED


def _book(envelope: SaleEnvelope, action: str, mapping: Mapping[int, int], at: datetime) -> None:
    copy = _chosen_copy(envelope, mapping) if action == BOOK_COPY else None
    rulings = {envelope.pk: _ruling(envelope, action, mapping)}
    texts = {envelope.pk: copy.raw} if copy else None
    _write(book_rows(rows=[envelope], rulings=rulings, texts=texts))
    envelope.refresh_from_db()
    if copy:
        copy.booked_as, copy.settled_at = envelope, at
        copy.save(update_fields=["booked_as", "settled_at"])
        settle(kinds=[CONFLICT], sale_id=envelope.sale_id, by="", resolution=BOOK_COPY)


def _write(outcomes: list[Outcome]) -> None:
    """Write the outcome of one booking. Raises StillUnbookable if there is a problem left."""
    for outcome in outcomes:
        if outcome.problem:
            problem = problem_of(outcome.problem)
            raise StillUnbookable(problem=problem.words, remedy=problem.remedy)
    write_outcomes(outcomes)


def _ruling(envelope: SaleEnvelope, action: str, mapping: Mapping[int, int]) -> Ruling:
    """Return what a person decided for the lines whose product isn't known. Raises ChoiceUnsuitable."""
    unknown = {line["line"] for line in envelope.problem.get("lines", ())}
    if action == WITHOUT_PRODUCT:
        return Ruling(dict.fromkeys(unknown))
    if action != WITH_PRODUCT:
        return Ruling()
    chosen = set(mapping.values())
    sellable = Product.objects.filter(pk__in=chosen).exclude(structure=Product.PARENT)
    if mapping.keys() != unknown or sellable.count() != len(chosen):
        raise ChoiceUnsuitable
    return Ruling(dict(mapping))


def _chosen_copy(envelope: SaleEnvelope, mapping: Mapping[int, int]) -> EnvelopeCopy:
    copy = envelope.copies.filter(pk=mapping.get(0, 0), settled_at=None).first()
    if copy is None:
        raise ChoiceUnsuitable
    return copy


def _another(copy: EnvelopeCopy) -> dict[str, Any]:
    device, first = copy.device, copy.envelope
    return {
        "device": device,
        "version": first.version,
        "raw": copy.raw,
        "digest": copy.digest,
        "received_at": copy.received_at,
    }


def _settle_copy(copy: EnvelopeCopy, *, action: str, reason: str, actor: Any) -> EnvelopeCopy:
    """Write what was decided; close the incident with the last contradiction."""
    copy.save(update_fields=["settled_at", "booked_as"])
    sale_id = copy.envelope.sale_id
    if not copy.envelope.copies.filter(settled_at=None).exists():
        settle(kinds=[CONFLICT], sale_id=sale_id, by=str(actor), resolution=f"{action}: {reason}"[:200])
    details = {"action": action, "reason": reason[:200], "copy": copy.pk}
    record_act(actor=actor, action="till-sale.resolved", subject=f"till-sale:{sale_id}", details=details)
    return copy
