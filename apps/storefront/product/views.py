"""The product page and what customers write on it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from oscar.apps.catalogue.reviews.models import ProductReview

from apps.catalog.models import Product
from apps.core import clock

from ..departments import mark_page
from ..goods import product_url
from ..numbers import parse_key
from ..requests import SignedInRequest, asks_for_part
from ..shelves import related
from ..shops.choice import chosen_shop
from .forms import ReviewForm
from .page import ProductPage, build_page
from .reading import Family, find_family
from .reviews import reviews_of
from .structured_data import product_data_block


@require_safe
def product_detail(request: HttpRequest, product_slug: str, pk: int) -> HttpResponse:
    """Show a product with the variant that the address names; a variant's own address leads to its family's."""
    family = find_family(pk, afresh=request.user.is_staff)
    if family is None:
        return _to_family(pk)
    variant_id = parse_key(request.GET.get("variant", ""))
    shop = chosen_shop(request)
    page = build_page(family=family, variant_id=variant_id, chosen_shop=shop, at=clock.now())
    if page is None:
        raise Http404
    if product_slug != (family.head.slug or "p"):
        return redirect(product_url(family.head), permanent=True)
    mark_page(request, family.category)
    return _render(request, family, page)


def _render(request: HttpRequest, family: Family, page: ProductPage) -> HttpResponse:
    context: dict[str, Any] = {"page": page}
    if asks_for_part(request, "product"):
        return render(request, "storefront/product/main.html", context)
    context |= {
        "structured_data": product_data_block(page),
        "related": related(product_id=family.head.pk, trail=family.trail, limit=4, shop=chosen_shop(request)),
    }
    return render(request, "storefront/product/detail.html", context)


def _to_family(pk: int) -> HttpResponse:
    variant = Product.objects.select_related("parent").filter(pk=pk, structure=Product.CHILD).first()
    if variant is None or not (variant.is_public and variant.parent.is_public):
        raise Http404
    return redirect(product_url(variant), permanent=True)


@require_safe
def review_list(request: HttpRequest, product_slug: str, pk: int) -> HttpResponse:
    """Show everything that customers wrote about a product."""
    product = _reviewable(pk)
    context = {"product": product, "reviews": reviews_of(product, limit=200), "url": product_url(product)}
    return render(request, "storefront/product/reviews.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_add(request: SignedInRequest, product_slug: str, pk: int) -> HttpResponse:
    """Write about a product, once; it is shown when a merchandiser has read it."""
    product = _reviewable(pk)
    if ProductReview.objects.filter(product=product, user=request.user).exists():
        messages.warning(request, _("You have written about this already. Thank you."))
        return redirect(product_url(product))
    form = ReviewForm(request.POST or None, instance=ProductReview(product=product, user=request.user))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:
            messages.warning(request, _("You have written about this already. Thank you."))
        else:
            messages.success(request, _("Thank you. We read it, then everybody can."))
        return redirect(product_url(product))
    context = {"product": product, "form": form, "url": product_url(product)}
    return render(request, "storefront/product/review_form.html", context, status=422 if form.errors else 200)


def _reviewable(pk: int) -> Product:
    product: Product | None = (
        Product.objects.filter(pk=pk, is_public=True).exclude(structure=Product.CHILD).first()
    )
    if product is None:
        raise Http404
    return product
