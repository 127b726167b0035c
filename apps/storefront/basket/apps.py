from oscar.apps.basket import apps


class BasketConfig(apps.BasketConfig):
    name = "apps.storefront.basket"

    def ready(self) -> None:
        """Load none of Oscar's views: ours stand in urls.py."""
