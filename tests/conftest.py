"""What every test may use: a database of its own, a browser, the real example data, delivery of events."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from playwright.sync_api import expect

from config import embedded, env, translations
from tests import databases, programs

# Playwright's loop runs in the test's own thread, where Django would otherwise refuse to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine is no reason to fail: examples may take as long as they need.
hypothesis.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("patient")
expect.set_options(timeout=30_000)

EXAMPLE_DATA = env.PROJECT.parent / "shared" / "data"


def pytest_configure(config: pytest.Config) -> None:
    """Keep the throwaway database server running until this process of the run ends; compile translations."""
    translations.compile_all()
    if not env.current().database_url:
        config.stash[LEASE] = embedded.hold(settings.TEST_CLUSTER)
    TransactionTestCase._fixture_teardown = lambda self: databases.reset()  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    lease = config.stash.get(LEASE, None)
    if lease:
        lease.release()


LEASE = pytest.StashKey[embedded.Lease]()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Copy the migrated template into this process's database; drop it at the end."""
    databases.create()
    yield
    databases.remove()


@pytest.fixture(scope="session", autouse=True)
def media_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep what tests upload out of the installation's own media."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    return settings.MEDIA_ROOT


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Have Playwright drive the machine's own Chromium, which asks nobody on the network anything."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    chromium = {"executable_path": programs.require("chromium"), "args": ["--no-sandbox", *quiet]}
    return browser_type_launch_args | chromium


@pytest.fixture
def shared_data() -> Path:
    """Return the folder of real example data that may lie beside the checkout; skip where it doesn't."""
    if not EXAMPLE_DATA.is_dir():
        pytest.skip(f"the example data isn't at {EXAMPLE_DATA}")
    return EXAMPLE_DATA


@pytest.fixture
def deliver_events(settings: Any) -> Callable[[], None]:
    """Return what carries waiting events to their subscribers in this process, their own events included."""
    from apps.core import outbox
    from config.celery import app

    def deliver() -> None:
        before = app.conf.task_always_eager, app.conf.task_eager_propagates
        app.conf.task_always_eager, app.conf.task_eager_propagates = True, True
        try:
            while outbox.relay():
                pass
        finally:
            app.conf.task_always_eager, app.conf.task_eager_propagates = before

    return deliver


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    """Forget what earlier tests cached, limits on tries among it."""
    from django.core.cache import cache

    yield
    cache.clear()
