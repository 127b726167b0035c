"""A batch is cut into its sales without changing a character of any."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.pos.batches import NotABatch, digest_of, split_batch

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
)


def test_each_sale_is_kept_as_it_was_written() -> None:
    batch = split_batch(
        '\n{"sent_at" :"now",\t"sales": [ {"b" : 1.50,"a":"è"} ,[ 1 ]\n], "else": {"sales": 1}} '
    )

    assert [sale.raw for sale in batch.sales] == ['{"b" : 1.50,"a":"è"}', "[ 1 ]"]
    assert batch.sales[0].content == {"b": Decimal("1.50"), "a": "è"}
    assert batch.sent_at == "now"


@given(st.lists(json_values, max_size=5), st.sampled_from([None, 1, "\t"]))
def test_whatever_the_sales_and_their_spaces(sales: list[Any], indent: Any) -> None:
    batch = split_batch(json.dumps({"sales": sales}, indent=indent))

    assert [json.loads(sale.raw) for sale in batch.sales] == sales
    assert [sale.digest for sale in batch.sales] == [digest_of(sale) for sale in sales]


def test_the_digest_is_of_the_content() -> None:
    one, two, three = split_batch('{"sales": [{"a":1,"b":2}, { "b": 2, "a": 1 }, {"a": 1, "b": "2"}]}').sales

    assert one.digest == two.digest != three.digest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"sales"}',
        '{"sales": []',
        '{"sales": [}',
        '{"sales": [1 2]}',
        '{"sales": [1,]}',
        '{"sales": null}',
        '{"sales": []}]',
        '{"sales": [], "sales": []}',
        '{1: [], "sales": []}',
        '{"sales": [Infinity]}',
        '{"sales": ["\n"]}',
        '{"sales": [' + "[" * 100_000 + "]" * 100_000 + "]}",
    ],
)
def test_what_is_no_batch(text: str) -> None:
    with pytest.raises(NotABatch):
        split_batch(text)


def test_numbers_of_any_size_are_read() -> None:
    batch = split_batch('{"sales": [1e9999999999999999999, ' + "9" * 10_000 + ", 0.1]}")

    assert batch.sales[0].content == "1e9999999999999999999"
    assert batch.sales[2].content == Decimal("0.1")
