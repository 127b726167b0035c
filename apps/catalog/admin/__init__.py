"""Where merchandisers keep the catalogue. Every change is told to those who show it."""

from .brands import BrandAdmin
from .categories import CategoryAdmin
from .imports import ImportRunAdmin, PictureSourceAdmin
from .products import ProductAdmin
from .values import AttributeOptionGroupAdmin, ProductAttributeAdmin

__all__ = [
    "AttributeOptionGroupAdmin",
    "BrandAdmin",
    "CategoryAdmin",
    "ImportRunAdmin",
    "PictureSourceAdmin",
    "ProductAdmin",
    "ProductAttributeAdmin",
]
