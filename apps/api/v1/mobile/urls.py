"""Addresses for apps."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from . import views


class Key(IntConverter):
    """A key that a database holds."""

    regex = "[0-9]{1,18}"


register_converter(Key, "key")

urlpatterns = [
    path("catalogue", views.CatalogueView.as_view(), name="app-catalogue"),
    path("products/<key:product_id>/availability", views.AvailabilityView.as_view(), name="app-availability"),
    path("order-status", views.OrderStatusView.as_view(), name="app-order-status"),
]
