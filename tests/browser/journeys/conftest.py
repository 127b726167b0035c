"""A shop with people in front of it and behind it, each with a browser of their own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, Page

from apps.accounts.models import User
from tests.factories.accounts import staff
from tests.factories.boutique import BACKEND, Boutique, open_boutique

Open = Callable[..., Page]


@pytest.fixture
def boutique(transactional_db: None) -> Boutique:
    """The boutique, with mugs and green vases on the shelves of Lucca too."""
    with transaction.atomic():
        opened = open_boutique()
        for thing in (opened.mug, opened.green):
            opened.receive(thing, 5, opened.lucca)
        opened.show(opened.mug)
        opened.show(opened.green)
    return opened


@pytest.fixture
def bob(boutique: Boutique) -> User:
    """The manager in Lucca."""
    return staff("manager", boutique.lucca, first_name="Bob")


@pytest.fixture
def open_browser(browser: Browser, live_server: Any) -> Iterator[Open]:
    """Return what opens a browser for somebody, who has signed in if they are named."""
    contexts = []

    def open_it(person: User | None = None, **looks: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **{"locale": "en-GB", **looks})
        contexts.append(context)
        if person:
            client = Client()
            client.force_login(person, backend=BACKEND)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page: Page = context.new_page()
        return page

    yield open_it
    for context in contexts:
        context.close()
