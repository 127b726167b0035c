"""Column types shared by all apps, so that the same thing is stored the same way everywhere."""

from typing import Any, TypeVar

from django.db import models

Set = TypeVar("Set")
Get = TypeVar("Get")


class AmountField(models.DecimalField[Set, Get]):
    """An amount of money: four decimals hold every ISO 4217 minor unit and unit prices below a cent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 4)
        super().__init__(*args, **kwargs)


class CurrencyField(models.CharField[Set, Get]):
    """An ISO 4217 currency code, such as EUR."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 3)
        super().__init__(*args, **kwargs)


class RateField(models.DecimalField[Set, Get]):
    """A share of one: 0.2200 is 22 %."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 6)
        kwargs.setdefault("decimal_places", 4)
        super().__init__(*args, **kwargs)
