"""Tags are read by the standard: its own examples, every form back and forth, and what isn't one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.stock.epc import (
    InvalidEpc,
    Sgtin,
    read_epc,
    write_hex,
    write_link,
    write_tag_uri,
    write_uri,
)

# GS1 EPC Tag Data Standard, annex E.3, and its section 7.1
VASE_HEX = "3074257BF7194E4000001A85"
VASE = Sgtin("80614141123458", "6789", 7, 3)
TEXT_HEX = "3674257BF6B7A659B2C2BF1000000000000000000000000000"


@pytest.mark.parametrize(
    "text",
    [
        VASE_HEX,
        VASE_HEX.lower(),
        f"0x{VASE_HEX}",
        f"  {VASE_HEX}\r\n",
        "urn:epc:id:sgtin:0614141.812345.6789",
        "urn:epc:tag:sgtin-96:3.0614141.812345.6789",
        "urn:epc:tag:sgtin-198:3.0614141.812345.6789",
        "https://id.gs1.org/01/80614141123458/21/6789",
        "https://shop.example.com/it/01/80614141123458/10/LOT7/21/6789?11=260101",
    ],
)
def test_the_example_of_the_standard_in_every_form(text: str) -> None:
    assert read_epc(text) == VASE


def test_what_the_forms_say_beside_it() -> None:
    found = read_epc(VASE_HEX)

    assert (found.company, found.item, found.filter) == ("0614141", "812345", 3)
    assert write_uri(found) == "urn:epc:id:sgtin:0614141.812345.6789"
    assert write_tag_uri(found) == "urn:epc:tag:sgtin-96:3.0614141.812345.6789"
    assert write_hex(found) == VASE_HEX
    assert write_link(found) == "https://id.gs1.org/01/80614141123458/21/6789"


def test_a_serial_with_letters() -> None:
    found = read_epc(TEXT_HEX)

    assert found == Sgtin("70614141123451", "32a/b")
    assert found == read_epc("urn:epc:id:sgtin:0614141.712345.32a%2Fb")
    assert found == read_epc("https://id.gs1.org/01/70614141123451/21/32a%2Fb")
    assert write_tag_uri(found, bits=198) == "urn:epc:tag:sgtin-198:3.0614141.712345.32a%2Fb"


def test_198_bits_come_in_whole_bytes_or_in_whole_words() -> None:
    whole_words = write_hex(read_epc(TEXT_HEX), bits=198)

    assert len(whole_words) == 52
    assert whole_words.startswith(TEXT_HEX)
    assert read_epc(whole_words) == read_epc(whole_words[:-2]) == read_epc(TEXT_HEX)


def test_a_tag_of_a_gtin_with_eight_digits() -> None:
    assert read_epc("urn:epc:id:sgtin:00000950.01093.Serial") == Sgtin("00000095010939", "Serial")
    assert read_epc("https://id.gs1.org/01/95010939/21/Serial") == Sgtin("00000095010939", "Serial")


serials_96 = st.integers(0, 2**38 - 1).map(str)
serials_198 = st.text("!\"%&'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz", min_size=1, max_size=20)
bodies = st.text("0123456789", min_size=13, max_size=13)


def an_item(body: str, serial: str, digits: int, filter_value: int) -> Sgtin:
    pure = f"urn:epc:id:sgtin:{body[1 : 1 + digits]}.{body[0]}{body[1 + digits :]}.1"
    return Sgtin(read_epc(pure).gtin, serial, digits, filter_value)


@given(bodies, serials_96, st.integers(6, 12), st.integers(0, 7))
def test_whatever_96_bits_hold_comes_back(body: str, serial: str, digits: int, filter_value: int) -> None:
    tag = an_item(body, serial, digits, filter_value)

    assert len(write_hex(tag)) == 24
    for written in (write_hex(tag), write_tag_uri(tag)):
        found = read_epc(written)
        assert (found, found.company_digits, found.filter) == (tag, digits, filter_value)
    assert read_epc(write_uri(tag)) == read_epc(write_link(tag)) == tag


@given(bodies, serials_198, st.integers(6, 12), st.integers(0, 7))
def test_whatever_198_bits_hold_comes_back(body: str, serial: str, digits: int, filter_value: int) -> None:
    tag = an_item(body, serial, digits, filter_value)

    for written in (write_hex(tag, bits=198), write_tag_uri(tag, bits=198)):
        found = read_epc(written)
        assert (found, found.company_digits, found.filter) == (tag, digits, filter_value)
    assert read_epc(write_uri(tag)) == read_epc(write_link(tag)) == tag


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "form"),
        ("8001234567802", "scheme"),
        ("hello", "form"),
        ("https://example.com/products/7", "form"),
        ("https://id.gs1.org/01/80614141123458", "form"),
        ("317A7202CC164BA20B000000", "scheme"),  # an SSCC: a pallet, no trade item
        ("urn:epc:id:sscc:0614141.1234567890", "scheme"),
        (VASE_HEX[:-2], "length"),
        (f"{VASE_HEX}0000", "length"),
        ("307C257BF7194E4000001A85", "partition"),
        ("3077FFFFFFFFFFFFFFFFFFFF", "company"),
        ("3074FFFFFFFFFFFFFFFFFFFF", "item"),
        ("urn:epc:id:sgtin:06141.81234500.6789", "company"),
        ("urn:epc:id:sgtin:0614141.12345.6789", "item"),
        ("urn:epc:id:sgtin:0614141.812345.a b", "serial"),
        ("urn:epc:id:sgtin:0614141.812345.100%", "serial"),
        ("urn:epc:id:sgtin:0614141.812345.123456789012345678901", "serial"),
        ("urn:epc:tag:sgtin-96:3.0614141.812345.06789", "serial"),
        ("urn:epc:tag:sgtin-96:3.0614141.812345.274877906944", "serial"),
        ("urn:epc:tag:sgtin-96:8.0614141.812345.6789", "form"),
        ("https://id.gs1.org/01/80614141123450/21/6789", "check-digit"),
    ],
)
def test_what_is_no_tag_says_why(text: str, reason: str) -> None:
    with pytest.raises(InvalidEpc) as refused:
        read_epc(text)

    assert refused.value.reason == reason


@given(st.text(max_size=60) | st.text("0123456789ABCDEF", min_size=20, max_size=56))
def test_nothing_makes_it_fall_over(text: str) -> None:
    try:
        found = read_epc(text)
    except InvalidEpc:
        return
    assert read_epc(write_link(found)) == found


def test_a_link_alone_does_not_tell_the_length_of_the_prefix() -> None:
    found = read_epc("https://id.gs1.org/01/80614141123458/21/6789")

    with pytest.raises(InvalidEpc):
        write_hex(found)
