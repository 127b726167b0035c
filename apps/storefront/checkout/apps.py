from oscar.apps.checkout import apps


class CheckoutConfig(apps.CheckoutConfig):
    name = "apps.storefront.checkout"

    def ready(self) -> None:
        """Load none of Oscar's views: ours stand in urls.py."""
