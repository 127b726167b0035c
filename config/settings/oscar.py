"""What the storefront's framework is told. Prices, stock, promotions and orders are decided by our own apps."""

from oscar.defaults import *

from .merchant import BOTTEGA_MERCHANT

OSCAR_SHOP_NAME = BOTTEGA_MERCHANT["name"]
OSCAR_SHOP_TAGLINE = BOTTEGA_MERCHANT["tagline"]
OSCAR_FROM_EMAIL = BOTTEGA_MERCHANT["email"]
OSCAR_DEFAULT_CURRENCY = BOTTEGA_MERCHANT["currency"]
DEFAULT_FROM_EMAIL = BOTTEGA_MERCHANT["email"]

OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_ALLOW_ANON_REVIEWS = False
OSCAR_MODERATE_REVIEWS = True
OSCAR_EAGER_ALERTS = False  # would send mail inside the transaction that changes stock
OSCAR_DELETE_IMAGE_FILES = False  # a deleted product still shows in old orders
OSCAR_THUMBNAILER = "oscar.core.thumbnails.EasyThumbnails"
OSCAR_OFFERS_INCL_TAX = True
OSCAR_REQUIRED_ADDRESS_FIELDS = ("first_name", "last_name", "line1", "line4", "postcode", "country")
#: Only orders/lifecycle.py moves an order, so Oscar's own pipeline stays empty.
OSCAR_ORDER_STATUS_PIPELINE: dict[str, tuple[str, ...]] = {}
OSCAR_LINE_STATUS_PIPELINE: dict[str, tuple[str, ...]] = {}

#: Oscar's forms import Haystack; searching itself is PostgreSQL's, in apps/assortment.
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
THUMBNAIL_ALIASES: dict[str, dict[str, object]] = {}
THUMBNAIL_PRESERVE_EXTENSIONS = ("png", "webp")

#: Which channel the web shop sells in; empty: the oldest active one of kind web.
BOTTEGA_STOREFRONT_CHANNEL = ""
#: How long a web process keeps departments, shops and opening hours before it reads them again.
BOTTEGA_STOREFRONT_MEMO_SECONDS = 15
LOGIN_URL = "customer:login"
LOGIN_REDIRECT_URL = "customer:summary"
LOGOUT_REDIRECT_URL = "storefront:home"
#: Which of PAYMENT_PROVIDERS takes cards in the web shop.
BOTTEGA_CARD_PROVIDER = "sandbox"

#: Oscar's tables in one step each, for its apps that we use as they are; those that we replace have their own.
MIGRATION_MODULES = {
    label: f"apps.storefront.oscar.migrations.{label}"
    for label in (
        "address",
        "analytics",
        "communication",
        "payment",
        "reviews",
        "shipping",
        "voucher",
        "wishlists",
    )
}
