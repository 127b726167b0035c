"""Addresses of the checkout. Those of an order carry its unguessable key."""

from django.urls import path

from .views import after, paying, steps

app_name = "checkout"

urlpatterns = [
    path("", steps.index, name="index"),
    path("you/", steps.you, name="you"),
    path("getting/", steps.getting, name="getting"),
    path("getting/shipping/", steps.shipping, name="shipping"),
    path("getting/regroup/", steps.regroup, name="regroup"),
    path("paying/", paying.paying, name="paying"),
    path("paying/keep/", paying.keep, name="keep"),
    path("orders/<uuid:uuid>/pay/", after.pay, name="pay"),
    path("orders/<uuid:uuid>/back/", after.back, name="back"),
    path("orders/<uuid:uuid>/thanks/", after.thanks, name="thanks"),
    path("orders/<uuid:uuid>/change/", after.change_order, name="change"),
]
