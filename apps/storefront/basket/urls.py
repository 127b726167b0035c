"""Addresses of the basket."""

from django.urls import path

from . import views

app_name = "basket"

urlpatterns = [
    path("", views.summary, name="summary"),
    path("add/<int:pk>/", views.add, name="add"),
    path("lines/<int:line_id>/", views.change, name="change"),
    path("lines/<int:line_id>/remove/", views.remove, name="remove"),
]
