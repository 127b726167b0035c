"""Every address of the shop. Namespaces are Oscar's where its models link to them."""

from django.urls import include, path

from apps.storefront.customer.views import orders
from apps.storefront.shops import views as shops

own = [
    path("shops/", shops.choose_shop, name="choose-shop"),
    path("orders/find/", orders.find, name="find-order"),
    path("orders/<uuid:uuid>/", orders.tracked_order, name="track"),
]

urlpatterns = [
    path("", include((own, "storefront"))),
    path("basket/", include("apps.storefront.basket.urls")),
    path("checkout/", include("apps.storefront.checkout.urls")),
    path("account/", include("apps.storefront.customer.urls")),
]
