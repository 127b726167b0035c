"""Managers put tills up, move them and take their access away; each act is on record."""

import pytest

from apps.accounts.models import LocationAccess, StaffRole, User
from apps.accounts.rights import rights_of
from apps.channels.models import Location
from apps.core.models import AuditEntry
from apps.pos.models import Device, SaleEnvelope
from apps.pos.selectors import attention, contradictions, tills
from apps.pos.services.devices import (
    InvalidDevice,
    UnknownDevice,
    create_device,
    issue_enrolment_code,
    move_device,
    revoke_device,
)
from tests.factories.channels import ChannelFactory, LocationFactory, TillChannelFactory
from tests.factories.pos import DeviceFactory, envelope, line, report


@pytest.fixture
def alice(db: None, lucca: Location) -> User:
    """Alice manages Lucca."""
    alice = User.objects.create_user("alice@lumaca.example", first_name="Alice", is_staff=True)
    role = StaffRole.objects.create(user=alice, role="manager")
    LocationAccess.objects.create(staff_role=role, location=lucca)
    return alice


def test_a_new_till_has_a_code_of_its_shop(alice: User, lucca: Location) -> None:
    channel = TillChannelFactory()

    codes = [create_device(name="Till", location=lucca, channel=channel, actor=alice) for _n in range(2)]

    assert [code.device.code for code in codes] == ["lucca-1", "lucca-2"]
    assert AuditEntry.objects.filter(action="till.created", actor_id=alice.pk).count() == 2


@pytest.mark.parametrize("name", ["", "   "])
def test_a_till_has_a_name(alice: User, lucca: Location, name: str) -> None:
    with pytest.raises(InvalidDevice):
        create_device(name=name, location=lucca, channel=TillChannelFactory(), actor=alice)

    assert not Device.objects.exists()


def test_a_till_belongs_to_a_channel_of_tills(alice: User, lucca: Location) -> None:
    with pytest.raises(InvalidDevice):
        create_device(name="Till", location=lucca, channel=ChannelFactory(), actor=alice)


def test_revoking_takes_waiting_codes_along(alice: User, lucca: Location) -> None:
    code = create_device(name="Till", location=lucca, channel=TillChannelFactory(), actor=alice)

    device = revoke_device(device_id=code.device.pk, actor=alice, reason="stolen")

    assert (device.enrolment_digest, device.revoked_at is None) == (None, False)
    assert AuditEntry.objects.get(action="till.revoked").details == {"reason": "stolen"}


def test_a_till_moves(alice: User, till: Device) -> None:
    como = LocationFactory(code="como")

    move_device(device_id=till.pk, location=como, actor=alice)

    till.refresh_from_db()
    assert till.location == como
    assert AuditEntry.objects.get(action="till.moved").details == {"from": "lucca", "to": "como"}


@pytest.mark.parametrize("act", [issue_enrolment_code, revoke_device])
def test_no_such_till(alice: User, act: object) -> None:
    with pytest.raises(UnknownDevice):
        act(device_id=7, actor=alice)  # type: ignore[operator]


def test_alice_sees_the_tills_of_lucca_only(alice: User, till: Device) -> None:
    elsewhere = DeviceFactory(token="till_comos", code="como-1")
    report(till, envelope(line(None)), envelope(line(None), sequence=2))
    report(elsewhere, envelope(line(None)))
    rights = rights_of(alice)

    assert [(device.code, device.unbooked_sales) for device in tills(rights=rights)] == [("lucca-1", 2)]
    assert {sale.device for sale in attention(rights=rights)} == {till}
    assert not contradictions(rights=rights).exists()
    assert SaleEnvelope.objects.count() == 3
