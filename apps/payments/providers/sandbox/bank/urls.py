"""Addresses of the bank's payment page."""

from django.urls import path

from . import views

app_name = "sandbox_bank"

urlpatterns = [
    path("pay/<str:charge_id>/", views.pay, name="pay"),
    path("confirm/<str:charge_id>/", views.confirm, name="confirm"),
    path("leave/<str:charge_id>/", views.leave, name="leave"),
    path("closed/<str:charge_id>/", views.closed, name="closed"),
]
