"""The demo opens with what is low and what to order, however little its past has sold of it."""

from apps.accounts.models import StaffRole
from apps.demo.seeding.needs import seed_needs
from apps.demo.signins import EVERYBODY
from apps.purchasing.models import ReplenishmentProposal
from apps.stock.models import LowStockAlert, LowStockRule
from tests.factories.accounts import staff
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory
from tests.factories.past_sales import sold_daily
from tests.factories.purchasing import NOON, SupplierFactory, sells


def test_what_is_nearly_sold_out_is_said_and_proposed_once(db: None) -> None:
    vase, lucca, conti = ProductFactory(title="Vase"), LocationFactory(name="Lucca"), SupplierFactory()
    staff(StaffRole.Role.OWNER, email=EVERYBODY[0].email)
    sells(conti, vase, "8.00")
    sold_daily(vase, lucca, 4, left=2)

    for _time in range(2):
        seed_needs(now=NOON)

    assert LowStockRule.objects.get().location == lucca
    assert LowStockAlert.objects.get().product == vase
    assert ReplenishmentProposal.objects.get().product == vase
