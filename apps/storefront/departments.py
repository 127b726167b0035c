"""The tree of categories as shoppers walk through it: departments, what lies under them, where one is."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext

from apps.catalog.models import Category

from .memo import remembered


@dataclass(frozen=True, slots=True)
class Shelfmark:
    """A category with its place in the tree. `path` is the tree's own: a child's begins with its parent's."""

    id: int
    title: str
    url: str
    path: str
    depth: int
    in_menu: bool
    picture_url: str


@dataclass(frozen=True, slots=True)
class Department:
    """An entry of the menu. `current` is where the page lies."""

    title: str
    url: str
    current: bool = False
    sale: bool = False


def menu(request: HttpRequest) -> list[Department]:
    """Return the departments, then the offers; the one that the page lies in is current."""
    here = department_of(request)
    tops = [Department(top.title, top.url, current=top.path == here) for top in children_of(None)]
    return [*tops, Department(gettext("Offers"), _offers(), current=here == _offers(), sale=True)]


def department_of(request: HttpRequest) -> str:
    """Return the department that the page lies in, by its path in the tree; the offers by their address."""
    if request.path == _offers():
        return request.path
    here: Shelfmark | None = getattr(request, "shelfmark", None)
    return here.path[: Category.steplen] if here else ""


def _offers() -> str:
    return reverse("catalogue:offers")


def mark_page(request: HttpRequest, mark: "Shelfmark | None") -> None:
    """Say in which category the page lies, so that the menu shows it."""
    request.shelfmark = mark  # type: ignore[attr-defined]


@remembered
def category_tree(language: str) -> tuple[Shelfmark, ...]:
    """Return every category that shoppers may see, in the tree's order, with one query.

    The language is an argument because titles and addresses depend on it.
    """
    slugs: dict[str, str] = {}
    marks = []
    step = Category.steplen
    for category in Category.objects.filter(is_public=True, ancestors_are_public=True).order_by("path"):
        above = slugs.get(category.path[:-step], "")
        slugs[category.path] = f"{above}/{category.slug}" if above else category.slug
        marks.append(
            Shelfmark(
                id=category.pk,
                title=category.name,
                url=reverse(
                    "catalogue:category", kwargs={"category_slug": slugs[category.path], "pk": category.pk}
                ),
                path=category.path,
                depth=category.depth,
                in_menu=not category.exclude_from_menu,
                picture_url=category.image.url if category.image else "",
            )
        )
    return tuple(marks)


def find_category(pk: int) -> Shelfmark | None:
    """Return the category with this key, None where shoppers may not see it."""
    return next((mark for mark in category_tree(get_language() or "") if mark.id == pk), None)


def trail_to(mark: Shelfmark) -> list[Shelfmark]:
    """Return the categories from the top of the tree down to this one, itself included."""
    tree = category_tree(get_language() or "")
    return [other for other in tree if mark.path.startswith(other.path)]


def children_of(mark: Shelfmark | None) -> list[Shelfmark]:
    """Return the categories right under this one, or the departments without one."""
    tree = category_tree(get_language() or "")
    if mark is None:
        return [other for other in tree if other.depth == 1 and other.in_menu]
    return [other for other in tree if other.depth == mark.depth + 1 and other.path.startswith(mark.path)]
