"""Best Buy's list: odd values, the companion tree, objects that are no products."""

import gzip
import json
from pathlib import Path

import pytest

from apps.catalog.imports.refusals import EmptyFile, MissingFields
from tests.unit.catalog.reading import read


def test_a_product_and_its_path(tmp_path: Path) -> None:
    product = {
        "sku": 43900, "name": "Duracell - AAA &amp; AA", "type": "HardGood", "price": 5.49, "upc": "041333424019",
        "category": [{"id": "c1", "name": "Home"}, {"id": "c2", "name": "Batteries"}], "shipping": "",
        "description": "AAA size", "manufacturer": "Duracell", "model": "", "image": "43900_sa.jpg",
    }  # fmt: skip
    tree = tmp_path / "tree.json.gz"
    leaf = {"id": "c2", "path": [{"id": "c0", "name": "All"}, {"id": "c2", "name": "Batteries"}]}
    tree.write_bytes(gzip.compress(json.dumps([leaf]).encode()))
    (alone,), problems = read(tmp_path / "a.json", json.dumps([product]), "bestbuy")
    (placed,), _problems = read(tmp_path / "b.json", json.dumps([product]), "bestbuy", categories=tree)
    assert (alone.titles["en"], alone.references, alone.brand) == (
        "Duracell - AAA & AA",
        ("43900",),
        "Duracell",
    )
    assert alone.sellables[0].price
    assert (alone.sellables[0].gtins, str(alone.sellables[0].price.regular)) == (("00041333424019",), "5.49")
    assert [step.names["en"] for step in (alone.categories or ())[0]] == ["Home", "Batteries"]
    assert [step.names["en"] for step in (placed.categories or ())[0]] == ["All", "Batteries"]
    assert (alone.pictures, problems) == (None, [])


def test_odd_values_are_told_by_product(tmp_path: Path) -> None:
    items = [
        {"sku": 1, "name": "A", "price": "free", "upc": 41333424019, "category": None, "shipping": 5},
        {"sku": 2, "name": ["x"], "price": -1, "upc": "123", "category": [{"id": "c"}], "shipping": 5.5},
        "not a product",
        {"sku": 3, "name": "C\u0000", "price": None},
    ]
    drafts, problems = read(tmp_path / "a.json", json.dumps(items), "bestbuy")
    assert [draft.line for draft in drafts] == [1, 2, 4]
    assert drafts[2].titles == {"en": "C"}
    assert [(p.line, p.column, p.code) for p in problems] == [
        (1, "price", "not-a-number"),
        (2, "name", "not-text"),
        (2, "price", "negative-number"),
        (2, "upc", "gtin-digits"),
        (3, "", "not-an-object"),
        (4, "", "no-price"),
    ]


PHONE = {"sku": 1, "name": "Phone", "price": 99}


def test_an_answer_of_best_buys_own_service_is_a_list_too(tmp_path: Path) -> None:
    (phone,), problems = read(tmp_path / "a.json", json.dumps({"total": 1, "products": [PHONE]}), "bestbuy")

    assert (phone.titles, problems) == ({"en": "Phone"}, [])


def test_a_product_may_lie_in_several_places(tmp_path: Path) -> None:
    paths = [[{"id": "c1", "name": "Phones"}], [{"id": "c2", "name": "Gifts"}]]

    (phone,), _problems = read(tmp_path / "a.json", json.dumps([{**PHONE, "category": paths}]), "bestbuy")

    assert [path[-1].names["en"] for path in phone.categories or ()] == ["Phones", "Gifts"]


def test_a_list_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingFields, match="none of sku, name"):
        read(tmp_path / "a.json", '[{"station": "Lucca"}]', "bestbuy")


def test_an_empty_list_is_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(tmp_path / "a.json", "[]", "bestbuy")
