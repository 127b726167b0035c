"""A shop with goods, kept small so that threads meet."""

import pytest

from tests.factories.boutique import Boutique, open_boutique


@pytest.fixture
def boutique(db: None) -> Boutique:
    return open_boutique()
