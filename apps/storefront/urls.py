"""Every address of the shop. Namespaces are Oscar's where its models link to them."""

from django.urls import include, path

from .browse import machines
from .browse import views as browse
from .customer.views import orders
from .product import interests
from .product import views as product
from .shops import views as shops

storefront = [
    path("", browse.home, name="home"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap-index"),
    path("sitemap-<int:part>.xml", machines.sitemap, name="sitemap"),
    path("shops/", shops.choose_shop, name="choose-shop"),
    path("waiting/<str:token>/", interests.forget, name="forget-interest"),
    path("orders/find/", orders.find, name="find-order"),
    path("orders/<uuid:uuid>/", orders.tracked_order, name="track"),
]

catalogue = [
    path("all/", browse.everything, name="index"),
    path("offers/", browse.offers, name="offers"),
    path("c/<path:category_slug>_<int:pk>/", browse.category, name="category"),
    path("p/<str:product_slug>_<int:pk>/", product.product_detail, name="detail"),
    path("p/<str:product_slug>_<int:pk>/tell-me/", interests.tell_me, name="tell-me"),
    path("p/<str:product_slug>_<int:pk>/reviews/", product.review_list, name="reviews"),
    path("p/<str:product_slug>_<int:pk>/reviews/new/", product.review_add, name="review-add"),
]

search = [
    path("search/", browse.search, name="search"),
    path("search/suggestions/", browse.suggestions, name="suggestions"),
]

urlpatterns = [
    path("", include((storefront, "storefront"))),
    path("", include((catalogue, "catalogue"))),
    path("", include((search, "search"))),
    path("basket/", include("apps.storefront.basket.urls")),
    path("checkout/", include("apps.storefront.checkout.urls")),
    path("account/", include("apps.storefront.customer.urls")),
]
