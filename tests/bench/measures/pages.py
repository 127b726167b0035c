"""Pages of the shop, for visitors and for people signed in, against a page of the same size after one query."""

from collections.abc import Iterator
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from apps.accounts.models import User
from apps.catalog.models import Category
from tests.visitor import Visitor

from ..figures import Figure, against_floor, at_most, in_turn
from ..serving.counting import HEADER
from ..shop import Shop

TIMES, WARM_UP = 40, 4
ANONYMOUS, SIGNED_IN, QUERIES = 2.0, 4.0, 12


def measure(shop: Shop) -> Iterator[Figure]:
    """Yield each page's time and queries, first without, then with an account."""
    paths = addresses(shop)
    for name, path in paths.items():
        yield from measure_page(f"{name}", "visitor", path, shop.visitor(), most=ANONYMOUS)
    for name, path in paths.items():
        yield from measure_page(f"{name}, signed in", "signed in", path, signed_in(shop), most=SIGNED_IN)


def addresses(shop: Shop) -> dict[str, str]:
    category = Category.objects.filter(depth=2).order_by("pk")[0]
    product = shop.goods[7]
    return {
        "listing": "/all/",
        "category": category.get_absolute_url(),
        "product page": product.get_absolute_url(),
        "search": "/search/?q=walnut+lamp",
    }


def signed_in(shop: Shop) -> Visitor:
    """Return the browser of somebody who has signed in."""
    user = User.objects.get(email="elisa@example.com")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    visitor = shop.visitor()
    visitor.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return visitor


def measure_page(name: str, who: str, path: str, visitor: Visitor, *, most: float) -> Iterator[Figure]:
    floor_path, queries = "", 0

    def ask(address: str) -> float:
        answer = visitor.request("GET", address)
        assert answer.status == 200, f"{address} answers {answer.status}"
        return answer.seconds

    for _time in range(WARM_UP):
        ask(path)
        answer = visitor.trail[-1]
        floor_path, queries = f"/bench/floor/{len(answer.body)}", int(answer.headers[HEADER])
        ask(floor_path)
    page, floor = in_turn(lambda: ask(path), lambda: ask(floor_path), times=TIMES)
    kilobytes = len(answer.body) // 1024
    yield against_floor(name, f"p50 of {path} ({kilobytes} KiB)", seconds=page, floor=floor, most=most)
    yield at_most(f"{name}: queries", f"queries of {path}", queries, "queries", QUERIES)
