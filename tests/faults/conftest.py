"""A shop that is served by real processes: on this run's own database, or as an installation that may be killed."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, transaction

from apps.pos.models import Device
from tests.factories.boutique import Boutique, open_boutique
from tests.factories.channels import TillChannelFactory
from tests.factories.pos import DeviceFactory
from tests.serving import WebServer, running

SETTINGS = "tests.faults.settings"


@pytest.fixture
def boutique(transactional_db: None) -> Boutique:
    with transaction.atomic():
        return open_boutique()


@pytest.fixture
def till(boutique: Boutique) -> Device:
    """A till in Lucca."""
    return DeviceFactory(location=boutique.lucca, channel=TillChannelFactory(sells_from=[boutique.lucca]))


@pytest.fixture
def server(boutique: Boutique, tmp_path: Path) -> Iterator[WebServer]:
    """gunicorn with several processes on the database of this test."""
    surroundings = {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "BOTTEGA_HOME": str(tmp_path),
        "DATABASE_URL": own_database(),
        "LOG_LEVEL": "WARNING",
    }
    web = WebServer(tmp_path, surroundings)
    with running(web):
        yield web


def own_database() -> str:
    """Return the address of this test's database."""
    where = connection.get_connection_params()
    user = ":".join(quote(str(where[key]), safe="") for key in ("user", "password") if where.get(key))
    port = f":{where['port']}" if where.get("port") else ""
    return f"postgresql://{user}@{quote(str(where['host']), safe='')}{port}/{where['dbname']}"
