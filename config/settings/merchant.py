"""Who the shop is: name, logo, colour and the words around them. A merchant changes these lines and nothing else."""

from typing import Any

from django.utils.translation import gettext_lazy as _

#: `accent` is any CSS colour in hex: every tint, hover and dark variant is derived from it.
#: `logo` is a static path to an SVG holding a <symbol id="logo"> drawn in currentColor.
#: `terms_url` and `privacy_url` are where these can be read; an empty one isn't spoken of.
BOTTEGA_MERCHANT: dict[str, Any] = {
    "name": "Lumaca",
    "legal_name": "Lumaca S.r.l.",
    "tagline": _("Slow things for the home, from four shops and one warehouse. Family-run since 1986."),
    "accent": "#1f5c47",
    "logo": "img/logo.svg",
    "address": "Via Fillungo 118, 55100 Lucca, Italy",
    "vat_number": "IT00000000000",
    "phone": "+39 0583 000 000",
    "email": "ciao@lumaca.example",
    "terms_url": "",
    "privacy_url": "",
    "free_delivery_from": "49.00",
    "currency": "EUR",
}

#: The front page: pictures are static paths; an empty one leaves its part out. Words are translated.
BOTTEGA_FRONT_PAGE: dict[str, Any] = {
    "hero_title": _("Set the table, then stay a while."),
    "hero_lead": _(
        "Stoneware from two workshops in the hills above Lucca: thick glaze, honest weight, made to be used every day."
    ),
    "hero_picture": "demo/hero.svg",
    "hero_alt": _("A lamp, a blue teapot, a mug and a green vase with eucalyptus on a long table"),
    "gift_title": _("A present, and soon?"),
    "gift_lead": _("Choose a budget. We show what is to be had now, by delivery or in your shop."),
    "gift_picture": "demo/gifts-wide.svg",
    "gift_budgets": [20, 50, 100],
}

#: Regional conventions for numbers, money and dates of a language whose name alone leaves them open.
BOTTEGA_FORMAT_LOCALES: dict[str, str] = {"en": "en_GB"}
