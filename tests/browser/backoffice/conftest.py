"""Chromium in front of the back office, signed in."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from apps.accounts.models import User
from tests.factories.shop import Shop, open_shop

QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium, which asks no other machine for anything."""
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": list(QUIET)}


@pytest.fixture(scope="session", autouse=True)
def database_beside_a_browser() -> Iterator[None]:
    """Let the tests' own thread use the database, up to its removal, although Playwright runs an event loop in it."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def shop(transactional_db: None) -> Shop:
    return open_shop()


@pytest.fixture
def at_work(page: Page, live_server: Any) -> Callable[[User], Page]:
    """Return what signs the person in, in this browser."""

    def enter(user: User) -> Page:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page.goto(f"{live_server.url}/backoffice/")
        return page

    return enter
