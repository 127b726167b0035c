"""Where Bottega sells (channels) and where goods lie (locations)."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.fields import AmountField, CurrencyField


class Channel(models.Model):
    """A way of selling: a web shop, the tills, an app, the phone, a marketplace."""

    class Kind(models.TextChoices):
        WEB = "web", _("Web")
        TILL = "till", _("Till")
        MOBILE = "mobile", _("Mobile app")
        PHONE = "phone", _("Phone")
        KIOSK = "kiosk", _("Kiosk")
        MARKETPLACE = "marketplace", _("Marketplace")

    code = models.SlugField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    currency = CurrencyField(_("currency"), help_text=_("Three letters, for example EUR."))
    prices_include_tax = models.BooleanField(_("prices include tax"), default=True)
    tax_country = models.CharField(
        _("country of establishment"),
        max_length=2,
        help_text=_("Two letters, for example IT. Taxes apply as seen from there."),
    )
    hold_minutes = models.PositiveSmallIntegerField(
        _("hold, minutes"), default=20, help_text=_("How long a checkout keeps goods for its shopper.")
    )
    payment_minutes = models.PositiveSmallIntegerField(
        _("time to pay, minutes"), default=30, help_text=_("An order not paid by then is cancelled.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    locations: "models.ManyToManyField[Location, ChannelLocation]" = models.ManyToManyField(
        "Location", through="ChannelLocation", related_name="channels"
    )

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            models.CheckConstraint(condition=models.Q(hold_minutes__gte=1), name="channels_hold_positive")
        ]

    def __str__(self) -> str:
        return self.name


class Location(models.Model):
    """A place that holds stock: a shop or a warehouse."""

    class Kind(models.TextChoices):
        SHOP = "shop", _("Shop")
        WAREHOUSE = "warehouse", _("Warehouse")

    code = models.SlugField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    line1 = models.CharField(_("address"), max_length=120, blank=True)
    line2 = models.CharField(_("address, second line"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=16, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, help_text=_("Two letters, for example IT."))
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, help_text=_("For example Europe/Rome."))
    business_day_cutoff = models.TimeField(
        _("business day ends at"),
        default=time(0, 0),
        help_text=_("Sales before this time of night still belong to the day before."),
    )
    ships = models.BooleanField(_("ships orders"), default=True)
    offers_pickup = models.BooleanField(_("offers collection"), default=False)
    pickup_ready_minutes = models.PositiveSmallIntegerField(
        _("ready for collection within, minutes"), default=120
    )
    pickup_keep_days = models.PositiveSmallIntegerField(_("keeps collections for, days"), default=7)
    accepts_returns = models.BooleanField(_("accepts returns"), default=True)
    count_approval_from = AmountField(
        _("counts need approval from"),
        null=True,
        blank=True,
        help_text=_(
            "Where a stock count differs by this value or more, a second person approves it. Empty: never."
        ),
    )
    is_active = models.BooleanField(_("active"), default=True)
    picture = models.ImageField(_("picture"), upload_to="locations/", blank=True)

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        indexes = [models.Index(fields=["latitude", "longitude"], name="channels_location_near")]

    def __str__(self) -> str:
        return self.name


class ChannelLocation(models.Model):
    """A location that a channel may sell from, and its place in the order of preference."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="channel_locations")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="channel_locations")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    hold_minutes = models.PositiveSmallIntegerField(
        _("hold, minutes"),
        null=True,
        blank=True,
        help_text=_("How long a checkout keeps goods of this location. Empty: as long as the channel says."),
    )

    class Meta:
        verbose_name = _("allowed location")
        verbose_name_plural = _("allowed locations")
        constraints = [
            models.UniqueConstraint(fields=["channel", "location"], name="channels_location_once"),
            models.CheckConstraint(
                condition=models.Q(hold_minutes__gte=1), name="channels_location_hold_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} · {self.location}"


class OpeningHours(models.Model):
    """When a location is open on a day of the week (Monday is 0) or, with a date, on that day instead."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), null=True, blank=True)
    date = models.DateField(_("special day"), null=True, blank=True)
    opens_at = models.TimeField(_("opens"), null=True, blank=True)
    closes_at = models.TimeField(
        _("closes"), null=True, blank=True, help_text=_("Both empty: closed that day.")
    )

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__isnull=True, date__isnull=False)
                | models.Q(weekday__range=(0, 6), date__isnull=True),
                name="channels_hours_day",
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True, closes_at__isnull=True)
                | models.Q(opens_at__lt=models.F("closes_at")),
                name="channels_hours_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.location} {self.date or self.weekday}"
