"""Who the shop is: name, logo, colour and the words around them. A merchant changes these lines and nothing else."""

#: `accent` is any CSS colour in hex: every tint, hover and dark variant is derived from it.
#: `logo` is a static path to an SVG holding a <symbol id="logo"> drawn in currentColor.
BOTTEGA_MERCHANT: dict[str, str] = {
    "name": "Lumaca",
    "legal_name": "Lumaca S.r.l.",
    "tagline": "Slow things for the home, from four shops and one warehouse. Family-run since 1986.",
    "accent": "#1f5c47",
    "logo": "img/logo.svg",
    "address": "Via Fillungo 118, 55100 Lucca, Italy",
    "vat_number": "IT00000000000",
    "phone": "+39 0583 000 000",
    "email": "ciao@lumaca.example",
    "free_delivery_from": "49.00",
    "currency": "EUR",
}

#: Regional conventions for numbers, money and dates of a language whose name alone leaves them open.
BOTTEGA_FORMAT_LOCALES: dict[str, str] = {"en": "en_GB"}
