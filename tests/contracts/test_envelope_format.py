"""Whatever the published format allows can be read; what it doesn't is told, never a crash."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from apps.pos.envelopes import UnknownVersion, read_envelope
from apps.pos.envelopes.fields import Malformed, as_moment
from apps.pos.problems import FAULTS

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "apps/pos/envelopes/v1.schema.json").read_text())
GOLDEN = [
    json.loads(path.read_text())["envelope"]
    for path in sorted(Path(__file__).parent.glob("sale_envelopes/v1/*.json"))
]
formats = FormatChecker(formats=())
formats.checks("date-time")(lambda value: not isinstance(value, str) or as_moment(value) is not None)
formats.checks("date", raises=ValueError)(
    lambda value: not isinstance(value, str) or date.fromisoformat(value)
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=formats)

junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=40),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["0", "-0.0001", "9999999999.9999", "10000000000", "1e5", " 1", "0.99999", "1", "ABC", "２"]
    ),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


@st.composite
def bent_envelopes(draw: st.DrawFn) -> Any:
    """Return a good envelope of which some members were replaced or taken away."""
    envelope = copy.deepcopy(draw(st.sampled_from(GOLDEN)))
    for _time in range(draw(st.integers(0, 3))):
        place = envelope
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = draw(st.sampled_from(keys)) if keys else None
            if key is None:
                break
            if isinstance(place[key], dict | list) and place[key] and draw(st.booleans()):
                place = place[key]
                continue
            if isinstance(place, dict) and draw(st.booleans()):
                del place[key]
            else:
                place[key] = draw(junk)
            break
    return envelope


def faults_of(envelope: Any) -> set[str]:
    """Return the codes of what can't be read, none if it can."""
    try:
        sale = read_envelope(envelope)
    except Malformed as malformed:
        return {fault.code for fault in malformed.faults}
    except UnknownVersion:
        return {"unknown-value"}
    assert sale.sequence >= 1
    assert sale.sold_at.utcoffset() is not None
    return set()


@settings(max_examples=400, deadline=None)
@given(bent_envelopes())
def test_what_the_format_allows_can_be_read(envelope: Any) -> None:
    faults = faults_of(envelope)

    assert faults <= FAULTS.keys()
    assert not (faults and VALIDATOR.is_valid(envelope))


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        junk, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner)
    )
)
def test_anything_else_is_told(thing: Any) -> None:
    assert faults_of(thing)
