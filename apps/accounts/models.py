"""People: everybody is one User row, staff have roles, roles reach as far as their locations."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        """Create a person; without a password they can't sign in until they claim the account."""
        user = self.model(email=clean_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> "User":
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


def clean_email(email: str | None) -> str | None:
    """Return the address in the one form it is stored in, None for none."""
    return (email or "").strip().lower() or None


class User(AbstractBaseUser, PermissionsMixin):
    """A person: shopper, walk-in customer or member of staff, with or without an account."""

    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    phone = models.CharField(
        _("phone"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        help_text=_("E.164, such as +390583123456."),
    )
    first_name = models.CharField(_("first name"), max_length=120, blank=True)
    last_name = models.CharField(_("last name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("since"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_once")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email or self.phone or f"#{self.pk}"

    def clean(self) -> None:
        self.email, self.phone = clean_email(self.email), self.phone or None

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name or self.get_full_name()


class StaffRole(models.Model):
    """What a member of staff may do, and whether everywhere or at some locations only."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        MANAGER = "manager", _("Shop manager")
        CASHIER = "cashier", _("Cashier")
        FULFILMENT = "fulfilment", _("Fulfilment")
        MERCHANDISER = "merchandiser", _("Merchandiser")
        SERVICE = "service", _("Customer service")
        FINANCE = "finance", _("Finance")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="staff_roles")
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    all_locations = models.BooleanField(_("at all locations"), default=False)
    locations = models.ManyToManyField(
        "channels.Location", through="LocationAccess", related_name="staff_roles", blank=True
    )

    class Meta:
        verbose_name = _("staff role")
        verbose_name_plural = _("staff roles")
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="accounts_role_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class LocationAccess(models.Model):
    """A location that a staff role reaches."""

    staff_role = models.ForeignKey(StaffRole, on_delete=models.CASCADE, related_name="location_access")
    location = models.ForeignKey("channels.Location", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("location access")
        verbose_name_plural = _("location access")
        constraints = [
            models.UniqueConstraint(fields=["staff_role", "location"], name="accounts_access_once")
        ]

    def __str__(self) -> str:
        return f"{self.staff_role} @ {self.location}"
