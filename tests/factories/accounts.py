"""People: shoppers, and staff whose roles reach certain locations."""

import factory

from apps.accounts.models import LocationAccess, StaffRole, User
from apps.channels.models import Location


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    first_name = "Alice"
    email = factory.LazyAttributeSequence(lambda user, n: f"{user.first_name.lower()}{n}@example.com")


class StaffFactory(UserFactory):
    """A member of staff who may do nothing yet."""

    first_name = "Bob"
    is_staff = True


def staff(role: str, *locations: Location, **facts: object) -> User:
    """Return a member of staff with the role at these locations, or everywhere if none is named."""
    user = StaffFactory(**facts)
    give_role(user, role, *locations)
    return user


def give_role(user: User, role: str, *locations: Location) -> StaffRole:
    """Give the person one more role at these locations, or everywhere if none is named."""
    given = StaffRole.objects.create(user=user, role=role, all_locations=not locations)
    LocationAccess.objects.bulk_create(
        LocationAccess(staff_role=given, location=location) for location in locations
    )
    return given
