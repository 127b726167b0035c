"""What each channel shows: one row per channel and product, ready to list, filter, sort and search.

A read model: everything in it follows from the catalogue, prices and stock, is kept by events and can be
rebuilt at any time. A product page, a cart and a promise ask those themselves.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from apps.core.fields import AmountField, CurrencyField


class AssortmentItem(models.Model):
    """A product in a channel's window.

    Price and stock are in no index, so that their changes cost little; whether it is sold out is, which
    changes seldom.
    """

    class Availability(models.TextChoices):
        AVAILABLE = "available", _("In stock")
        LOW = "low", _("Only a few left")
        NONE = "none", _("Sold out")

    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="+")
    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="+")
    is_published = models.BooleanField(help_text=_("Public, with something to sell that has a price here."))
    has_variants = models.BooleanField()
    slug = models.CharField(max_length=255)
    titles = models.JSONField(default=dict, help_text=_("By language."))
    lines = models.JSONField(default=dict, help_text=_("What it is in a few words, by language."))
    brand = models.CharField(max_length=120, blank=True)
    picture = models.CharField(max_length=255, blank=True)
    swatches = models.JSONField(default=list, help_text=_("Colours of variants: hex value and names."))
    price = AmountField(null=True, help_text=_("Of the cheapest variant."))
    price_to = AmountField(null=True, help_text=_("Of the dearest variant."))
    was = AmountField(null=True, help_text=_("What the price replaces where it is reduced."))
    currency = CurrencyField()
    includes_tax = models.BooleanField(default=True)
    availability = models.CharField(max_length=10, choices=Availability.choices)
    available = models.IntegerField(default=0)
    stock = models.JSONField(default=dict, help_text=_("Available units by location key, none left out."))
    rating = models.FloatField(null=True)
    reviews = models.PositiveIntegerField(default=0)
    priority = models.SmallIntegerField(default=0)
    popularity = models.IntegerField(default=0, help_text=_("Units sold of late, in all channels."))
    listed_at = models.DateTimeField()
    category_ids = ArrayField(models.BigIntegerField(), default=list, help_text=_("With those above them."))
    facets = ArrayField(
        models.TextField(), default=list, help_text=_("Such as colour=Green, by attribute code.")
    )
    codes = ArrayField(
        models.TextField(), default=list, help_text=_("SKUs in capitals, GTINs with 14 digits.")
    )
    words = models.TextField(
        help_text=_("Titles, brand and codes without accents, for searching by fragments.")
    )
    search_en = SearchVectorField()
    search_fr = SearchVectorField()
    search_it = SearchVectorField()
    search_id = SearchVectorField()
    search_pl = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "product"], name="assortment_item_once")]
        indexes = [
            models.Index(fields=["channel", "is_published"], name="assortment_shown"),
            models.Index(
                F("channel"),
                Exact(F("availability"), Value("none")),
                *(F(name).desc() for name in ("priority", "popularity", "listed_at", "product")),
                condition=Q(is_published=True),
                name="assortment_popular",
            ),
            GinIndex(fields=["category_ids"], name="assortment_categories"),
            GinIndex(fields=["facets"], name="assortment_facets"),
            GinIndex(fields=["codes"], name="assortment_codes"),
            GinIndex(fields=["words"], name="assortment_words", opclasses=["gin_trgm_ops"]),
            *(
                GinIndex(fields=[f"search_{language}"], name=f"assortment_search_{language}")
                for language in ("en", "fr", "it", "id", "pl")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} @ {self.channel_id}"


class AssortmentWord(models.Model):
    """A word that occurs in titles, brands, values or categories: what a mistyped one may have meant."""

    language = models.CharField(max_length=2)
    word = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="assortment_word_once")]
        indexes = [GistIndex(fields=["word"], name="assortment_word_near", opclasses=["gist_trgm_ops"])]

    def __str__(self) -> str:
        return f"{self.language}:{self.word}"


class AssortmentSwatch(models.Model):
    """The colour that stands for a value to filter by, as the variants of that value show it."""

    token = models.CharField(max_length=400, unique=True, help_text=_("Such as colour=Green."))
    colour = models.CharField(max_length=7)

    def __str__(self) -> str:
        return f"{self.token} {self.colour}"
