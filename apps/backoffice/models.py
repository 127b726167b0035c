"""What the back office itself remembers: lists as people like to see them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A list's filters and sorting under a name: its owner's, or shared with everybody who sees the list."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=32)
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=500)
    is_shared = models.BooleanField(_("for everybody"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "section", "name"], name="backoffice_view_once"),
            models.CheckConstraint(condition=~Q(name=""), name="backoffice_view_named"),
        ]

    def __str__(self) -> str:
        return self.name
