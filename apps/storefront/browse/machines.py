"""What search engines are told: where not to look, and what there is to find."""

from collections.abc import Iterable, Iterator
from math import ceil

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.assortment.models import AssortmentItem

from ..channel import web_channel
from ..departments import category_tree
from ..goods import product_path

#: A map of a site may hold 50,000 addresses (sitemaps.org).
ADDRESSES_A_MAP = 20_000
#: Parts of the site that are one visitor's own, or that there is no end of.
PRIVATE = (
    "/account/",
    "/basket/",
    "/checkout/",
    "/orders/",
    "/search/",
    "/backoffice/",
    "/admin/",
    "/api/",
    "/till/",
)


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Say where robots needn't look and where the map is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in PRIVATE),
        "",
        f"Sitemap: {_absolute('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the maps: one of pages and categories, the others of products."""
    number = ceil(_published().count() / ADDRESSES_A_MAP)
    maps = [reverse("storefront:sitemap", kwargs={"part": part}) for part in range(number + 1)]
    entries = (f"<sitemap><loc>{escape(_absolute(path))}</loc></sitemap>" for path in maps)
    return _xml("sitemapindex", entries)


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest, part: int) -> HttpResponse:
    """List addresses: part 0 has pages and categories, the parts from 1 on have products."""
    paths = list(_products(part)) if part else list(_pages())
    if not paths:
        raise Http404
    return _xml("urlset", (f"<url><loc>{escape(_absolute(path))}</loc></url>" for path in paths))


def _pages() -> Iterator[str]:
    yield from (reverse(name) for name in ("storefront:home", "catalogue:index", "catalogue:offers"))
    yield reverse("storefront:choose-shop")
    yield from (mark.url for mark in category_tree(get_language() or ""))


def _products(part: int) -> Iterator[str]:
    rows = _published().order_by("product_id").values_list("slug", "product_id")
    for slug, pk in rows[(part - 1) * ADDRESSES_A_MAP : part * ADDRESSES_A_MAP]:
        yield product_path(slug, pk)


def _published() -> QuerySet[AssortmentItem]:
    return AssortmentItem.objects.filter(channel=web_channel(), is_published=True)


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _xml(root: str, entries: Iterable[str]) -> HttpResponse:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{space}">{"".join(entries)}</{root}>\n'
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
