"""Choosing among variants: every option leads somewhere, and says whether exactly that can be had."""

from apps.storefront.product.variants import Variant, axes_of, choose

NAMES = {"colour": "Colour", "height": "Height"}


def variant(key, colour, height="", *, available=True, swatch=""):
    values = {"colour": colour} | ({"height": height} if height else {})
    return Variant(key, values, swatch, available)


GREEN_18, GREEN_32 = variant(1, "Green", "18 cm"), variant(2, "Green", "32 cm")
BLUE_18 = variant(3, "Blue", "18 cm", available=False)


def options(axis):
    return [(option.value, option.variant_id, option.chosen, option.available) for option in axis.options]


def test_each_thing_in_which_they_differ_is_an_axis():
    colour, height = axes_of([GREEN_18, GREEN_32, BLUE_18], NAMES, GREEN_18)

    assert options(colour) == [("Green", 1, True, True), ("Blue", 3, False, False)]
    assert options(height) == [("18 cm", 1, True, True), ("32 cm", 2, False, True)]


def test_an_option_without_exactly_that_variant_leads_to_the_most_like_it():
    colour, height = axes_of([GREEN_18, GREEN_32, BLUE_18], NAMES, GREEN_32)

    assert options(colour)[1] == ("Blue", 3, False, False)
    assert options(height)[0] == ("18 cm", 1, False, True)


def test_what_all_have_in_common_is_no_choice():
    assert [axis.code for axis in axes_of([GREEN_18, GREEN_32], NAMES, GREEN_18)] == ["height"]


def test_variants_that_lack_a_value_still_count():
    plain = Variant(4, {"height": "18 cm"}, "", available=True)

    [height] = axes_of([plain, GREEN_32], NAMES, plain)

    assert options(height) == [("18 cm", 4, True, True), ("32 cm", 2, False, True)]


def test_swatches_are_shown_only_where_they_tell_options_apart():
    green, blue = variant(1, "Green", swatch="#0f0"), variant(2, "Blue", swatch="#00f")
    tall, small = variant(3, "Green", "32 cm", swatch="#0f0"), variant(4, "Green", "18 cm", swatch="#0f0")

    assert axes_of([green, blue], NAMES, green)[0].has_swatches
    assert not axes_of([tall, small], NAMES, tall)[0].has_swatches


def test_what_was_asked_for_is_chosen_else_what_can_be_had_else_the_first():
    assert choose([BLUE_18, GREEN_18], 3) is BLUE_18
    assert choose([BLUE_18, GREEN_18], None) is GREEN_18
    assert choose([BLUE_18, GREEN_18], 99) is GREEN_18
    assert choose([BLUE_18], None) is BLUE_18
