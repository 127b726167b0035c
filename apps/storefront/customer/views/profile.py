"""One's own account: the first page, who one is, the password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ...requests import SignedInRequest
from ..forms import ProfileForm
from ..orders import latest_orders


@login_required
@require_safe
def summary(request: SignedInRequest) -> HttpResponse:
    """Show what is under way and the latest orders."""
    orders = latest_orders(user=request.user, limit=3)
    return render(request, "storefront/account/summary.html", {"orders": orders, "tab": "summary"})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Show and change who one is."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("customer:profile-view")
    context = {"form": form, "tab": "profile"}
    return render(request, "storefront/account/profile.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: SignedInRequest) -> HttpResponse:
    """Change the password of whoever knows the present one."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, _("Your new password is set."))
        return redirect("customer:profile-view")
    context = {"form": form, "tab": "profile"}
    return render(
        request, "storefront/account/change_password.html", context, status=422 if form.errors else 200
    )
