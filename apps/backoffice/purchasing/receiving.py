"""Receiving: which deliveries are expected, and counting one with a scanner until it is booked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import DateField, F, Min, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.catalog.selectors import by_code
from apps.channels.models import Location
from apps.core import clock
from apps.core.errors import DomainError
from apps.purchasing.choices import EXPECTED, RECEIVABLE
from apps.purchasing.models import GoodsReceipt, PurchaseOrder, Supplier
from apps.purchasing.selectors import ACT, RECEIVE, orders_for, receivable_for
from apps.purchasing.services import receiving as services
from apps.purchasing.services.orders import WrongOrderState
from apps.purchasing.types import Arrived

from ..shell.access import ANSWER, Staff, StaffRequest, staff_only
from ..shell.forms import FormSentOnce
from ..shell.pages import done, refused, show
from ..shell.pictures import add_pictures
from ..shell.scanned import scan_codes

MOST = 100


class ReceiveForm(FormSentOnce):
    """What was counted: of each product how many are fit for sale, how many damaged and why, at what price."""

    delivery_note = forms.CharField(label=gettext_lazy("Delivery note"), max_length=64, required=False)
    remark = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, products: Sequence[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.products = products
        for product in products:
            key = product.pk
            self.fields[f"q-{key}"] = _count(_("Fit for sale"))
            self.fields[f"d-{key}"] = _count(_("Damaged"))
            self.fields[f"r-{key}"] = forms.CharField(
                label=_("What is wrong"), max_length=200, required=False
            )
            self.fields[f"p-{key}"] = forms.DecimalField(
                label=_("Another price"), min_value=0, max_digits=14, decimal_places=4, required=False
            )

    def arrived(self) -> list[Arrived]:
        """Return what was counted."""
        typed = self.cleaned_data
        return [
            Arrived(
                product_id=product.pk,
                quantity=typed[f"q-{product.pk}"] or 0,
                damaged=typed[f"d-{product.pk}"] or 0,
                reason=typed[f"r-{product.pk}"],
                unit_price=typed[f"p-{product.pk}"],
            )
            for product in self.products
        ]


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=1_000_000,
        initial=0,
        required=False,
        error_messages={"invalid": _("Type a whole number.")},
    )


@staff_only(RECEIVE)
def expected(request: StaffRequest) -> HttpResponse:
    """List what suppliers still bring to one's locations, what is late first; a scanned order opens."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    orders = receivable_for(rights=request.staff.sight).filter(state__in=EXPECTED)
    if words:
        orders = _matching(orders, words)
        exact = orders.filter(code__iexact=words).first()
        if exact:
            return redirect("backoffice:purchase-receive", code=exact.code)
    still = Q(lines__quantity__gt=F("lines__received") + F("lines__cancelled"))
    due = orders.annotate(due=Min("lines__expected_date", filter=still, output_field=DateField(null=True)))
    context = {
        "orders": due.order_by(F("due").asc(nulls_last=True), "pk")[:MOST],
        "words": words,
        "today": timezone.localdate(),
        "may_see_orders": request.staff.can(ACT),
    }
    return show(request, "backoffice/purchasing/receiving.html", context)


def _matching(orders: QuerySet[PurchaseOrder], words: str) -> QuerySet[PurchaseOrder]:
    product = by_code(code=words)
    named = Q(code__istartswith=words) | Q(supplier__name__icontains=words)
    if product:
        named |= Q(pk__in=PurchaseOrder.objects.filter(lines__product=product).values("pk"))
    return orders.filter(named)


@staff_only(RECEIVE, methods=ANSWER)
def receive(request: StaffRequest, code: str) -> HttpResponse:
    """Count what came for an order, and book it. What was counted stays on the page if the order ended meanwhile."""
    order = get_object_or_404(orders_for(rights=request.staff.rights, act=RECEIVE), code=code)
    if request.method != "POST" and order.state not in RECEIVABLE:
        reason = WrongOrderState(code=order.code, state=order.get_state_display())
        return refused(request, reverse("backoffice:receiving"), reason)
    ordered = list(order.lines.select_related("product__parent").order_by("pk"))
    products = [line.product for line in ordered]
    products += _more(request.POST, {product.pk for product in products})
    form = ReceiveForm(request.POST or None, products=products)
    if request.method == "POST" and form.is_valid():
        try:
            receipt = services.receive_order(
                order_id=order.pk,
                **_told(request, form),
            )
        except DomainError as reason:
            form.refuse(reason)
        else:
            return _booked(request, receipt)
    still = {line.product_id: line.open_quantity for line in ordered}
    context = {"order": order, "supplier": order.supplier, "place": order.location}
    return _page(request, form, still, context)


def _told(request: StaffRequest, form: ReceiveForm) -> dict[str, Any]:
    """Return what was typed about a delivery, ordered or not."""
    typed = form.cleaned_data
    return {
        "arrived": form.arrived(),
        "key": typed["mark"],
        "delivery_note": typed["delivery_note"],
        "remark": typed["remark"],
        "actor": request.staff.user,
        "at": clock.now(),
    }


class DeliveryForm(forms.Form):
    """Whose delivery it is, and where it came."""

    use_required_attribute = False
    supplier = forms.ModelChoiceField(
        queryset=Supplier.objects.filter(is_active=True).order_by("name"), label=gettext_lazy("Supplier")
    )
    location = forms.ModelChoiceField(queryset=Location.objects.none(), label=gettext_lazy("Location"))

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [place.pk for place in staff.places if staff.can(RECEIVE, place.pk)]
        field: Any = self.fields["location"]
        field.queryset = Location.objects.filter(pk__in=places).order_by("name")


@staff_only(RECEIVE, methods=ANSWER)
def unordered(request: StaffRequest) -> HttpResponse:
    """Count a delivery that belongs to no order, once it is said whose it is and where it came."""
    place = request.staff.place
    whose = DeliveryForm(request.GET or None, staff=request.staff, initial={"location": place})
    if not whose.is_valid():
        return show(request, "backoffice/purchasing/delivery_whose.html", {"form": whose})
    supplier, location = whose.cleaned_data["supplier"], whose.cleaned_data["location"]
    form = ReceiveForm(request.POST or None, products=_more(request.POST, set()))
    if request.method == "POST" and form.is_valid():
        try:
            receipt = services.receive_unordered(
                supplier_id=supplier.pk,
                location_id=location.pk,
                **_told(request, form),
            )
        except DomainError as reason:
            form.refuse(reason)
        else:
            return _booked(request, receipt)
    return _page(request, form, {}, {"order": None, "supplier": supplier, "place": location})


@staff_only(RECEIVE)
def line(request: StaffRequest) -> HttpResponse:
    """Give the row of a product that was scanned and isn't on the page yet; 404 for a code nobody knows."""
    product = by_code(code=request.GET.get("code", "")[:100])
    if product is None or product.structure == Product.PARENT or not product.needs_shipping:
        return HttpResponse(status=404)
    form = ReceiveForm(products=[product])
    rows = _rows(form, {}, request.staff)
    return show(request, "backoffice/purchasing/receive_row.html", {"row": rows[0]})


def _more(posted: QueryDict, known: set[int]) -> list[Product]:
    """Return the products that were scanned beside those that are expected."""
    keys = [int(key) for key in posted.getlist("product")[:1000] if key.isdecimal() and len(key) < 15]
    found = Product.objects.filter(pk__in=set(keys) - known).select_related("parent")
    return sorted(found, key=lambda product: keys.index(product.pk))


def _page(
    request: StaffRequest, form: ReceiveForm, still: dict[int, int], context: dict[str, Any]
) -> HttpResponse:
    facts = {
        **context,
        "form": form,
        "rows": _rows(form, still, request.staff),
        "units": sum(still.values()),
    }
    status = 422 if form.errors else 200
    return show(request, "backoffice/purchasing/receive.html", facts, status=status)


def _rows(form: ReceiveForm, still: dict[int, int], staff: Staff) -> list[dict[str, Any]]:
    names = names_of(form.products)
    add_pictures(form.products)
    codes = scan_codes(form.products)
    return [
        {
            "product": product,
            "name": names[product.pk],
            "codes": codes[product.pk],
            "open": still.get(product.pk, 0),
            "is_expected": product.pk in still,
            "quantity": form[f"q-{product.pk}"],
            "damaged": form[f"d-{product.pk}"],
            "reason": form[f"r-{product.pk}"],
            "price": form[f"p-{product.pk}"] if staff.can(ACT) else None,
        }
        for product in form.products
    ]


def _booked(request: StaffRequest, receipt: GoodsReceipt) -> HttpResponse:
    staff = request.staff
    said = _("Booked as %(code)s") % {"code": receipt.code}
    if staff.can(ACT, receipt.location_id):
        return done(request, reverse("backoffice:receipt", args=[receipt.code]), said)
    return done(request, reverse("backoffice:receiving"), said)
