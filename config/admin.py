"""Django's admin as merchandisers see it: what they keep, grouped by what it is for, and nothing else."""

from typing import Any

from django.apps import apps as registry
from django.contrib.admin import AdminSite, apps
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

#: Oscar's own screens for what other apps of ours decide: prices, promotions, payments, baskets, letters.
NOT_OURS = frozenset(
    {
        *("analytics", "auth", "communication", "payment", "shipping", "sites", "voucher", "wishlists"),
        *("address.UserAddress", "reviews.Vote"),
    }
)

SECTIONS = (
    (
        _("Products"),
        (
            *("catalogue.Product", "catalogue.Category", "catalogue.Brand", "catalogue.ProductAttribute"),
            *("catalogue.AttributeOptionGroup", "reviews.ProductReview"),
            *("catalogue.PictureSource", "catalogue.ImportRun"),
        ),
    ),
    (_("Prices and taxes"), ("pricing.PriceList", "pricing.Price", "pricing.TaxRate")),
    (
        _("Channels and places"),
        (
            *("channels.Channel", "channels.Location", "fulfilment.DeliveryMethod", "address.Country"),
            *("pos.Device", "flatpages.FlatPage"),
        ),
    ),
    (_("People"), ("accounts.User", "accounts.StaffRole")),
    (
        _("Books, to look at"),
        (
            *("stock.StockLevel", "stock.StockMovement", "stock.Allocation", "stock.Hold", "stock.Transfer"),
            *("order.Order", "order.OrderEntry", "order.Return", "fulfilment.Fulfilment"),
            *("payments.Payment", "payments.Refund", "payments.WebhookDelivery"),
            *("pos.SaleEnvelope", "notifications.Message"),
        ),
    ),
)


class AdminConfig(apps.AdminConfig):
    """Django's admin with our site; Oscar's screens that nobody should use are taken off."""

    default_site = "config.admin.Site"

    def ready(self) -> None:
        super().ready()
        from django.contrib.admin import site

        for model in registry.get_models():
            if {model._meta.app_label, model._meta.label} & NOT_OURS and site.is_registered(model):
                site.unregister(model)


class Site(AdminSite):
    """The admin's front page by task."""

    site_header = site_title = _("Catalogue and settings")

    def get_urls(self) -> list[Any]:
        """Return the admin's addresses, and below a product's that of the reasons for its stock."""
        from apps.backoffice.stock.in_admin import why_in_stock

        view = self.admin_view(why_in_stock)
        why = path("catalogue/product/<int:key>/stock/", view, name="catalogue_product_stock")
        return [why, *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Return the sections with what the person may see in them; what belongs to none, by its app."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {entry["model"]._meta.label: entry for app in apps for entry in app["models"]}
        listed = {label for _title, labels in SECTIONS for label in labels}
        sections = [
            {**_section(str(title)), "models": [models[label] for label in labels if label in models]}
            for title, labels in SECTIONS
        ]
        others = [
            {**app, "models": [entry for entry in app["models"] if entry["model"]._meta.label not in listed]}
            for app in apps
        ]
        return [section for section in [*sections, *others] if section["models"]]


def _section(title: str) -> dict[str, Any]:
    return {"name": title, "app_label": "", "app_url": reverse("admin:index"), "has_module_perms": True}
