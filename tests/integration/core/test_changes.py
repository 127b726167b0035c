"""A reader with a cursor misses no change, not even one that commits late."""

import pytest
from django.db import transaction

from apps.core.changes import InvalidCursor, changes_since, newest_cursor, record_changes
from apps.core.models import Change
from tests import databases
from tests.racing import second_connection

pytestmark = pytest.mark.django_db(transaction=True)


def change(*keys, topic="product"):
    with transaction.atomic():
        record_changes(topic=topic, keys=keys)


def read(cursor, **limits):
    page = changes_since(cursor=cursor, topics=["product"], **limits)
    return page.keys["product"], page.cursor


def test_what_changed_since_is_read_once():
    start = newest_cursor()
    change(1, 2)

    keys, cursor = read(start)
    assert keys == ["1", "2"]
    assert read(cursor) == ([], cursor)


def test_a_key_that_changed_twice_is_named_once():
    start = newest_cursor()
    change(1, 1, 2)
    change(1)

    assert read(start)[0] == ["1", "2"]


def test_other_topics_stay_out():
    start = newest_cursor()
    change(1, topic="price")
    change(2)

    assert changes_since(cursor=start, topics=["product"]).keys == {"product": ["2"]}
    both = changes_since(cursor=start, topics=["product", "price"]).keys
    assert both == {"product": ["2"], "price": ["1"]}


def test_many_changes_come_page_by_page():
    start = newest_cursor()
    change(*range(5))

    first = changes_since(cursor=start, topics=["product"], limit=3)
    second = changes_since(cursor=first.cursor, topics=["product"], limit=3)

    assert (first.keys["product"], first.more) == (["0", "1", "2"], True)
    assert (second.keys["product"], second.more) == (["3", "4"], False)


@pytest.mark.concurrency
def test_a_late_commit_is_not_skipped():
    cursor = newest_cursor()
    with second_connection() as slow_till:
        slow_till.begin()
        slow_till.do(lambda: record_changes(topic="product", keys=["late"]))
        change("early")

        seen, cursor = read(cursor)
        assert seen == []

        slow_till.commit()
        seen, cursor = read(cursor)
    assert seen == ["late", "early"]


@pytest.mark.concurrency
def test_control_reading_by_row_id_skips_the_late_commit():
    def after(row_id):
        rows = Change.objects.filter(pk__gt=row_id).order_by("pk").values_list("pk", "key")
        return [key for _pk, key in rows], max([row_id, *(pk for pk, _key in rows)])

    with second_connection() as slow_till:
        slow_till.begin()
        slow_till.do(lambda: record_changes(topic="product", keys=["late"]))
        change("early")
        seen, cursor = after(0)
        slow_till.commit()

    assert seen == ["early"]
    assert after(cursor)[0] == []


@pytest.mark.concurrency
def test_a_newcomers_cursor_does_not_pass_over_what_is_being_written():
    with second_connection() as slow_till:
        slow_till.begin()
        slow_till.do(lambda: record_changes(topic="product", keys=["late"]))
        cursor = newest_cursor()
        slow_till.commit()

    assert read(cursor)[0] == ["late"]


def test_work_in_another_database_of_the_server_is_not_waited_for():
    start = newest_cursor()
    with databases.maintenance() as elsewhere:
        elsewhere.execute("BEGIN")
        elsewhere.execute("SELECT pg_current_xact_id()")
        change(1)

        assert read(start)[0] == ["1"]


def test_ones_own_unfinished_work_is_not_final_either():
    start = newest_cursor()
    with transaction.atomic():
        record_changes(topic="product", keys=[1])
        assert read(start) == ([], start)

    assert read(start)[0] == ["1"]


@pytest.mark.parametrize("cursor", ["", "x", "1", "1.x", "-1.2", "1.2.3", "٣.٣", f"{2**63}.1"])
def test_a_foreign_cursor_is_refused(cursor):
    with pytest.raises(InvalidCursor):
        changes_since(cursor=cursor, topics=["product"])
