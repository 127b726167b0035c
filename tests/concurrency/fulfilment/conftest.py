"""The same shops and people as in the integration tests."""

from tests.integration.fulfilment.conftest import altopascio, bob, como, lucca, mug, vase, web

__all__ = ["altopascio", "bob", "como", "lucca", "mug", "vase", "web"]
