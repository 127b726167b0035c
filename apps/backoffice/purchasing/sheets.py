"""A form at the side of the page, or a page of its own where htmx doesn't run."""

from typing import Any

from django.http import HttpResponse

from ..shell.access import StaffRequest
from ..shell.forms import StaffForm
from ..shell.pages import show


def sheet(
    request: StaffRequest, *, form: StaffForm, title: str, act: str, body: str = "", **context: Any
) -> HttpResponse:
    """Show the form with its title and the words of its button; `body` names a template to show above the button."""
    facts = {"form": form, "title": title, "act": act, "body": body, **context}
    return show(
        request,
        "backoffice/purchasing/sheet.html",
        facts,
        parts={"sheet": "backoffice/purchasing/sheet_form.html", "outcome": body},
        status=422 if form.errors and request.method == "POST" else 200,
    )
