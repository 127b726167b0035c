"""The category tree: finding a path of names in it, and adding what is missing with a few statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.utils.text import slugify

from apps.catalog.models import Category
from apps.catalog.texts import LANGUAGES, best_text, localized, texts_of
from apps.catalog.types import CategoryPath, CategoryStep, Texts
from apps.core.transactions import transaction_required


@dataclass(slots=True, eq=False)
class Node:
    """A category in memory, with its children by name."""

    category: Category
    children: dict[str, "Node"] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)
    last_step: int = 0


class CategoryTree:
    """All categories, read with one statement when first asked for."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._top = Node(Category(path="", depth=0, is_public=True, ancestors_are_public=True))
        self._by_code: dict[str, Node] = {}
        self._is_loaded = False

    def find(self, path: CategoryPath) -> int | None:
        """Return the category at the end of the path, None where it doesn't exist yet."""
        self._load_once()
        node: Node | None = self._top
        for step in path:
            node = self._child(node, step) if node else self._by_code.get(step.code)
        return node.category.pk if node else None

    @transaction_required
    def ensure(self, paths: Iterable[CategoryPath]) -> None:
        """Create what is missing of the paths; nobody else adds categories until this commits."""
        missing = [path for path in paths if self.find(path) is None]
        if not missing:
            return
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Category._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        self._forget()  # somebody may have added some before the lock was ours
        self._load_once()
        created: list[Node] = []
        grown: dict[int, int] = {}
        for path in missing:
            self._grow(path, created, grown)
        QuerySet(Category).bulk_create([node.category for node in created])
        for category_id, more in grown.items():
            QuerySet(Category).filter(pk=category_id).update(numchild=F("numchild") + more)

    def _grow(self, path: CategoryPath, created: list[Node], grown: dict[int, int]) -> None:
        node = self._top
        for step in path:
            child = self._child(node, step)
            if child is None:
                child = self._attach(node, new_category(node, step))
                created.append(child)
                if node.category.pk:
                    grown[node.category.pk] = grown.get(node.category.pk, 0) + 1
                else:
                    node.category.numchild += 1
            node = child

    def _child(self, node: Node, step: CategoryStep) -> Node | None:
        if step.code and step.code in self._by_code:
            return self._by_code[step.code]
        named = next((node.children[key] for key in _keys(step.names) if key in node.children), None)
        return None if named and step.code and named.category.code else named

    def _attach(self, parent: Node, category: Category) -> Node:
        node = Node(category)
        for key in _keys(texts_of(category, "name")):
            parent.children.setdefault(key, node)
        parent.slugs.add(category.slug)
        parent.last_step = max(parent.last_step, last_step(category.path))
        if category.code:
            self._by_code[category.code] = node
        return node

    def _load_once(self) -> None:
        if self._is_loaded:
            return
        by_path = {"": self._top}
        categories: QuerySet[Any] = QuerySet(Category).order_by("path")
        for category in categories:
            parent = by_path.get(category.path[: -Category.steplen], self._top)
            by_path[category.path] = self._attach(parent, category)
        self._is_loaded = True


def new_category(parent: Node, step: CategoryStep) -> Category:
    """Return a category, not yet saved, that comes last among the parent's children."""
    above = parent.category
    depth = above.depth + 1
    category = Category(
        path=Category._get_path(above.path, depth, parent.last_step + 1),  # noqa: SLF001  the tree's own sum
        depth=depth,
        slug=_free_slug(best_text(step.names), parent.slugs),
        code=step.code or None,
        ancestors_are_public=above.is_public and above.ancestors_are_public,
    )
    columns: dict[str, Any] = {localized("name", language): text for language, text in step.names.items()}
    columns.setdefault(localized("name", LANGUAGES[0]), best_text(step.names))
    for name, value in columns.items():
        setattr(category, name, value)
    return category


def last_step(path: str) -> int:
    """Return a category's place among its siblings, as its path writes it."""
    return int(Category._str2int(path[-Category.steplen :]))  # noqa: SLF001


def path_of(names: Sequence[str], language: str = LANGUAGES[0]) -> CategoryPath:
    """Return the path of names in one language, such as Home, Vases."""
    return tuple(CategoryStep({language: name}) for name in names)


def _keys(names: Texts) -> list[str]:
    return [f"{language}:{text.casefold()}" for language, text in names.items() if text]


def _free_slug(name: str, taken: set[str]) -> str:
    base = slugify(name)[:240] or "category"
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
