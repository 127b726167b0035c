"""The published document is the one that is checked in; changing it is a decision.

`python manage.py spectacular --file tests/contracts/openapi.yaml` writes it anew.
"""

from pathlib import Path

import yaml
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from rest_framework.test import APIClient

PUBLISHED = Path(__file__).with_name("openapi.yaml")


def test_it_is_the_one_checked_in() -> None:
    generated = SchemaGenerator().get_schema(request=None, public=True)

    assert yaml.safe_load(yaml.safe_dump(_plain(generated))) == yaml.safe_load(PUBLISHED.read_text())


def test_it_is_served_and_valid(db: None) -> None:
    response = APIClient().get("/api/schema/")

    assert response.status_code == 200
    validate_schema(yaml.safe_load(response.content))


def _plain(thing: object) -> object:
    """Return the document without the classes of the framework that made it."""
    if isinstance(thing, dict):
        return {str(key): _plain(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_plain(value) for value in thing]
    return thing if isinstance(thing, int | float | bool | type(None)) else str(thing)
