"""What shopkeepers fill in about channels and locations, checked before it is relied upon."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from .models import Channel, Location, OpeningHours


def clean_letters(text: str, *, count: int) -> str:
    """Return a code of so many letters in capitals; raise ValidationError for anything else."""
    code = text.strip().upper()
    if not (len(code) == count and code.isascii() and code.isalpha()):
        raise ValidationError(_("Write %(count)s letters."), params={"count": count})
    return code


class ChannelForm(forms.ModelForm[Channel]):
    class Meta:
        model = Channel
        fields = (
            "code",
            "name",
            "kind",
            "currency",
            "prices_include_tax",
            "tax_country",
            "hold_minutes",
            "payment_minutes",
            "is_active",
        )

    def clean_currency(self) -> str:
        return clean_letters(self.cleaned_data["currency"], count=3)

    def clean_tax_country(self) -> str:
        return clean_letters(self.cleaned_data["tax_country"], count=2)


class LocationForm(forms.ModelForm[Location]):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(name, name) for name in sorted(available_timezones())],
    )

    class Meta:
        model = Location
        fields = (
            "code",
            "name",
            "kind",
            "line1",
            "line2",
            "postcode",
            "city",
            "region",
            "country",
            "latitude",
            "longitude",
            "phone",
            "email",
            "time_zone",
            "business_day_cutoff",
            "ships",
            "offers_pickup",
            "pickup_ready_minutes",
            "pickup_keep_days",
            "accepts_returns",
            "count_approval_from",
            "picture",
            "is_active",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = Location.objects.order_by("-pk").values_list("time_zone", flat=True)
        self.fields["time_zone"].initial = zones.first() or settings.TIME_ZONE

    def clean_country(self) -> str:
        return clean_letters(self.cleaned_data["country"], count=2)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        latitude, longitude = given.get("latitude"), given.get("longitude")
        if (latitude is None) != (longitude is None):
            raise ValidationError(_("Give both latitude and longitude, or neither."))
        if (
            latitude is not None
            and longitude is not None
            and not (abs(latitude) <= 90 and abs(longitude) <= 180)
        ):
            raise ValidationError(
                _("That point isn't on Earth: latitude is from -90 to 90, longitude from -180 to 180.")
            )
        return given


class OpeningHoursForm(forms.ModelForm[OpeningHours]):
    weekday = forms.TypedChoiceField(
        label=_("weekday"),
        choices=[("", "—"), *WEEKDAYS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )

    class Meta:
        model = OpeningHours
        fields = ("weekday", "date", "opens_at", "closes_at")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if (given.get("weekday") is None) == (given.get("date") is None):
            raise ValidationError(_("Choose a weekday or a special day, one of the two."))
        if bool(given.get("opens_at")) != bool(given.get("closes_at")):
            raise ValidationError(_("Give both hours, or neither for a day on which it is closed."))
        if given.get("opens_at") and given["opens_at"] >= given["closes_at"]:
            raise ValidationError(_("It must open before it closes."))
        return given
