"""The address book."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from oscar.apps.address.models import UserAddress

from ...delivery import delivery_countries
from ...forms import AddressFields
from ...requests import SignedInRequest
from ..addresses import MOST_ADDRESSES, addresses_of, fields_of, make_default, save_address


@login_required
@require_safe
def address_list(request: SignedInRequest) -> HttpResponse:
    """Show where things may be sent."""
    context = {"addresses": addresses_of(request.user), "tab": "addresses"}
    return render(request, "storefront/account/addresses.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def address_edit(request: SignedInRequest, pk: int | None = None) -> HttpResponse:
    """Write a new address or change one."""
    address = get_object_or_404(UserAddress, pk=pk, user=request.user) if pk else None
    initial = fields_of(address) if address else {"name": request.user.get_full_name()}
    form = AddressFields(request.POST or None, initial=initial, countries=delivery_countries())
    if request.method == "POST" and form.is_valid():
        if not address and UserAddress.objects.filter(user=request.user).count() >= MOST_ADDRESSES:
            form.add_error(None, _("Your address book is full. Take an address out first."))
        else:
            save_address(user=request.user, fields=form.cleaned_data, address=address)
            messages.success(request, _("Saved."))
            return redirect("customer:address-list")
    context = {"form": form, "address": address, "tab": "addresses"}
    return render(request, "storefront/account/address.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def address_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an address out of the book; orders keep theirs."""
    UserAddress.objects.filter(pk=pk, user=request.user).delete()
    messages.success(request, _("The address is taken out. Orders placed keep theirs."))
    return redirect("customer:address-list")


@login_required
@require_POST
def address_default(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let deliveries go to this address unless another is chosen."""
    make_default(user=request.user, address=get_object_or_404(UserAddress, pk=pk, user=request.user))
    messages.success(request, _("Saved."))
    return redirect("customer:address-list")
