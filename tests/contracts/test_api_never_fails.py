"""Whatever is sent to the API, it answers: it never falls over, and its answers are as it publishes them."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
import yaml
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import content_type_conformance, not_a_server_error, response_schema_conformance

from tests.factories.channels import LocationFactory, TillChannelFactory
from tests.factories.goods import ProductFactory
from tests.factories.pos import TOKEN, DeviceFactory
from tests.factories.pricing import PriceFactory, TaxRateFactory

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
PUBLISHED = yaml.safe_load(Path(__file__).with_name("openapi.yaml").read_text())
OPERATIONS = [(path, method) for path, operations in PUBLISHED["paths"].items() for method in operations]


@pytest.fixture
def published(live_server: Any) -> Any:
    """The API of a shop with one till and one mug, as it says of itself."""
    lucca = LocationFactory(name="Lucca", code="lucca")
    DeviceFactory(location=lucca, channel=TillChannelFactory(sells_from=[lucca]))
    TaxRateFactory()
    PriceFactory(product=ProductFactory(title="Mug", sku="MUG"))
    return schemathesis.openapi.from_url(f"{live_server.url}/api/schema/")


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=lambda part: part)
def test_no_request_makes_it_fall_over(published: Any, path: str, method: str, mode: GenerationMode) -> None:
    @settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=published[path][method].as_strategy(generation_mode=mode))
    def send(case: schemathesis.Case) -> None:
        cache.clear()  # so that the limit on guesses doesn't end the conversation
        response = case.call(headers={"Authorization": f"Device {TOKEN}"})
        case.validate_response(response, checks=CHECKS)

    send()
