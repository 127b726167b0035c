"""Lists of wishes: Oscar's rows. The list that was made last is the one a heart puts things into."""

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from oscar.apps.wishlists.models import Line, WishList

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.core.errors import DomainError

MOST_LISTS = 20
MOST_LINES = 200


class TooManyLists(DomainError):
    code = "too-many-lists"
    message = _("You have %(most)s lists already. Take one away first.")


class ListFull(DomainError):
    code = "list-full"
    message = _("This list is full. Make another one.")


class NoSuchProduct(DomainError):
    code = "no-such-product"
    message = _("We don't have this any more.")


def lists_of(user: User) -> list[WishList]:
    """Return the person's lists, newest first."""
    return list(WishList.objects.filter(owner=user).order_by("-date_created", "-pk"))


def make_list(*, user: User, name: str) -> WishList:
    """Make a list. Raises TooManyLists."""
    if WishList.objects.filter(owner=user).count() >= MOST_LISTS:
        raise TooManyLists(most=MOST_LISTS)
    return WishList.objects.create(owner=user, name=name)


def wish_for(*, user: User, product_id: int, key: str = "") -> WishList:
    """Put a product on the list with this key, or on the newest, made if need be; once is enough.

    Raises NoSuchProduct, ListFull, and WishList.DoesNotExist for a list that isn't the person's.
    """
    if not Product.objects.filter(pk=product_id, is_public=True).exists():
        raise NoSuchProduct
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # two hearts at once make one list
        wish_list = WishList.objects.get(owner=user, key=key) if key else next(iter(lists_of(user)), None)
        if wish_list is None:
            wish_list = make_list(user=user, name=gettext("My wishes"))
        if wish_list.lines.count() >= MOST_LINES:
            raise ListFull
        Line.objects.get_or_create(wishlist=wish_list, product_id=product_id)
    return wish_list


def wished_products(user: User) -> set[int]:
    """Return the products on any list of the person, with one query."""
    return set(
        Line.objects.filter(wishlist__owner=user, product__isnull=False).values_list("product_id", flat=True)
    )
