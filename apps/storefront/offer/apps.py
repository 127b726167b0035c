from oscar.apps.offer import apps


class OfferConfig(apps.OfferConfig):
    name = "apps.storefront.offer"

    def ready(self) -> None:
        """Load none of Oscar's views and receivers: what a basket costs is the quote's to say."""
