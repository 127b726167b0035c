"""Django admin for rows that are written by services only: everybody may look, nobody may touch."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest


class ReadOnly:
    """Mix into a ModelAdmin or an inline to show rows without letting anybody change them."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> int:
        return 0
