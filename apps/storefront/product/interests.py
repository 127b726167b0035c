"""Asking to be told when a sold-out product is back, and not wanting to be told any more."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.catalog.models import Product
from apps.catalog.texts import DEFAULT_LANGUAGE
from apps.core import clock
from apps.core.errors import DomainError
from apps.notifications.interests import end_interest, find_interest, note_interest, token_of

from ..channel import web_channel
from ..goods import is_for_sale, product_url


@require_POST
def tell_me(request: HttpRequest, product_slug: str, pk: int) -> HttpResponse:
    """Note who waits for the product or variant with this key, and lead to where they can change their mind."""
    product = Product.objects.select_related("parent").filter(pk=pk).first()
    if product is None or not is_for_sale(product):
        raise Http404
    user = request.user if request.user.is_authenticated else None
    try:
        interest = note_interest(
            product_id=product.pk,
            channel=web_channel(),
            email=request.POST.get("email", "")[:254].replace("\0", ""),
            user=user,
            language=(get_language() or DEFAULT_LANGUAGE).split("-")[0],
            at=clock.now(),
        )
    except DomainError as reason:
        messages.warning(request, str(reason))
        return redirect(product_url(product))
    messages.success(request, _("We write to you once, as soon as it is back."))
    return redirect("storefront:forget-interest", token=token_of(interest))


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether somebody doesn't want to be told any more; a GET, which mail scanners make, ends nothing."""
    if request.method == "POST":
        end_interest(token=token)
    context = {"interest": find_interest(token=token)}
    return render(request, "storefront/product/forget.html", context)
