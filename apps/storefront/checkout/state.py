"""What a shopper has told the checkout so far: kept in the session until the order is placed."""

from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from apps.orders.models import Order

from ..customer.addresses import default_address

KEY = "checkout"
ORDER_KEY = "checkout_order"


@dataclass(slots=True)
class Draft:
    """Who the shopper is and how they want their things. `address` has the fields of the address form.

    `held_until` is when the goods stop being kept; `held_for` marks which they are, by `holding.contents_of`.
    """

    email: str = ""
    name: str = ""
    phone: str = ""
    address: dict[str, Any] = field(default_factory=dict)
    shipping_code: str = ""
    held_for: str = ""
    held_until: str = ""

    @property
    def knows_who(self) -> bool:
        return bool(self.email and self.name)

    @property
    def country(self) -> str | None:
        return self.address.get("country")

    def kept_until(self, contents: str) -> datetime | None:
        """Return until when these contents of a basket are kept, None where they never were."""
        return (
            datetime.fromisoformat(self.held_until) if self.held_until and self.held_for == contents else None
        )


def read_draft(request: HttpRequest) -> Draft:
    """Return what has been told; what we know of a signed-in person needn't be told."""
    known = {part.name for part in fields(Draft)}
    stored = request.session.get(KEY, {})
    draft = Draft(**{name: value for name, value in stored.items() if name in known})
    user = request.user
    if user.is_authenticated:
        draft.email = user.email or draft.email
        draft.name = draft.name or user.get_full_name()
        draft.phone = draft.phone or user.phone or ""
        if not draft.address:
            draft.address = default_address(user) or {}
    return draft


def keep_draft(request: HttpRequest, draft: Draft) -> None:
    """Keep what has been told."""
    request.session[KEY] = asdict(draft)


def remember_order(request: HttpRequest, uuid: str) -> None:
    """Remember the order that this visitor placed last, and forget the holds it has taken over."""
    request.session[ORDER_KEY] = uuid
    draft = read_draft(request)
    draft.held_for, draft.held_until = "", ""
    keep_draft(request, draft)


def last_order(request: HttpRequest) -> Order | None:
    """Return the order that this visitor placed last; no query for visitors who placed none."""
    uuid = request.session.get(ORDER_KEY)
    return Order.objects.filter(uuid=uuid).first() if uuid else None


def order_awaiting_payment(request: HttpRequest) -> Order | None:
    """Return the order that this visitor placed and hasn't paid yet."""
    order = last_order(request)
    return order if order and order.status == Order.Status.AWAITING_PAYMENT else None
