"""The whole site, and the floor beside it."""

from django.urls import path

from config.urls import urlpatterns as site

from .floor import floor

urlpatterns = [path("bench/floor/<int:size>", floor), *site]
