from oscar.apps.search import apps


class SearchConfig(apps.SearchConfig):
    name = "apps.storefront.search"

    def ready(self) -> None:
        """Load none of Oscar's views: searching is PostgreSQL's, in apps/assortment, shown by browse."""
