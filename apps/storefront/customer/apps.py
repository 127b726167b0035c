from oscar.apps.customer import apps


class CustomerConfig(apps.CustomerConfig):
    name = "apps.storefront.customer"

    def ready(self) -> None:
        """Load none of Oscar's views: ours stand in urls.py."""
