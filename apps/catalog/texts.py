"""Texts that exist once per language: which column holds which language, and what stands in for a missing one."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

DEFAULT_LANGUAGE: str = settings.LANGUAGE_CODE
LANGUAGES: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)


def localized(field: str, language: str) -> str:
    """Return the name of the field that holds a text in a language: title, id -> title_ind."""
    name: str = build_localized_fieldname(field, language)
    return name


def localized_fields(field: str) -> dict[str, str]:
    """Return the field name of each language."""
    return {language: localized(field, language) for language in LANGUAGES}


def texts_of(instance: Any, field: str) -> dict[str, str]:
    """Return what an object has of a text, by language, empty ones left out."""
    found = {language: getattr(instance, name) for language, name in localized_fields(field).items()}
    return {language: text for language, text in found.items() if text}


def best_text(texts: Mapping[str, str], language: str = DEFAULT_LANGUAGE) -> str:
    """Return the text in the language, else in English, else in any."""
    return texts.get(language) or texts.get(DEFAULT_LANGUAGE) or next(iter(texts.values()), "")
