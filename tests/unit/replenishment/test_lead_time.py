"""How long a supplier takes."""

import pytest

from apps.purchasing.replenishment.lead_times import lead_time


def test_the_agreed_days_until_something_came():
    found = lead_time(agreed_days=10, observed_days=[])
    assert (found.days, found.deviation, found.deliveries) == (10, 2, 0)


def test_many_deliveries_count_more_than_the_agreement():
    found = lead_time(agreed_days=10, observed_days=[14.0, 16.0] * 20)
    assert found.days == pytest.approx(15, abs=0.5)
    assert found.deviation == pytest.approx(1.8, abs=0.3)


def test_one_late_delivery_is_no_habit():
    assert lead_time(agreed_days=10, observed_days=[20]).days == 12.5


def test_an_order_that_was_forgotten_says_nothing_about_the_supplier():
    found = lead_time(agreed_days=10, observed_days=[400, -3, 10])
    assert (found.days, found.deliveries) == (10, 1)
