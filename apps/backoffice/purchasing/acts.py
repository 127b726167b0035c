"""What is done with an order once it is written: sent, expected later, called off, ended, printed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.names import names_of
from apps.core import clock
from apps.core.errors import DomainError
from apps.notifications.letters import purchase_letter
from apps.notifications.services import in_words
from apps.purchasing.choices import OrderState, SentBy
from apps.purchasing.documents.order_pdf import file_name, order_pdf
from apps.purchasing.models import PurchaseOrder, PurchaseOrderLine
from apps.purchasing.selectors import ACT, open_lines
from apps.purchasing.services import backorders, ending, sending

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.forms import FormSentOnce, StaffForm
from ..shell.once import once
from ..shell.pages import done, refused
from .orders import mine
from .sheets import sheet


class SendForm(FormSentOnce):
    means = forms.ChoiceField(
        label=gettext_lazy("How"), choices=SentBy.choices, widget=forms.RadioSelect, initial=SentBy.EMAIL
    )
    to = forms.EmailField(label=gettext_lazy("To"), required=False)
    message = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Stands in the e-mail between our words."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    below_minimum = forms.BooleanField(
        label=gettext_lazy("Send it although it is below the minimum"), required=False
    )

    def __init__(self, *args: Any, is_small: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_small:
            del self.fields["below_minimum"]


@staff_only(ACT, methods=ANSWER)
def send(request: StaffRequest, code: str) -> HttpResponse:
    """Show the e-mail that takes the order to its supplier, and send it; or note that it went by hand."""
    order = mine(request, code)
    supplier = order.supplier
    asked = request.POST if request.method == "POST" else (request.GET if "mark" in request.GET else None)
    initial = {"to": supplier.email, "means": SentBy.EMAIL if supplier.email else SentBy.HAND}
    form = SendForm(asked, initial=initial, is_small=sending.is_below_minimum(order=order))
    if request.method == "POST" and form.is_valid():
        try:
            with once(form.cleaned_data["mark"]):
                _send(request, order, form.cleaned_data)
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:purchase", args=[code]), _("Sent"))
    title = _("Send %(code)s to %(name)s") % {"code": order.code, "name": supplier.name}
    return sheet(
        request,
        form=form,
        title=title,
        act=_("Send it"),
        body="backoffice/purchasing/send_preview.html",
        follow=True,
        order=order,
        letter=in_words(letter=_letter(order, form)) if form["means"].value() == SentBy.EMAIL else None,
    )


def _letter(order: PurchaseOrder, form: SendForm) -> Any:
    typed = form.cleaned_data if form.is_bound and form.is_valid() else {}
    recipient = typed.get("to") or order.supplier.email
    return purchase_letter(order, recipient=recipient, message=typed.get("message", ""))


def _send(request: StaffRequest, order: PurchaseOrder, typed: dict[str, Any]) -> None:
    facts = {name: typed[name] for name in ("means", "to", "message")}
    facts |= {"order_id": order.pk, "actor": request.staff.user, "at": clock.now()}
    if order.state == OrderState.DRAFT:
        sending.send_order(below_minimum=typed.get("below_minimum", False), **facts)
    else:
        sending.send_again(**facts)


@staff_only(ACT)
def paper(request: StaffRequest, code: str) -> HttpResponse:
    """Give the order as PDF."""
    order = mine(request, code)
    response = HttpResponse(order_pdf(order=order), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name(order)}"'
    return response


class ReasonForm(StaffForm):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200, required=False)


@staff_only(ACT, methods=ANSWER)
def cancel(request: StaffRequest, code: str) -> HttpResponse:
    """Call the whole order off."""
    order = mine(request, code)
    title = _("Cancel %(code)s") % {"code": order.code}
    words = _("Nothing of it is expected any more. The supplier isn't told.")
    return _end(request, order, ending.cancel_order, title, words, _("Cancelled"))


@staff_only(ACT, methods=ANSWER)
def close(request: StaffRequest, code: str) -> HttpResponse:
    """Await nothing more of the order."""
    order = mine(request, code)
    title = _("Close %(code)s") % {"code": order.code}
    missing = sum(line.open_quantity for line in open_lines(order=order))
    words = _("%(count)d units that haven't come are called off.") % {"count": missing} if missing else ""
    return _end(request, order, ending.close_order, title, words, _("Closed"))


def _end(
    request: StaffRequest, order: PurchaseOrder, act: Callable[..., object], title: str, *words: str
) -> HttpResponse:
    explained, said = words
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            act(order_id=order.pk, actor=request.staff.user, at=clock.now(), **form.cleaned_data)
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:purchase", args=[order.code]), said)
    return sheet(request, form=form, title=title, act=title, explained=explained, is_grave=True)


class RestForm(FormSentOnce):
    """What hasn't come of each product: expected on a day, or called off in part."""

    reason = forms.CharField(label=gettext_lazy("Why it is called off"), max_length=200, required=False)

    def __init__(
        self, *args: Any, lines: list[PurchaseOrderLine], names: dict[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        reason = self.fields.pop("reason")
        for line in lines:
            words = {"name": names[line.product_id], "open": line.open_quantity}
            self.fields[f"day-{line.product_id}"] = forms.DateField(
                label=_("%(name)s: %(open)d expected on") % words,
                required=False,
                initial=line.expected_date,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )
            self.fields[f"off-{line.product_id}"] = forms.IntegerField(
                label=_("Of these called off"), min_value=0, max_value=line.open_quantity, initial=0
            )
        self.fields["reason"] = reason

    def days(self) -> dict[int, Any]:
        """Return the days that were changed, by product, of what isn't called off altogether."""
        days = {line: self.cleaned_data[f"day-{line.product_id}"] for line in self.lines}
        return {
            line.product_id: day
            for line, day in days.items()
            if day and day != line.expected_date and self._off(line) < line.open_quantity
        }

    def called_off(self) -> dict[int, int]:
        """Return the units that are called off, by product."""
        return {line.product_id: self._off(line) for line in self.lines if self._off(line)}

    def _off(self, line: PurchaseOrderLine) -> int:
        return self.cleaned_data[f"off-{line.product_id}"] or 0


@staff_only(ACT, methods=ANSWER)
def rest(request: StaffRequest, code: str) -> HttpResponse:
    """Say when what is missing comes, or call it off."""
    order = mine(request, code)
    back = reverse("backoffice:purchase", args=[code])
    lines = list(open_lines(order=order).select_related("product__parent").order_by("pk"))
    names = names_of([line.product for line in lines])
    form = RestForm(request.POST or None, lines=lines, names=names)
    if not lines:
        return refused(request, back, _("Nothing of this order is missing."))
    if request.method == "POST" and form.is_valid():
        try:
            with once(form.cleaned_data["mark"]):
                _settle_rest(request, order, form)
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, back, _("Saved"))
    return sheet(request, form=form, title=_("What hasn't come"), act=_("Save"))


def _settle_rest(request: StaffRequest, order: PurchaseOrder, form: RestForm) -> None:
    facts: dict[str, Any] = {"order_id": order.pk, "actor": request.staff.user, "at": clock.now()}
    if off := form.called_off():
        backorders.call_off(quantities=off, reason=form.cleaned_data["reason"], **facts)
    if days := form.days():
        backorders.expect_on(days=days, **facts)
