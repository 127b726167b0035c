"""What acts by hand are checked for before anything is written."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from apps.catalog.models import BundleComponent, Product
from apps.channels.models import Location
from apps.core.errors import DomainError

MOST_UNITS = 1_000_000
"""More than this in one go is a typing error."""
LONGEST_REASON = 200


class NotStocked(DomainError):
    code = "not-stocked"
    message = _("There is no such product, or it is sold only as one of its variants.")


class KeepsNoStock(DomainError):
    code = "keeps-no-stock"
    message = _("No stock is kept of this product: there is always enough of it.")


class ConsistsOfOthers(DomainError):
    code = "consists-of-others"
    message = _("This is a bundle: its stock is that of its components.")


class UnknownLocation(DomainError):
    code = "unknown-location"
    message = _("There is no such location.")


class WrongQuantity(DomainError):
    code = "wrong-quantity"
    message = _("Give a number of units from %(least)s to %(most)s.")


class ReasonRequired(DomainError):
    code = "reason-required"
    message = _("Say why, in up to 200 characters.")


def check_products(product_ids: Collection[int]) -> None:
    """Raise NotStocked, KeepsNoStock or ConsistsOfOthers unless all of these are products that can lie somewhere."""
    sold = Product.objects.filter(pk__in=product_ids).exclude(structure=Product.PARENT)
    physical = list(sold.values_list("needs_shipping", flat=True))
    if len(physical) < len(set(product_ids)):
        raise NotStocked
    if not all(physical):
        raise KeepsNoStock
    if BundleComponent.objects.filter(bundle__in=product_ids).exists():
        raise ConsistsOfOthers


def check_locations(location_ids: Collection[int]) -> None:
    """Raise UnknownLocation unless all of these exist."""
    if Location.objects.filter(pk__in=location_ids).count() < len(set(location_ids)):
        raise UnknownLocation


def check_quantity(quantity: int, *, least: int) -> None:
    """Raise WrongQuantity for what can only be a typing error."""
    if not least <= quantity <= MOST_UNITS:
        raise WrongQuantity(least=least, most=MOST_UNITS)


def clean_reason(reason: str) -> str:
    """Return the reason trimmed; raise ReasonRequired if there is none or it is too long."""
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise ReasonRequired
    return reason
