"""A refusal has a code for machines and words for people."""

from apps.core.errors import DomainError


class TooMany(DomainError):
    code = "too-many"
    message = "At most %(most)s, not %(given)s."


def test_words_and_data_name_what_was_wrong():
    refusal = TooMany(most=3, given=5)

    assert str(refusal) == "At most 3, not 5."
    assert (refusal.code, refusal.data) == ("too-many", {"most": "3", "given": "5"})


def test_a_refusal_without_particulars_still_speaks():
    assert str(DomainError()) == "This can't be done."
    assert DomainError().data == {}


def test_a_percent_sign_in_plain_words_is_left_alone():
    class Discount(DomainError):
        message = "100% is too much."

    assert str(Discount()) == "100% is too much."
