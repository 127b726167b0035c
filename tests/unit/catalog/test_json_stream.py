"""A JSON list of any length is read object by object; what isn't one says where."""

import io
import json
from decimal import Decimal

import pytest

from apps.catalog.imports.json_stream import objects_in
from apps.catalog.imports.refusals import NotJson


def test_objects_across_pieces() -> None:
    things = [{"n": number, "text": 'é"]},' * 50} for number in range(3_000)]
    assert list(objects_in(io.StringIO(json.dumps(things, indent=1)))) == things


def test_one_object_a_line() -> None:
    assert list(objects_in(io.StringIO('{"a": 1}\n{"a": 2}\n'))) == [{"a": 1}, {"a": 2}]


def test_decimals_stay_exact() -> None:
    assert list(objects_in(io.StringIO('[{"price": 5.49}]'))) == [{"price": Decimal("5.49")}]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 1),
        ("[", 1),
        ('[{"a": 1}', 2),
        ('[{"a": 1}, {"a": ]', 2),
        ("hello", 1),
        ('[{"a": NaN}]', 1),
        ("[" * 100_000, 1),
    ],
)
def test_broken_ones_say_where(text: str, number: int) -> None:
    with pytest.raises(NotJson) as refused:
        list(objects_in(io.StringIO(text)))
    assert refused.value.params == {"number": number}
