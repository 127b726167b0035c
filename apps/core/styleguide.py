"""Sample data for the style guide, so that every component can be seen without a database."""

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator

from apps.core import clock


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name")
    phone = forms.CharField(label="Phone", help_text="For the driver, nothing else", required=False)
    postcode = forms.RegexField(
        r"\d{5}",
        label="Postcode",
        error_messages={"invalid": "An Italian postcode has 5 digits. Yours has 4."},
    )
    reason = forms.ChoiceField(
        label="Reason", choices=[("chipped", "Arrived chipped"), ("mind", "Changed my mind")]
    )
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    way = forms.ChoiceField(
        label="Write to me by",
        widget=forms.RadioSelect,
        choices=[("mail", "E-mail"), ("sms", "Text message")],
    )
    back = forms.BooleanField(label="Tell me when it is back", required=False)
    keep = forms.BooleanField(label="Keep this address", required=False)


def samples() -> dict[str, Any]:
    """Return what the style guide shows, once for each theme."""
    hours = [f"{hour}:00" for hour in range(9, 20)]
    return {
        "themes": [{"name": name, "form": _form(name)} for name in ("light", "dark")],
        "colours": [
            *("page", "surface", "sunken", "hover", "line", "line-strong", "ink-3", "ink-2", "ink", "accent"),
            *("accent-soft", "accent-line", "ok", "warn", "bad", "info", "sun"),
        ],
        "page": Paginator(range(1, 200), 10).page(4),
        "prices": {"now": Decimal("44.00"), "was": Decimal("55.00")},
        "events": _events(),
        "hours": hours,
        "sales": [
            ("Today", [184, 520, 960, 1490, 2020, 2250, 2880, 3412, None, None, None]),
            ("Saturday 14 November", [150, 430, 820, 1260, 1700, 1900, 2320, 2810, 3340, 3920, 4210], "then"),
        ],
        "channels": [
            ("Shops", Decimal(2128)),
            ("Web", Decimal(861)),
            ("App", Decimal(243)),
            ("Marketplace", Decimal(118)),
        ],
        "by_hour": [
            ("Shops", [120, 200, 260, 240, 180, 160, 240, 310, 330, 280, 140]),
            ("Web", [40, 60, 90, 120, 130, 90, 80, 70, 90, 110, 150]),
        ],
        "heat": [
            (day, [(h * 7 + at * 13) % 90 for h in range(11)]) for at, day in enumerate(("Mon", "Tue", "Wed"))
        ],
        "stock": [62, 60, 55, 51, 46, 40, 33, 28, 25, 73, 70, 66, 61, 58],
        "icons": _icons(),
        "rows": [
            {"number": "B7-4K2S", "who": "Davide Bassi", "state": "to_pick", "total": Decimal(44)},
            {"number": "B7-4K2Q", "who": "Giulio Ferri", "state": "not_found", "total": Decimal(62)},
            {"number": "B7-4K2J", "who": "Beatrice Longo", "state": "handed_over", "total": Decimal(1234)},
        ],
    }


def _form(theme: str) -> SampleForm:
    values = {"name": "Elisa Conti", "postcode": "5510", "reason": "chipped", "way": "mail", "keep": "on"}
    form = SampleForm({f"{theme}-{name}": value for name, value in values.items()}, prefix=theme)
    form.is_valid()
    return form


def _events() -> list[dict[str, Any]]:
    now = clock.now()
    return [
        {"title": "Ready in Lucca", "at": now, "tone": "now", "actor": "Paolo"},
        {
            "title": "Not found on shelf 3B",
            "at": now - timedelta(minutes=4),
            "tone": "bad",
            "detail": "Found in the window",
        },
        {"title": "Paid", "at": now - timedelta(days=3), "tone": "done"},
    ]


def _icons() -> list[str]:
    sprite = finders.find("img/icons.svg")
    return re.findall(r'id="i-([\w-]+)"', Path(sprite).read_text()) if sprite else []
