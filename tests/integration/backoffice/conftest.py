"""A shop at work, and browsers of its staff."""

from collections.abc import Callable

import pytest
from django.test import Client

from apps.accounts.models import User
from tests.factories.shop import Shop, open_shop


@pytest.fixture
def shop(db: None) -> Shop:
    return open_shop()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """Return what opens a browser in which the person is signed in."""

    def browser(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser


@pytest.fixture
def alice(shop: Shop, sign_in: Callable[[User], Client]) -> Client:
    """The owner's browser."""
    return sign_in(shop.alice)


@pytest.fixture
def bob(shop: Shop, sign_in: Callable[[User], Client]) -> Client:
    """The browser of the cashier of Como."""
    return sign_in(shop.bob)


@pytest.fixture
def charlie(shop: Shop, sign_in: Callable[[User], Client]) -> Client:
    """The browser of the manager of Como."""
    return sign_in(shop.charlie)
