"""Everything that words or a scanned code may mean to the person who typed or scanned them."""

from dataclasses import dataclass

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.catalog.selectors import by_code
from apps.core import ui
from apps.core.ids import normalize_code
from apps.fulfilment.models import Fulfilment
from apps.orders.models import Order
from apps.stock.selectors import levels_for

from ..orders.filters import matches
from ..orders.reach import customers_in_reach, orders_in_reach
from ..orders.selectors import customer_name
from ..shell.access import Staff
from ..shell.menu import open_entries

MOST = 6
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """Something to open."""

    icon: str
    title: str
    more: str
    end: str
    url: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind."""

    title: str
    hits: list[Hit]


def find(*, words: str, staff: Staff) -> list[Found]:
    """Return what the words find, by kind, within the person's rights; a few queries."""
    words = words.strip().replace("\0", "")[:100]
    kinds = [(_("Pages"), _pages(words, staff))]
    if len(words) >= SHORTEST:
        kinds = [
            (_("To do"), _work(words, staff)),
            (_("Orders"), _orders(words, staff)),
            (_("Stock"), _products(words, staff)),
            (_("Customers"), _customers(words, staff)),
            *kinds,
        ]
    return [Found(title, hits) for title, hits in kinds if hits]


def only_one(*, code: str, staff: Staff) -> str:
    """Return the address of the one thing that a scanned code names exactly, or nothing."""
    code = code.strip().replace("\0", "")[:100]
    if staff.can("fulfilment.work"):
        work = staff.rights.scope(Fulfilment.objects.all(), act="fulfilment.work")
        named = Q(code=code) | Q(code=normalize_code(code)) | Q(pickup_code=code, state="ready")
        found = list(work.filter(named)[:2])
        if len(found) == 1:
            return reverse("backoffice:fulfilment-page", args=[found[0].code])
    if staff.can("orders.view"):
        named = Q(number=code) | Q(number=normalize_code(code))
        order = orders_in_reach(staff.rights).filter(named).first()
        if order:
            return reverse("backoffice:order", args=[order.number])
    product = by_code(code=code) if staff.can("stock.view") else None
    return reverse("backoffice:stock-item", args=[product.pk]) if product else ""


def _pages(words: str, staff: Staff) -> list[Hit]:
    return [
        Hit(entry.icon, str(entry.title), "", "", entry.url)
        for entry in open_entries(staff)
        if words.casefold() in str(entry.title).casefold()
    ]


def _work(words: str, staff: Staff) -> list[Hit]:
    if not staff.can("fulfilment.work"):
        return []
    work = staff.rights.scope(Fulfilment.objects.all(), act="fulfilment.work")
    named = Q(code=normalize_code(words)) | Q(code=words) | Q(pickup_code=words, state="ready")
    return [
        Hit(
            "hand",
            each.location.name,
            each.get_state_display(),
            "",
            reverse("backoffice:fulfilment-page", args=[each.code]),
            each.code,
        )
        for each in work.filter(named).select_related("location")[:MOST]
    ]


def _orders(words: str, staff: Staff) -> list[Hit]:
    if not staff.can("orders.view"):
        return []
    orders = orders_in_reach(staff.rights).filter(matches(words)).select_related("user", "channel")
    return [_order_hit(order) for order in orders.order_by("-date_placed")[:MOST]]


def _order_hit(order: Order) -> Hit:
    total = ui.amount_words(order.total_incl_tax, order.currency)
    status = str(Order.Status(order.status).label)
    url = reverse("backoffice:order", args=[order.number])
    return Hit("list", customer_name(order), status, total, url, order.number)


def _products(words: str, staff: Staff) -> list[Hit]:
    if not staff.can("stock.view"):
        return []
    sold = Product.objects.exclude(structure=Product.PARENT).select_related("parent")
    named = Q(sku__istartswith=words) | Q(title__icontains=words) | Q(parent__title__icontains=words)
    exact = by_code(code=words)
    if exact:
        named |= Q(pk=exact.pk)
    products = list(sold.filter(named).order_by("title", "sku")[:MOST])
    names = names_of(products)
    levels = levels_for(rights=staff.rights).filter(product__in=products)
    on_hand = dict(levels.order_by().values_list("product").annotate(Sum("on_hand")))
    return [
        Hit(
            "box",
            names[product.pk],
            product.sku or "",
            _("%(count)s on hand") % {"count": on_hand.get(product.pk, 0)},
            reverse("backoffice:stock-item", args=[product.pk]),
        )
        for product in products
    ]


def _customers(words: str, staff: Staff) -> list[Hit]:
    if not staff.can("customers.view"):
        return []
    named = Q(email__icontains=words) | Q(last_name__icontains=words) | Q(first_name__icontains=words)
    digits = "".join(character for character in words if character.isdigit())
    if len(digits) >= 5:
        named |= Q(phone__contains=digits)
    people = customers_in_reach(staff.rights).filter(named).order_by("last_name", "first_name", "pk")
    orders = reverse("backoffice:orders")
    return [
        Hit("user", str(person), person.email or person.phone or "", "", f"{orders}?customer={person.pk}")
        for person in people[:MOST]
    ]
