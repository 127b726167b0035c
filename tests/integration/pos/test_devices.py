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
    change_device,
    create_device,
    issue_enrolment_code,
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


def test_a_till_moves_under_another_name(alice: User, till: Device) -> None:
    como, name = LocationFactory(code="como"), till.name

    change_device(device_id=till.pk, name=" Till at the door ", location=como, actor=alice)

    till.refresh_from_db()
    assert (till.location, till.name) == (como, "Till at the door")
    assert AuditEntry.objects.get(action="till.moved").details == {"from": "lucca", "to": "como"}
    assert AuditEntry.objects.get(action="till.renamed").details == {"from": name, "to": "Till at the door"}


def test_a_till_that_stays_what_it_is_leaves_no_trace(alice: User, till: Device) -> None:
    change_device(device_id=till.pk, name=till.name, location=till.location, actor=alice)

    assert not AuditEntry.objects.exists()


def test_a_till_keeps_its_name_and_place_rather_than_having_none(alice: User, till: Device) -> None:
    with pytest.raises(InvalidDevice):
        change_device(device_id=till.pk, name="  ", location=LocationFactory(code="como"), actor=alice)

    before = till.name, till.location
    till.refresh_from_db()
    assert (till.name, till.location) == before


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
