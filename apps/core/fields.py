"""Column types shared by all apps, so that the same thing is stored the same way everywhere."""

from typing import Any

from django.db import models


class AmountField(models.DecimalField):
    """An amount of money: four decimals hold every ISO 4217 minor unit and unit prices below a cent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 4)
        super().__init__(*args, **kwargs)


class CurrencyField(models.CharField):
    """An ISO 4217 currency code, such as EUR."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 3)
        super().__init__(*args, **kwargs)


class RateField(models.DecimalField):
    """A share of one: 0.2200 is 22 %."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 6)
        kwargs.setdefault("decimal_places", 4)
        super().__init__(*args, **kwargs)
