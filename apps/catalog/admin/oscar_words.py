"""What Oscar's models call their fields, where its own catalogues lack a language of ours: said here, so that it is
translated with everything else.
"""

from django.utils.translation import gettext_noop as _

SAID = (
    _("Is public"),
    _("Long description"),
    _("Exclude from menu"),
    _("Exclude this category from the menu."),
    _("Show this category in search results and catalogue listings."),
    _("Show this product in search results and catalogue listings."),
    _("Code can be used to store a secondary unique identifier, when upc isn't sufficient"),
    _("The highest priority products are shown first"),
)
