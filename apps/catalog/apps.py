from oscar.apps.catalogue.apps import CatalogueConfig


class CatalogConfig(CatalogueConfig):
    name = "apps.catalog"
