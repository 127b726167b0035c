"""Addresses for tills."""

from django.urls import path

from . import counts, views

urlpatterns = [
    path("enrol", views.EnrolView.as_view(), name="till-enrol"),
    path("heartbeat", views.HeartbeatView.as_view(), name="till-heartbeat"),
    path("sales", views.SalesView.as_view(), name="till-sales"),
    path("stock/<int:product>/explanation", views.ExplanationView.as_view(), name="till-explanation"),
    path("changes", views.ChangesView.as_view(), name="till-changes"),
    path("counts", counts.CountsView.as_view(), name="till-counts"),
    path("counts/<str:code>/entries", counts.CountEntriesView.as_view(), name="till-count-entries"),
    path("counts/<str:code>/tags", counts.CountTagsView.as_view(), name="till-count-tags"),
]
