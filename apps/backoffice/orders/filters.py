"""What orders can be looked for by."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter  # type: ignore[import-untyped]

from apps.accounts.models import User
from apps.channels.models import Channel, Location
from apps.core import clock
from apps.core.ids import normalize_code
from apps.fulfilment.models import Fulfilment
from apps.orders.models import Line, Order

from .reach import orders_in_reach

WORK = [
    ("to-pick", _("To pick")),
    ("picking", _("Being picked")),
    ("ready", _("Ready")),
    ("late", _("Late")),
]


def _places(request: Any) -> QuerySet[Location]:
    return Location.objects.filter(pk__in=[place.pk for place in request.staff.places]).order_by("name")


def _customers(request: Any) -> QuerySet[User]:
    ordered = orders_in_reach(request.staff.rights).filter(user=OuterRef("pk"))
    return User.objects.filter(Exists(ordered))


class OrderFilter(FilterSet):  # type: ignore[misc]
    q = CharFilter(method="search", label=_("Search"))
    status = ChoiceFilter(choices=Order.Status.choices, label=_("Status"), empty_label=_("Any"))
    work = ChoiceFilter(choices=WORK, method="by_work", label=_("Work"), empty_label=_("Any"))
    channel = ModelChoiceFilter(
        queryset=Channel.objects.order_by("name"), label=_("Channel"), empty_label=_("Any")
    )
    location = ModelChoiceFilter(queryset=_places, method="at", label=_("Location"), empty_label=_("Any"))
    since = DateFilter(
        field_name="business_date",
        lookup_expr="gte",
        label=_("From"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    until = DateFilter(
        field_name="business_date",
        lookup_expr="lte",
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    customer = ModelChoiceFilter(
        queryset=_customers, field_name="user", label=_("Customer"), widget=forms.HiddenInput
    )

    class Meta:
        model = Order
        fields: list[str] = []

    def search(self, orders: QuerySet[Order], _name: str, words: str) -> QuerySet[Order]:
        """Find by number, by the customer's name, address or phone, by a product's code or name."""
        return orders.filter(matches(words))

    def at(self, orders: QuerySet[Order], _name: str, place: Location) -> QuerySet[Order]:
        """Find what was sold at the location, is collected there or leaves from there."""
        there = Fulfilment.objects.filter(order=OuterRef("pk"), location=place)
        collected = Line.objects.filter(order=OuterRef("pk"), pickup_location=place)
        return orders.filter(Q(location=place) | Exists(there) | Exists(collected))

    def by_work(self, orders: QuerySet[Order], _name: str, work: str) -> QuerySet[Order]:
        """Find by what somebody still has to do."""
        which = Q(state=work)
        if work == "late":
            which = Q(state__in=["to-pick", "picking"], due_at__lt=clock.now())
        return orders.filter(Exists(Fulfilment.objects.filter(which, order=OuterRef("pk"))))


def matches(words: str) -> Q:
    """Return the condition that an order has to do with these words."""
    found = (
        Q(number__istartswith=words)
        | Q(number=normalize_code(words))
        | Q(guest_email__icontains=words)
        | Q(contact_name__icontains=words)
        | Q(user__email__icontains=words)
        | Q(user__first_name__icontains=words)
        | Q(user__last_name__icontains=words)
    )
    digits = "".join(character for character in words if character.isdigit())
    if len(digits) >= 5:
        found |= Q(contact_phone__contains=digits) | Q(user__phone__contains=digits)
    if len(words) >= 3:
        lines = Q(partner_sku__istartswith=words) | Q(title__icontains=words)
        found |= Q(Exists(Line.objects.filter(lines, order=OuterRef("pk"))))
    return found
