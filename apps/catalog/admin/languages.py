"""Texts by language in forms: one section each, its heading saying what is still missing, a filter to find gaps."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.texts import LANGUAGES, localized

NAMES: dict[str, str] = dict(settings.LANGUAGES)

Fieldset = tuple[str | None, dict[str, Any]]


def language_fieldsets(instance: Model | None, fields: Sequence[str]) -> list[Fieldset]:
    """Return a section for each language; those that are complete, and not the first, are folded."""
    return [_fieldset(instance, fields, language) for language in LANGUAGES]


def _fieldset(instance: Model | None, fields: Sequence[str], language: str) -> Fieldset:
    missing = missing_texts(instance, fields, language) if instance else []
    heading = NAMES[language]
    if missing:
        heading = _("%(language)s: %(fields)s missing") % {"language": heading, "fields": ", ".join(missing)}
    is_folded = language != LANGUAGES[0] and not missing
    options: dict[str, Any] = {"fields": [localized(field, language) for field in fields]}
    return heading, {**options, "classes": ["collapse"]} if is_folded else options


def missing_texts(instance: Model, fields: Iterable[str], language: str) -> list[str]:
    """Return what isn't said in a language, by its name for people."""
    return [
        str(instance._meta.get_field(field).verbose_name).lower()  # type: ignore[union-attr]
        for field in fields
        if not getattr(instance, localized(field, language))
    ]


def missing_languages(instance: Model, fields: Sequence[str]) -> str:
    """Return the codes of languages in which something isn't said, for a column of a list."""
    return ", ".join(language for language in LANGUAGES if missing_texts(instance, fields, language))


def missing_filter(*fields: str) -> type[admin.SimpleListFilter]:
    """Return a list filter: what has no text in a language."""

    class MissingFilter(admin.SimpleListFilter):
        title = gettext_lazy("text missing in")
        parameter_name = "missing"

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            return [(language, NAMES[language]) for language in LANGUAGES]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            language = self.value()
            if language not in LANGUAGES:
                return queryset
            empty = Q()
            for name in (localized(field, language) for field in fields):
                empty |= Q(**{name: ""}) | Q(**{f"{name}__isnull": True})
            return queryset.filter(empty)

    return MissingFilter
