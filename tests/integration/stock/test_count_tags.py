"""Read lists: a tag is one unit and counts once in the whole count, in whatever form and however often it is read."""

import pytest

from apps.core import clock
from apps.stock.choices import CountScope, LineDecision
from apps.stock.counting_selectors import unknown_tags
from apps.stock.models import CountTag
from apps.stock.services.counts.common import WrongCountStatus
from apps.stock.services.counts.reviewing import cancel_count, decide_lines
from apps.stock.services.counts.tags import PROBLEMS, add_tags
from tests.factories.catalog import bundle
from tests.factories.counts import label, line_of, opened, stocked

GTIN = "80614141123458"
FIRST = "3074257BF7194E4000001A85"
SECOND = "urn:epc:id:sgtin:0614141.812345.6790"
LIST = f"EPC\n{FIRST}\n{FIRST.lower()},antenna 2,-51\n{SECOND}\n"


@pytest.fixture
def count(vase, lucca):
    label(vase, GTIN)
    stocked(vase, lucca, 5)
    return opened(lucca, CountScope.CYCLE)


def read(count, text, **facts):
    return add_tags(count_id=count.pk, lines=text.splitlines(), actor=None, at=clock.now(), **facts)


def test_each_tag_counts_once(count, vase):
    answer = read(count, LIST)

    assert (answer.new, answer.repeated, answer.problems) == (2, 1, [])
    assert line_of(count, vase).counted == 2


def test_another_file_adds_only_what_is_new(count, vase):
    read(count, LIST)
    answer = read(
        count, f"{LIST}https://id.gs1.org/01/{GTIN}/21/6789\nurn:epc:tag:sgtin-96:1.0614141.812345.7000"
    )

    assert (answer.new, answer.repeated) == (1, 4)
    assert line_of(count, vase).counted == 3


def test_the_same_file_again_changes_nothing(count, vase):
    read(count, LIST)
    line = line_of(count, vase)

    assert read(count, LIST).new == 0

    assert line_of(count, vase).counted_at == line.counted_at
    assert CountTag.objects.count() == 2


def test_tags_of_nobody_are_listed(count, vase):
    answer = read(count, "urn:epc:id:sgtin:0614141.712345.1\nurn:epc:id:sgtin:0614141.712345.2\n" + FIRST)

    assert dict(answer.unknown) == {"70614141123451": 2}
    assert unknown_tags(count=count) == [("70614141123451", 2)]
    assert line_of(count, vase).counted == 1


def test_a_tag_of_a_bundle_counts_nothing(count, vase):
    label(bundle((vase, 2)), "70614141123451")

    answer = read(count, f"urn:epc:id:sgtin:0614141.712345.1\n{FIRST}")

    assert dict(answer.unknown) == {"70614141123451": 1}
    assert count.lines.count() == 1


def test_lines_that_are_no_tag_are_told_and_the_rest_counted(count, vase):
    answer = read(count, f"{FIRST}\n\nhello world\n317A7202CC164BA20B000000\n{SECOND}")

    assert answer.problems == [
        (3, "hello", "form"),
        (4, "317A7202CC164BA20B000000", "scheme"),
    ]
    assert all(PROBLEMS[reason] for _line, _text, reason in answer.problems)
    assert line_of(count, vase).counted == 2


def test_tags_can_be_read_again_where_a_line_is_counted_again(count, vase):
    read(count, LIST)
    lines = [line_of(count, vase).pk]
    decide_lines(count_id=count.pk, line_ids=lines, decision=LineDecision.RECOUNT, actor=None, at=clock.now())

    read(count, LIST)

    assert line_of(count, vase).counted == 2


def test_a_count_that_is_over_takes_no_tags(count):
    cancel_count(count_id=count.pk, actor=None)

    with pytest.raises(WrongCountStatus):
        read(count, LIST)
    assert not CountTag.objects.exists()
