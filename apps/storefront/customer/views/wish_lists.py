"""Lists of wishes: a heart on a product, and the lists in the account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from oscar.apps.wishlists.models import Line, WishList

from apps.core.errors import DomainError

from ...goods import describe
from ...redirects import safe_next
from ...requests import SignedInRequest
from ..forms import WishListForm
from ..wish_lists import lists_of, make_list, wish_for


@login_required
@require_safe
def wish_list_list(request: SignedInRequest) -> HttpResponse:
    """Show the person's lists."""
    lists = (
        WishList.objects.filter(owner=request.user).prefetch_related("lines").order_by("-date_created", "-pk")
    )
    shown = [{"list": wish_list, "count": len(wish_list.lines.all())} for wish_list in lists]
    context = {"lists": shown, "form": WishListForm(), "tab": "lists"}
    return render(request, "storefront/account/lists.html", context)


@login_required
@require_POST
def wish_list_create(request: SignedInRequest) -> HttpResponse:
    """Make a list."""
    form = WishListForm(request.POST)
    if form.is_valid():
        try:
            wish_list = make_list(user=request.user, name=form.cleaned_data["name"])
        except DomainError as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect("customer:wishlists-detail", key=wish_list.key)
    lists = [{"list": wish_list, "count": wish_list.lines.count()} for wish_list in lists_of(request.user)]
    context = {"lists": lists, "form": form, "tab": "lists"}
    return render(request, "storefront/account/lists.html", context, status=422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wish_list_detail(request: SignedInRequest, key: str) -> HttpResponse:
    """Show a list; its name can be changed."""
    wish_list = get_object_or_404(WishList, key=key, owner=request.user)
    form = WishListForm(request.POST or None, initial={"name": wish_list.name})
    if request.method == "POST" and form.is_valid():
        wish_list.name = form.cleaned_data["name"]
        wish_list.save(update_fields=["name"])
        messages.success(request, _("Saved."))
        return redirect("customer:wishlists-detail", key=key)
    context = {"list": wish_list, "lines": _lines(wish_list), "form": form, "tab": "lists"}
    return render(request, "storefront/account/list.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def wish_list_delete(request: SignedInRequest, key: str) -> HttpResponse:
    """Take a list away."""
    WishList.objects.filter(key=key, owner=request.user).delete()
    messages.success(request, _("The list is gone."))
    return redirect("customer:wishlists-list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wish_list_add(request: SignedInRequest, product_pk: int) -> HttpResponse:
    """Put a product on a list. A GET, which signing in ends with, asks on which one."""
    if request.method != "POST":
        goods = describe(product_ids=[product_pk]).get(product_pk)
        if goods is None:
            raise Http404
        context = {"goods": goods, "lists": lists_of(request.user), "tab": "lists"}
        return render(request, "storefront/account/save_to_list.html", context)
    try:
        wish_list = wish_for(user=request.user, product_id=product_pk, key=request.POST.get("list", ""))
    except WishList.DoesNotExist:
        messages.error(request, _("This list isn't there any more."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is on your list “%(name)s”.") % {"name": wish_list.name})
    return redirect(safe_next(request, reverse("customer:wishlists-list")))


@login_required
@require_POST
def wish_list_remove(request: SignedInRequest, key: str, line_pk: int) -> HttpResponse:
    """Take something off a list."""
    Line.objects.filter(pk=line_pk, wishlist__key=key, wishlist__owner=request.user).delete()
    return redirect("customer:wishlists-detail", key=key)


def _lines(wish_list: WishList) -> list[dict[str, Any]]:
    lines = list(wish_list.lines.order_by("-pk"))
    goods = describe(product_ids={line.product_id for line in lines if line.product_id})
    return [{"pk": line.pk, "title": line.title, "goods": goods.get(line.product_id)} for line in lines]
