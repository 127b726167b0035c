"""Where a delivery goes: checked, and kept with the order as it was given."""

from collections.abc import Mapping
from typing import Any

from babel import Locale
from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from apps.core.bulk import insert_new
from apps.core.errors import DomainError
from apps.core.transactions import transaction_required
from apps.pricing.types import Cart

from ..models import Country, ShippingAddress

_TEXTS = ("first_name", "last_name", "line1", "line2", "line3", "line4", "state", "postcode", "notes")
_LONGEST = 255


class NothingToDeliverTo(DomainError):
    code = "nothing-to-deliver-to"
    message = _("Give an address that we can deliver to: street, town and country.")


class AddressElsewhere(DomainError):
    code = "address-elsewhere"
    message = _("The prices you saw are for another country. Look at the order again.")


def check_destination(*, cart: Cart, address: Mapping[str, Any] | None) -> None:
    """Refuse a delivery without a usable address, or to another country than the cart was priced for.

    Raises NothingToDeliverTo, AddressElsewhere.
    """
    if all(line.method != "delivery" for line in cart.lines):
        return
    if not address or not all(str(address.get(name) or "").strip() for name in ("line1", "line4", "country")):
        raise NothingToDeliverTo
    if str(address["country"]) not in Locale("en").territories or len(str(address["country"])) != 2:
        raise NothingToDeliverTo
    if cart.destination_country and cart.destination_country != address["country"]:
        raise AddressElsewhere


@transaction_required
def keep_address(*, address: Mapping[str, Any]) -> int:
    """Write a checked address for an order of its own; return its key."""
    texts = {name: str(address.get(name) or "").strip() for name in _TEXTS}
    cut = {name: text if name == "notes" else text[:_LONGEST] for name, text in texts.items()}
    cut["postcode"] = cut["postcode"][:64]
    kept = ShippingAddress(
        country=_country(str(address["country"])),
        phone_number=str(address.get("phone_number") or ""),
        **cut,
    )
    kept.search_text = kept.join_fields(kept.search_fields, separator=" ")
    row = [field.get_prep_value(getattr(kept, field.attname)) for field in _fields()]
    names = [field.name for field in _fields()]
    [[key]] = insert_new(model=ShippingAddress, fields=names, rows=[row], returning=["id"])
    return int(key)


def _fields() -> list[Field[Any, Any]]:
    return [field for field in ShippingAddress._meta.concrete_fields if not field.primary_key]


def _country(code: str) -> Country:
    """Return the country, which is written down when something is sent there for the first time."""
    name = Locale("en").territories[code]
    country = Country(iso_3166_1_a2=code, name=name, printable_name=name, is_shipping_country=True)
    insert_new(
        model=Country,
        fields=("iso_3166_1_a2", "name", "printable_name", "is_shipping_country"),
        rows=[(code, name, name, True)],
        returning=("iso_3166_1_a2",),
    )
    return country
