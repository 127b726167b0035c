"""Tills count their sales, so that a missing one is noticed."""

from datetime import timedelta

from apps.catalog.models import Product
from apps.core.models import Incident
from apps.pos.models import Device
from apps.pos.selectors import sequence_gaps
from apps.pos.services.watching import watch_sequences
from tests.factories.pos import DeviceFactory, envelope, line, report
from tests.factories.pricing import NOON

LATER = NOON + timedelta(hours=1)


def sell(till: Device, mug: Product, *numbers: int) -> None:
    report(
        till,
        *(
            envelope(line(mug), sequence=number, sold_at=(NOON + timedelta(minutes=number)).isoformat())
            for number in numbers
        ),
        at=NOON + timedelta(minutes=20),
    )


def test_missing_numbers_and_when_they_were_used(till: Device, mug: Product) -> None:
    sell(till, mug, 2, 3, 7)

    found = [(gap.first, gap.last, gap.missing) for gap in sequence_gaps(device_ids=[till.pk])]
    assert found == [(1, 1, 1), (4, 6, 3)]
    last = sequence_gaps(device_ids=[till.pk])[-1]
    assert (last.after, last.before) == (NOON + timedelta(minutes=3), NOON + timedelta(minutes=7))


def test_each_till_counts_for_itself(till: Device, mug: Product) -> None:
    other = DeviceFactory(location=till.location, channel=till.channel, token="till_bobs")
    sell(till, mug, 1, 2)
    sell(other, mug, 1, 3)

    gaps = sequence_gaps(device_ids=[till.pk, other.pk])
    assert [(gap.device_id, gap.first) for gap in gaps] == [(other.pk, 2)]


def test_a_sale_that_cant_be_booked_is_no_gap(till: Device, mug: Product) -> None:
    report(till, envelope(line(None)), envelope(line(mug), sequence=2))

    assert sequence_gaps(device_ids=[till.pk]) == []


def test_the_last_number_is_kept(till: Device, mug: Product) -> None:
    sell(till, mug, 5, 4)

    till.refresh_from_db()
    assert till.last_sequence == 5


def test_a_number_used_twice_is_told(till: Device, mug: Product) -> None:
    first, second = report(till, envelope(line(mug)), envelope(line(mug)))

    codes = [[found["code"] for found in answer.differences] for answer in (first, second)]
    assert codes == [["sequence-reused"], ["sequence-reused"]]


def test_people_are_told_of_missing_sales(till: Device, mug: Product) -> None:
    sell(till, mug, 1, 4)

    assert watch_sequences(at=LATER) == 1
    watch_sequences(at=LATER)

    incident = Incident.objects.get(kind="till-sales-missing")
    assert (incident.subject, incident.data["missing"]) == (f"till:{till.code}", 2)
    assert (incident.data["gaps"], incident.occurrences) == ([[2, 3]], 1)


def test_and_that_they_came_after_all(till: Device, mug: Product) -> None:
    sell(till, mug, 1, 4)
    watch_sequences(at=LATER)
    sell(till, mug, 2, 3)

    assert watch_sequences(at=LATER) == 0
    assert Incident.objects.get(kind="till-sales-missing").resolved_at is not None


def test_batches_may_overtake_each_other(till: Device, mug: Product) -> None:
    sell(till, mug, 1, 4)

    assert watch_sequences(at=NOON + timedelta(minutes=21)) == 0
