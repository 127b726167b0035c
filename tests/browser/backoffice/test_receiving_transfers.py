"""What arrives from another shop is received by scanner: the first scan begins at nought, each one adds a unit."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from apps.accounts.models import User
from apps.core import clock
from apps.stock.models import Transfer
from apps.stock.services.transfers import dispatch_transfer, draft_transfer
from tests.factories.shop import Shop
from tests.factories.stock import figures

pytestmark = pytest.mark.browser


@pytest.fixture
def transfer(shop: Shop) -> Transfer:
    """Two mugs and a vase on their way from Lucca to Como."""
    sent = draft_transfer(
        origin_id=shop.lucca.pk,
        destination_id=shop.como.pk,
        quantities={shop.mug.pk: 2, shop.vase.pk: 1},
        actor=shop.alice,
        at=clock.now(),
    )
    return dispatch_transfer(transfer_id=sent.pk, actor=shop.alice, at=clock.now())


@pytest.fixture
def sheet(shop: Shop, transfer: Transfer, at_work: Callable[[User], Page], live_server: object) -> Page:
    """The form in which Charlie says what arrived."""
    page = at_work(shop.charlie)
    page.goto(f"{live_server.url}{reverse('backoffice:transfer', args=[transfer.code])}")  # type: ignore[attr-defined]
    page.get_by_role("link", name="Receive").click()
    expect(page.get_by_role("heading", name="Receive in Como")).to_be_visible()
    return page


def scan(page: Page, code: str) -> None:
    """Have the page hear of a scan, however slow the machine types."""
    page.evaluate(
        "code => document.dispatchEvent(new CustomEvent('scan', { detail: { code }, cancelable: true }))",
        code,
    )


def test_what_was_scanned_is_received_and_the_rest_stays_on_its_way(
    shop: Shop, transfer: Transfer, sheet: Page
) -> None:
    scan(sheet, "MUG-BLUE")
    expect(sheet.get_by_text("Half-dip mug: 1 / 2")).to_be_visible()
    scan(sheet, "SPOON")
    expect(sheet.get_by_text("SPOON: This isn't on the transfer.")).to_be_visible()

    sheet.get_by_role("button", name="Put on the shelf in Como").click()

    expect(sheet.get_by_text("1 unit arrived")).to_be_visible()
    transfer.refresh_from_db()
    assert transfer.state == Transfer.State.PARTLY_RECEIVED
    assert figures(shop.mug, shop.como) == (11, 0, 0)
    assert figures(shop.vase, shop.como) == (10, 0, 0)
