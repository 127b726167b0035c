"""Addresses of the account: pages of one's own, which no cache keeps."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from .views import address_book, orders, profile, signing_in, wish_lists

app_name = "customer"


def private(route: str, view: Callable[..., HttpResponseBase], *, name: str) -> URLPattern:
    """Return the address of a page that the back button doesn't show once its owner has signed out."""
    return path(route, never_cache(view), name=name)


urlpatterns = [
    private("", profile.summary, name="summary"),
    private("sign-in/", signing_in.SignIn.as_view(), name="login"),
    private("sign-out/", signing_in.SignOut.as_view(), name="logout"),
    private("new/", signing_in.create_account, name="register"),
    private("password/forgotten/", signing_in.forgotten_password, name="password-reset"),
    private(
        "password/set/<uidb64>/<token>/", signing_in.SetPassword.as_view(), name="password-reset-confirm"
    ),
    private("password/", profile.change_password, name="change-password"),
    private("profile/", profile.profile, name="profile-view"),
    private("orders/", orders.order_list, name="order-list"),
    private("orders/<str:order_number>/", orders.own_order, name="order"),
    private("addresses/", address_book.address_list, name="address-list"),
    private("addresses/new/", address_book.address_edit, name="address-create"),
    private("addresses/<int:pk>/", address_book.address_edit, name="address-detail"),
    private("addresses/<int:pk>/delete/", address_book.address_delete, name="address-delete"),
    private("addresses/<int:pk>/default/", address_book.address_default, name="address-default"),
    private("lists/", wish_lists.wish_list_list, name="wishlists-list"),
    private("lists/new/", wish_lists.wish_list_create, name="wishlists-create"),
    private("lists/add/<int:product_pk>/", wish_lists.wish_list_add, name="wishlists-add-product"),
    private("lists/<str:key>/", wish_lists.wish_list_detail, name="wishlists-detail"),
    private("lists/<str:key>/delete/", wish_lists.wish_list_delete, name="wishlists-delete"),
    private(
        "lists/<str:key>/<int:line_pk>/remove/", wish_lists.wish_list_remove, name="wishlists-remove-product"
    ),
]
