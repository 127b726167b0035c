"""What roles may do in Django's admin: merchandisers keep catalogue, prices, channels and delivery there."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from .models import User
from .rights import rights_of

ACT = "catalog.manage"
MANAGED = frozenset({"catalogue", "channels", "pricing", "fulfilment", "purchasing"})
"""Labels of the apps; what is written by services only refuses changes in its own admin."""


class RolePermissions(BaseBackend):
    """Answers for permissions; signs nobody in."""

    def has_perm(self, user_obj: AbstractBaseUser | AnonymousUser, perm: str, obj: Any = None) -> bool:
        return self.has_module_perms(user_obj, perm.partition(".")[0])

    def has_module_perms(self, user_obj: AbstractBaseUser | AnonymousUser, app_label: str) -> bool:
        return app_label in MANAGED and isinstance(user_obj, User) and _manages(user_obj)


def _manages(user: User) -> bool:
    """Tell whether the person manages the catalogue; asked once a request, which is what a user object lasts."""
    if not hasattr(user, "manages_catalogue"):
        user.manages_catalogue = rights_of(user).can(ACT)  # type: ignore[attr-defined]
    return bool(user.manages_catalogue)  # type: ignore[attr-defined]
