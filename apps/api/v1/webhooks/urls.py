"""Addresses that payment providers post to."""

from django.urls import path

from . import payments

urlpatterns = [path("payments/<slug:provider>", payments.receive, name="payment-webhook")]
"""Without a slash at the end: providers don't follow redirects."""
