"""Addresses of counts."""

from django.urls import path

from . import acting, entering, views

urlpatterns = [
    path("counts/", views.count_list, name="counts"),
    path("counts/new/", views.new, name="count-new"),
    path("counts/new/size/", views.scope_size, name="count-size"),
    path("counts/<str:code>/", views.count_page, name="count"),
    path("counts/<str:code>/sheet/", views.sheet, name="count-sheet"),
    path("counts/<str:code>/goods/", entering.goods, name="count-goods"),
    path("counts/<str:code>/entries/", entering.entries, name="count-entries"),
    path("counts/<str:code>/file/", entering.upload, name="count-file"),
    path("counts/<str:code>/tags/", entering.read_tags, name="count-tags"),
    path("counts/<str:code>/lines/<int:line>/correct/", acting.correct, name="count-correct"),
    *(path(f"counts/<str:code>/{name}/", act, name=f"count-{name}") for name, act in acting.ACTS.items()),
]
