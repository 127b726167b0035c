"""The bank's payment page, where cardholders are sent and from where they are sent back."""

from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from apps.core import clock

from ..protocol import sign_return
from . import charging
from .cards import CARDS, card_numbered
from .forms import CardForm
from .models import Charge

Status = Charge.Status


@never_cache
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, charge_id: str) -> HttpResponse:
    """Ask for a card, and charge it."""
    charge = _charge(charge_id)
    if charge.status != Status.OPEN:
        return _next_step(charge)
    chosen = card_numbered(request.POST.get("test_card", ""))
    form = CardForm(request.POST or None, today=clock.now().date())
    if request.method == "POST" and (chosen or form.is_valid()):
        card = chosen or form.cleaned_data["number"]
        charge = charging.present_card(charge_id=charge.pk, card=card, at=clock.now())
        if card.effect == "silent":
            return _page(request, "sandbox_bank/silent.html", charge)
        return _next_step(charge)
    status = 422 if form.is_bound else 200
    return _page(request, "sandbox_bank/pay.html", charge, status=status, form=form, cards=CARDS)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, charge_id: str) -> HttpResponse:
    """Ask the cardholder to confirm, as banks do for some payments."""
    charge = _charge(charge_id)
    if request.method == "POST":
        approved = request.POST.get("answer") == "approve"
        return _next_step(charging.confirm(charge_id=charge.pk, approved=approved, at=clock.now()))
    if charge.status != Status.CONFIRMING:
        return _next_step(charge)
    return _page(request, "sandbox_bank/confirm.html", charge)


@never_cache
@require_POST
def leave(request: HttpRequest, charge_id: str) -> HttpResponse:
    """Go back to the shop without paying."""
    return _next_step(charging.abandon(charge_id=_charge(charge_id).pk, at=clock.now()))


@never_cache
@require_http_methods(["GET"])
def closed(request: HttpRequest, charge_id: str) -> HttpResponse:
    """Say that there is nothing left to do here, where no shop waits for the cardholder."""
    return _page(request, "sandbox_bank/closed.html", _charge(charge_id))


def _charge(charge_id: str) -> Charge:
    try:
        return Charge.objects.get(pk=charge_id)
    except Charge.DoesNotExist:
        raise Http404 from None


def _next_step(charge: Charge) -> HttpResponse:
    if charge.status == Status.CONFIRMING:
        return redirect("sandbox_bank:confirm", charge.pk)
    if not charge.return_url:
        return redirect("sandbox_bank:closed", charge.pk)
    return HttpResponseRedirect(_signed_return(charge))


def _signed_return(charge: Charge) -> str:
    """Return the shop's address with how it went, in a form that nobody else can write."""
    told = {
        "payment": charge.payment,
        "charge": charge.pk,
        "status": str(charge.status),
        "amount": str(charge.captured or (charge.amount if charge.status == Status.AUTHORISED else 0)),
        "reason": charge.reason,
    }
    told["signature"] = sign_return(told)
    return f"{charge.return_url}{'&' if urlsplit(charge.return_url).query else '?'}{urlencode(told)}"


def _page(
    request: HttpRequest, template: str, charge: Charge, status: int = 200, **context: object
) -> HttpResponse:
    with translation.override(charge.language or translation.get_language()):
        return render(request, template, {"charge": charge, **context}, status=status)
