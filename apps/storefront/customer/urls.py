"""Addresses of the account."""

from django.urls import path

from .views import address_book, orders, profile, signing_in, wish_lists

app_name = "customer"

urlpatterns = [
    path("", profile.summary, name="summary"),
    path("sign-in/", signing_in.SignIn.as_view(), name="login"),
    path("sign-out/", signing_in.SignOut.as_view(), name="logout"),
    path("new/", signing_in.create_account, name="register"),
    path("password/forgotten/", signing_in.forgotten_password, name="password-reset"),
    path("password/set/<uidb64>/<token>/", signing_in.SetPassword.as_view(), name="password-reset-confirm"),
    path("password/", profile.change_password, name="change-password"),
    path("profile/", profile.profile, name="profile-view"),
    path("orders/", orders.order_list, name="order-list"),
    path("orders/<str:order_number>/", orders.own_order, name="order"),
    path("addresses/", address_book.address_list, name="address-list"),
    path("addresses/new/", address_book.address_edit, name="address-create"),
    path("addresses/<int:pk>/", address_book.address_edit, name="address-detail"),
    path("addresses/<int:pk>/delete/", address_book.address_delete, name="address-delete"),
    path("addresses/<int:pk>/default/", address_book.address_default, name="address-default"),
    path("lists/", wish_lists.wish_list_list, name="wishlists-list"),
    path("lists/new/", wish_lists.wish_list_create, name="wishlists-create"),
    path("lists/add/<int:product_pk>/", wish_lists.wish_list_add, name="wishlists-add-product"),
    path("lists/<str:key>/", wish_lists.wish_list_detail, name="wishlists-detail"),
    path("lists/<str:key>/delete/", wish_lists.wish_list_delete, name="wishlists-delete"),
    path(
        "lists/<str:key>/<int:line_pk>/remove/", wish_lists.wish_list_remove, name="wishlists-remove-product"
    ),
]
