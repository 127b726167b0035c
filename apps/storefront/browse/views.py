"""The front page, lists, and search."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.assortment.selectors import suggest
from apps.core import clock

from .. import shelves
from ..channel import web_channel
from ..departments import Shelfmark, children_of, find_category, mark_page, trail_to
from ..requests import asks_for_part
from ..shops.choice import chosen_shop
from ..shops.near import ShopRow, list_shops
from ..shops.selectors import Place
from .questions import Listing, read_listing, tidy_address
from .tiles import department_tiles

SUGGESTIONS = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the shop is, what sells well, and what is new near the visitor."""
    shop = chosen_shop(request)
    popular = shelves.popular(limit=8, shop=shop)
    fresh_near = shelves.newest(limit=3, shop=shop, besides=popular) if shop else ()
    context = {
        "front": settings.BOTTEGA_FRONT_PAGE,
        "tiles": department_tiles(),
        "popular": popular,
        "near": _row_of(shop) if shop and fresh_near else None,
        "fresh": fresh_near or shelves.newest(limit=4, shop=None, besides=popular),
    }
    return render(request, "storefront/home.html", context)


def _row_of(shop: Place) -> ShopRow | None:
    return next((row for row in list_shops(at=clock.now()) if row.place.id == shop.id), None)


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """List all that the shop has."""
    return _list(request, title=_("Everything"))


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """List what is reduced."""
    return _list(request, title=_("Offers"), only_reduced=True)


@require_safe
def category(request: HttpRequest, category_slug: str, pk: int) -> HttpResponse:
    """List a category and all below it."""
    mark = find_category(pk)
    if mark is None:
        raise Http404
    if request.path != mark.url:
        return redirect(f"{mark.url}{tidy_address(request.GET)}", permanent=True)
    mark_page(request, mark)
    return _list(request, title=mark.title, mark=mark)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """List what a question finds."""
    question = request.GET.get("q", "").replace("\0", "").strip()
    if not question:
        return redirect("catalogue:index")
    return _list(request, title=_("“%(question)s”") % {"question": question[:100]}, is_search=True)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Offer products and departments for what has been typed so far."""
    shop = chosen_shop(request)
    found = suggest(
        channel=web_channel(),
        language=(get_language() or "en").split("-")[0],
        query=request.GET.get("q", "").replace("\0", "")[:100],
        limit=SUGGESTIONS,
        location_id=shop.id if shop else None,
    )
    marks = [mark for row in found.categories[:3] if (mark := find_category(row.category_id))]
    return render(request, "storefront/browse/suggestions.html", {"found": found, "marks": marks})


def _list(
    request: HttpRequest,
    *,
    title: str,
    mark: Shelfmark | None = None,
    only_reduced: bool = False,
    is_search: bool = False,
) -> HttpResponse:
    shop = chosen_shop(request)
    listing = read_listing(
        request.GET, category_id=mark.id if mark else None, shop=shop, only_reduced=only_reduced
    )
    context = {
        "title": title,
        "listing": listing,
        "trail": trail_to(mark)[:-1] if mark else (),
        "below": _below(listing, mark),
        "is_search": is_search,
        "only_reduced": only_reduced,
        "popular": shelves.popular(limit=4, shop=shop) if is_search and not listing.shelf.total else (),
    }
    if not asks_for_part(request, "results"):
        return render(request, "storefront/browse/listing.html", context)
    response = render(request, "storefront/browse/results_swap.html", context)
    response["HX-Push-Url"] = request.path + tidy_address(request.GET)
    return response


def _below(listing: Listing, mark: Shelfmark | None) -> list[tuple[Shelfmark, int]]:
    """Return the categories to go on to, each with how much of the list lies in it."""
    counts = {row.category_id: row.count for row in listing.shelf.categories}
    return [(child, counts[child.id]) for child in children_of(mark) if counts.get(child.id)]
