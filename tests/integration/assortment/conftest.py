import pytest

from tests.factories.windows import Window, window


@pytest.fixture
def shop(db: None) -> Window:
    """Return a web shop that sells from the warehouse in Altopascio and from Lucca."""
    return window()
