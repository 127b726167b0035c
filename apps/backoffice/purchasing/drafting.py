"""A draft being written: begun, out of what is low, line by line; and the acts on many orders at once."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.channels.models import Location
from apps.core import clock
from apps.core.errors import DomainError
from apps.purchasing.models import PurchaseOrder, Supplier
from apps.purchasing.selectors import ACT, orders_for
from apps.purchasing.services import drafting, ending, lines, sending

from ..shell.access import ANSWER, DO, StaffRequest, staff_only
from ..shell.forms import FormSentOnce, StaffForm
from ..shell.once import once
from ..shell.pages import done, leave, refused, show, way_back
from .orders import mine, order_context
from .typed import PriceField, TypedLine, read_lines

MOST = 100


class NewOrderForm(FormSentOnce):
    supplier = forms.ModelChoiceField(
        queryset=Supplier.objects.filter(is_active=True).order_by("name"), label=gettext_lazy("Supplier")
    )
    location = forms.ModelChoiceField(queryset=Location.objects.none(), label=gettext_lazy("Deliver to"))
    goods = forms.CharField(
        label=gettext_lazy("Goods"),
        max_length=20_000,
        required=False,
        help_text=gettext_lazy("One line each: barcode or SKU, how many, and the price if none is agreed."),
        widget=forms.Textarea(attrs={"rows": 8, "data-scan-lines": True, "spellcheck": "false"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Note to the supplier"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_goods(self) -> list[TypedLine]:
        return read_lines(self.cleaned_data["goods"])


class LineForm(StaffForm):
    """One line of a draft as it is changed in place."""

    quantity = forms.IntegerField(min_value=1, max_value=1_000_000)
    unit_price = PriceField(min_value=0, max_digits=14, decimal_places=4, required=False)
    expected_date = forms.DateField(required=False)


@staff_only(ACT, methods=ANSWER)
def new(request: StaffRequest) -> HttpResponse:
    """Begin an order, with or without goods."""
    form = NewOrderForm(request.POST or None, initial=_preset(request))
    places = [place.pk for place in request.staff.places if request.staff.can(ACT, place.pk)]
    location: forms.ModelChoiceField[Location] = form.fields["location"]  # type: ignore[assignment]
    location.queryset = Location.objects.filter(pk__in=places).order_by("name")
    if request.method == "POST" and form.is_valid():
        try:
            with once(form.cleaned_data["mark"]):
                order, problems = _begin(request, form)
        except DomainError as reason:
            form.refuse(reason)
        else:
            for problem in problems:
                messages.warning(request, problem)
            return done(request, reverse("backoffice:purchase", args=[order.code]), _("Drafted"))
    status = 422 if form.errors else 200
    return show(request, "backoffice/purchasing/order_new.html", {"form": form}, status=status)


def _preset(request: StaffRequest) -> dict[str, object]:
    place = request.staff.place
    supplier = Supplier.objects.filter(code=request.GET.get("supplier", "").replace("\0", "")).first()
    return {"location": place.pk if place else None, "supplier": supplier.pk if supplier else None}


def _begin(request: StaffRequest, form: NewOrderForm) -> tuple[PurchaseOrder, list[str]]:
    typed = form.cleaned_data
    order = drafting.draft_order(
        supplier_id=typed["supplier"].pk,
        location_id=typed["location"].pk,
        note_to_supplier=typed["note"],
        actor=request.staff.user,
        at=clock.now(),
    )
    return order, _add_all(request, order, typed["goods"])


def _add_all(request: StaffRequest, order: PurchaseOrder, goods: list[TypedLine]) -> list[str]:
    """Write the goods on the draft; return what is wrong with those that can't be."""
    problems = []
    for line in goods:
        try:
            lines.add_to_order(
                order_id=order.pk,
                product_id=line.product.pk,
                quantity=line.quantity,
                unit_price=line.price,
                actor=request.staff.user,
                at=clock.now(),
            )
        except DomainError as reason:
            problems.append(f"{line.product.sku}: {reason}")
    return problems


@staff_only(ACT, methods=DO)
def add(request: StaffRequest, code: str) -> HttpResponse:
    """Put what was scanned or typed on the draft: a code, how many, a price."""
    order = mine(request, code)
    try:
        goods = read_lines(request.POST.get("code", "").replace("\0", "")[:200])
    except forms.ValidationError as wrong:
        return _body(request, order, refusal=" ".join(wrong.messages))
    return _body(request, order, refusal=" ".join(_add_all(request, order, goods)))


@staff_only(ACT, methods=DO)
def put(request: StaffRequest, code: str, key: int) -> HttpResponse:
    """Change a line of the draft; an empty price takes the agreed one."""
    order, form, refusal = mine(request, code), LineForm(request.POST), ""
    if not form.is_valid():
        refusal = " ".join(str(error) for errors in form.errors.values() for error in errors)
    else:
        try:
            lines.put_on_order(
                order_id=order.pk,
                product_id=key,
                actor=request.staff.user,
                at=clock.now(),
                **form.cleaned_data,
            )
        except DomainError as reason:
            refusal = str(reason)
    return _body(request, order, refusal=refusal)


@staff_only(ACT, methods=DO)
def take_off(request: StaffRequest, code: str, key: int) -> HttpResponse:
    """Take a product off the draft."""
    order, refusal = mine(request, code), ""
    try:
        lines.take_off_order(order_id=order.pk, product_id=key, actor=request.staff.user)
    except DomainError as reason:
        refusal = str(reason)
    return _body(request, order, refusal=refusal)


def _body(request: StaffRequest, order: PurchaseOrder, *, refusal: str) -> HttpResponse:
    """Answer with the order as it is now; a refusal is said above it and has changed nothing."""
    if not request.htmx:
        if refusal:
            messages.error(request, refusal)
        return leave(request, reverse("backoffice:purchase", args=[order.code]))
    order.refresh_from_db()
    context = order_context(request.staff, order) | {"refusal": refusal}
    parts = {"order": "backoffice/purchasing/order_body.html"}
    return show(request, "backoffice/purchasing/order.html", context, parts=parts)


@staff_only(ACT, methods=DO)
def from_shortages(request: StaffRequest) -> HttpResponse:
    """Draft orders for all that is low at a location, one for each supplier."""
    key = request.POST.get("location", "")
    location_id = int(key) if key.isdecimal() and len(key) < 15 else 0
    if not request.staff.can(ACT, location_id):
        raise PermissionDenied
    back = f"{reverse('backoffice:purchases')}?state=draft"
    try:
        drafted = drafting.draft_orders_for_shortages(
            location_id=location_id, actor=request.staff.user, at=clock.now()
        )
    except DomainError as reason:
        return refused(request, back, reason)
    if drafted.without_supplier:
        missing = len(drafted.without_supplier)
        words = ngettext("%(n)d product has no supplier.", "%(n)d products have no supplier.", missing)
        messages.warning(request, words % {"n": missing})
    count = len(drafted.orders)
    if not count:
        return done(request, back, _("Nothing is low there that isn't on its way already."))
    words = ngettext("%(n)d draft is ready to look at.", "%(n)d drafts are ready to look at.", count)
    return done(request, back, words % {"n": count})


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one order."""

    order: PurchaseOrder
    done: bool
    words: str


def _send(order: PurchaseOrder, request: StaffRequest) -> object:
    return sending.send_order(order_id=order.pk, means="email", actor=request.staff.user, at=clock.now())


def _cancel(order: PurchaseOrder, request: StaffRequest) -> object:
    reason = request.POST.get("reason", "").replace("\0", "")
    return ending.cancel_order(order_id=order.pk, reason=reason, actor=request.staff.user, at=clock.now())


ACTS: dict[str, tuple[str, Callable[[PurchaseOrder, StaffRequest], object]]] = {
    "send": (gettext_lazy("Send by e-mail"), _send),  # type: ignore[dict-item]
    "cancel": (gettext_lazy("Cancel"), _cancel),  # type: ignore[dict-item]
}


@staff_only(ACT, methods=DO)
def together(request: StaffRequest) -> HttpResponse:
    """Do the act with each of the chosen orders; what is refused is said in its row and stops no other."""
    title, act = ACTS.get(request.POST.get("act", ""), ("", None))
    codes = [code for code in request.POST.getlist("order")[:MOST] if "\0" not in code]
    results = []
    for order in orders_for(rights=request.staff.rights).filter(code__in=codes).order_by("pk") if act else ():
        try:
            act(order, request)  # type: ignore[misc]
        except DomainError as refusal:
            results.append(Result(order, False, str(refusal)))
        else:
            results.append(Result(order, True, _("Done")))
    context = {
        "title": title,
        "results": results,
        "done": sum(result.done for result in results),
        "back": way_back(request, reverse("backoffice:purchases")),
    }
    status = 200 if results else 422
    return show(request, "backoffice/purchasing/together.html", context, status=status)
