"""Where the shop delivers, in what ways and by when."""

from datetime import date, timedelta

from apps.fulfilment.models import DeliveryMethod

from .channel import web_channel
from .countries import country_choices
from .memo import remembered


def delivery_countries() -> list[tuple[str, str]]:
    """Return the countries that the shop delivers to as choices in the reader's language."""
    return country_choices(delivery_country_codes())


@remembered
def delivery_country_codes() -> tuple[str, ...]:
    """Return the countries that some delivery method reaches; at least the shop's own."""
    channel = web_channel()
    rows = DeliveryMethod.objects.filter(channel=channel, is_active=True).values_list("countries", flat=True)
    codes = {code.strip().upper() for row in rows for code in row.split(",") if code.strip()}
    return tuple(sorted(codes or {channel.tax_country}))


def working_day_after(day: date, *, days: int) -> date:
    """Return the day that lies so many working days after the day, weekends left out."""
    left = days
    while left > 0 or day.weekday() >= 5:
        day += timedelta(days=1)
        if day.weekday() < 5:
            left -= 1
    return day
