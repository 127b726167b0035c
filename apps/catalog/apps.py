from django.db.models.signals import post_delete
from django.utils.module_loading import import_string
from oscar.apps.catalogue.apps import CatalogueConfig


class CatalogConfig(CatalogueConfig):
    name = "apps.catalog"

    def ready(self) -> None:
        """Hear of every product that is deleted, by whatever way: alone, with its family, from a form."""
        super().ready()
        follow_deletion = import_string("apps.catalog.services.upkeep.follow_deletion")
        post_delete.connect(follow_deletion, sender=self.get_model("Product"))
