"""Apps, reading: what there is, where it is, how an order is coming along."""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.api.requests import valid
from apps.api.throttling import CatalogueThrottle, OrderStatusThrottle
from apps.core import clock

from . import serializers
from .availability import product_availability
from .catalogue import shelf
from .channel import app_channel
from .order_status import order_status

TAGS = ("Apps",)


class AppView(APIView):
    """A view for everybody: apps show it before anybody signs in."""

    permission_classes = (AllowAny,)


@method_decorator(gzip_page, name="dispatch")
@method_decorator(conditional_page, name="dispatch")
class CatalogueView(AppView):
    """The channel's window."""

    throttle_classes = (CatalogueThrottle,)

    @extend_schema(
        operation_id="browse_catalogue",
        summary="Search and browse",
        tags=TAGS,
        auth=[],
        parameters=[serializers.CatalogueQuery],
        responses={200: serializers.CataloguePage},
    )
    def get(self, request: Request) -> Response:
        """Search and browse, in the language of Accept-Language. Any other parameter narrows by a facet."""
        asked = valid(serializers.CatalogueQuery, request.query_params)
        filters = {name: values for name, values in request.query_params.lists() if name not in asked}
        channel = app_channel(code=asked["channel"])
        return Response(shelf(channel=channel, asked=asked, filters=filters))


class AvailabilityView(AppView):
    """A product's places."""

    throttle_classes = (CatalogueThrottle,)

    @extend_schema(
        operation_id="product_availability",
        summary="Price and availability, place by place",
        tags=TAGS,
        auth=[],
        parameters=[serializers.ChannelQuery],
        responses={200: serializers.ProductAvailability},
    )
    def get(self, request: Request, product_id: int) -> Response:
        """Tell price and availability of everything sold as a product, for delivery and place by place."""
        asked = valid(serializers.ChannelQuery, request.query_params)
        channel = app_channel(code=asked["channel"])
        return Response(product_availability(channel=channel, product_id=product_id, at=clock.now()))


@method_decorator(never_cache, name="dispatch")
class OrderStatusView(AppView):
    """An order's progress."""

    throttle_classes = (OrderStatusThrottle,)

    @extend_schema(
        operation_id="order_status",
        summary="How an order is coming along",
        tags=TAGS,
        auth=[],
        request=serializers.OrderQuestion,
        responses={200: serializers.OrderStatus},
    )
    def post(self, request: Request) -> Response:
        """Tell how an order is coming along. It is asked in the body, so that no log keeps the address."""
        asked: dict[str, Any] = valid(serializers.OrderQuestion, request.data)
        return Response(order_status(number=asked["number"], email=asked["email"]))
