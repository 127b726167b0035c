"""The same shops, goods and people as where fulfilment is tried."""

from tests.integration.fulfilment.conftest import altopascio, bob, como, lucca, mug, vase, web

__all__ = ["altopascio", "bob", "como", "lucca", "mug", "vase", "web"]
