"""Who is calling: a till, known by the token it was given when it was enrolled."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from apps.core import clock
from apps.pos.models import Device
from apps.pos.services.recognition import DeviceRevoked, TokenUnknown, recognise_device


class DeviceAuthentication(BaseAuthentication):
    """Reads `Authorization: Device <token>`; `request.auth` is the till."""

    keyword = "Device"

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Device] | None:
        keyword, _space, token = request.headers.get("Authorization", "").strip().partition(" ")
        if keyword.lower() != self.keyword.lower():
            return None
        try:
            return AnonymousUser(), recognise_device(token=token.strip(), at=clock.now())
        except (TokenUnknown, DeviceRevoked) as refusal:
            raise exceptions.AuthenticationFailed(str(refusal), code=refusal.code) from refusal

    def authenticate_header(self, request: Request) -> str:
        return f'{self.keyword} realm="tills"'


class IsDevice(BasePermission):
    """Lets in tills only."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.auth, Device)
