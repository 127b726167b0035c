"""Addresses for tills."""

from django.urls import path

from . import views

urlpatterns = [
    path("enrol", views.EnrolView.as_view(), name="till-enrol"),
    path("heartbeat", views.HeartbeatView.as_view(), name="till-heartbeat"),
    path("sales", views.SalesView.as_view(), name="till-sales"),
    path("changes", views.ChangesView.as_view(), name="till-changes"),
]
