"""Strings marked for translation are found where they are written, and gaps in the translations are told."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from config import env, messages, translations

TEMPLATE = """
{% load i18n %}
{% trans "Basket" %} {% trans "May" context "month" %} <a title="{% trans 'Your shop' %}">
{% blocktrans trimmed with name=shop.name %}
    Collect in {{ name }},
    50% faster
{% endblocktrans %}
{% blocktrans count n=items %}{{ n }} item{% plural %}{{ n }} items{% endblocktrans %}
{% button label=_("Pay") %} {{ total|default:_("nothing") }}
"""
MODULE = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Sold out"); ngettext("%(n)s shop", "%(n)s shops", n); pgettext("verb", "Order")
_("Two lines "
  "in one")
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {"templates/a.html": TEMPLATE, "apps/a.py": MODULE}.items():
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(text)
    monkeypatch.setattr(env, "PROJECT", tmp_path)
    monkeypatch.setattr(translations, "LOCALES", tmp_path / "locale")
    return tmp_path


def test_marked_strings_are_found(project: Path) -> None:
    found = {(message.context, message.id) for message in messages.marked("django") if message.id}

    assert found == {
        (None, "Basket"),
        (None, "Your shop"),
        ("month", "May"),
        (None, "Collect in %(name)s, 50%% faster"),
        (None, ("%(n)s item", "%(n)s items")),
        (None, "Pay"),
        (None, "nothing"),
        (None, "Sold out"),
        (None, ("%(n)s shop", "%(n)s shops")),
        ("verb", "Order"),
        (None, "Two lines in one"),
    }


def test_what_is_not_translated_is_told(project: Path) -> None:
    gaps = {(gap.language, gap.message): gap.reason for gap in translations.gaps()}

    assert gaps[("fr", "Basket")] == "missing"
    assert gaps[("pl", "%(n)s shop")] == "missing"


def test_an_updated_catalogue_lists_what_is_missing_and_keeps_what_is_there(project: Path) -> None:
    translations.update()
    path = project / "locale/it/LC_MESSAGES/django.po"
    path.write_text(
        path.read_text().replace('msgid "Basket"\nmsgstr ""', 'msgid "Basket"\nmsgstr "Carrello"')
    )

    translations.update()

    gaps = {gap.message: gap.reason for gap in translations.gaps() if gap.language == "it"}
    assert "Basket" not in gaps
    assert gaps["Sold out"] == "untranslated"


def write(project: Path, language: str, catalogue: Catalog) -> None:
    path = project / f"locale/{language}/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalogue)


def test_lost_and_invented_placeholders_are_told(project: Path) -> None:
    catalogue = Catalog(locale="fr")
    catalogue.add("Collect in %(name)s, 50%% faster", "Retrait en magasin, 50%% plus vite")
    catalogue.add(("%(n)s item", "%(n)s items"), ("%(m)s article", "%(n)s articles"))
    catalogue.add("Basket", "Panier", flags=["fuzzy"])
    write(project, "fr", catalogue)

    gaps = {gap.message: gap.reason for gap in translations.gaps() if gap.language == "fr"}

    assert gaps["Collect in %(name)s, 50%% faster"] == "lacks a placeholder"
    assert gaps["%(n)s item"] == "names a placeholder that the original hasn't"
    assert gaps["Basket"] == "fuzzy"


def test_catalogues_are_compiled_once(project: Path) -> None:
    catalogue = Catalog(locale="fr")
    catalogue.add("Basket", "Panier")
    write(project, "fr", catalogue)

    assert translations.compile_all() == 1
    assert (project / "locale/fr/LC_MESSAGES/django.mo").exists()
    assert translations.compile_all() == 0
