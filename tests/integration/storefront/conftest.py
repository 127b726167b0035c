"""A shop with goods, and a visitor's browser."""

import pytest
from django.test import Client

from tests.factories.boutique import Boutique, open_boutique


@pytest.fixture
def boutique(db: None) -> Boutique:
    return open_boutique()


@pytest.fixture
def visitor() -> Client:
    """Return the browser of somebody who hasn't signed in."""
    return Client()
