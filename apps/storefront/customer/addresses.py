"""The address book: Oscar's rows, our form's fields."""

from typing import Any

from django.db import transaction
from oscar.apps.address.models import Country, UserAddress

from apps.accounts.models import User

from ..countries import country_name
from ..forms import split_name

#: A person needs a few addresses; more than this is somebody filling our tables.
MOST_ADDRESSES = 30


def addresses_of(user: User) -> list[UserAddress]:
    """Return the person's addresses, the one for deliveries first."""
    return list(
        UserAddress.objects.filter(user=user)
        .order_by("-is_default_for_shipping", "-pk")
        .select_related("country")
    )


def default_address(user: User) -> dict[str, Any] | None:
    """Return the fields of the address that deliveries go to, None without any."""
    found = addresses_of(user)
    return fields_of(found[0]) if found else None


def fields_of(address: UserAddress) -> dict[str, Any]:
    """Return an address as the form's fields."""
    return {
        "name": f"{address.first_name} {address.last_name}".strip(),
        "line1": address.line1,
        "line2": address.line2,
        "postcode": address.postcode,
        "city": address.line4,
        "country": address.country_id,
    }


def save_address(*, user: User, fields: dict[str, Any], address: UserAddress | None = None) -> UserAddress:
    """Write the fields as an address of the person; one they have already isn't written twice."""
    target = address or UserAddress(user=user)
    first_name, last_name = split_name(fields["name"])
    target.first_name, target.last_name = first_name, last_name
    target.line1, target.line2, target.line4 = fields["line1"], fields["line2"], fields["city"]
    target.postcode = fields["postcode"]
    with transaction.atomic():
        target.country, _created = Country.objects.get_or_create(
            pk=fields["country"],
            defaults={"printable_name": country_name(fields["country"]), "is_shipping_country": True},
        )
        twin = (
            UserAddress.objects.filter(user=user, hash=target.generate_hash()).exclude(pk=target.pk).first()
        )
        if twin:
            return twin
        if not UserAddress.objects.filter(user=user).exists():
            target.is_default_for_shipping = True
        target.save()
    return target


def make_default(*, user: User, address: UserAddress) -> None:
    """Let deliveries go to this address unless another is chosen."""
    with transaction.atomic():
        UserAddress.objects.filter(user=user, is_default_for_shipping=True).update(
            is_default_for_shipping=False
        )
        UserAddress.objects.filter(user=user, pk=address.pk).update(is_default_for_shipping=True)
