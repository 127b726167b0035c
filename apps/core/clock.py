"""The one place that reads the wall clock; everything below the edges takes `at` instead."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the current moment, aware, in UTC."""
    return timezone.now()
