"""Countries in the reader's language, and what their postcodes look like."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from oscar.apps.address.abstract_models import AbstractAddress

from apps.core import ui

#: A postcode of each country that shows its form; for others it is checked but not shown.
EXAMPLES = {
    "AT": "1010",
    "BE": "1000",
    "CH": "8001",
    "DE": "10115",
    "ES": "28001",
    "FR": "75001",
    "GB": "SW1A 1AA",
    "ID": "10110",
    "IT": "55100",
    "NL": "1012 AB",
    "PL": "00-001",
    "SI": "1000",
}


def country_name(code: str) -> str:
    """Return the country's name, or its code where the reader's language has none for it."""
    return str(ui.reader_locale().territories.get(code, code))


def country_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return the countries as choices, by name, the home of the shop among the others."""
    return sorted(((code, country_name(code)) for code in codes), key=lambda choice: choice[1])


def check_postcode(text: str, country: str) -> str:
    """Return the postcode in capitals. Raises ValueError with words if the country has none like it."""
    postcode = " ".join(text.upper().split())
    pattern = AbstractAddress.POSTCODES_REGEX.get(country, r".+")
    if re.match(pattern, postcode.replace(" ", "").replace("-", "")) or re.match(pattern, postcode):
        return postcode
    name = country_name(country)
    if country in EXAMPLES:
        raise ValueError(
            _("A postcode in %(country)s looks like %(example)s.")
            % {"country": name, "example": EXAMPLES[country]}
        )
    raise ValueError(_("%(country)s has no such postcode.") % {"country": name})
