"""Find or make the one customer row of a person."""

from collections.abc import Iterable

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from apps.accounts.models import User, clean_email
from apps.core.ids import speakable_code
from apps.core.transactions import transaction_required

from .models import Customer, CustomerReference

NO_PASSWORD = UNUSABLE_PASSWORD_PREFIX
"""What stands in place of a hash until the person claims an account."""


@transaction_required
def customer_of(*, user: User) -> Customer:
    """Return the person's customer row, made if need be."""
    customer, _created = Customer.objects.get_or_create(user=user, defaults={"code": speakable_code()})
    return customer


@transaction_required
def find_or_make_guest(
    *, email: str, first_name: str = "", last_name: str = "", language: str = ""
) -> Customer:
    """Return the customer with this e-mail address; without one, a person who has no password yet."""
    user = User.objects.filter(email=clean_email(email)).first()
    if user is None:
        user, _created = User.objects.get_or_create(
            email=clean_email(email),
            defaults={
                "first_name": first_name,
                "last_name": last_name,
                "language": language,
                "password": NO_PASSWORD,
            },
        )
    return customer_of(user=user)


@transaction_required
def find_or_make_by_references(*, source: str, references: Iterable[str]) -> dict[str, int]:
    """Return the customer key for each reference of another system, making those that are new.

    One statement per table, whatever the number of references.
    """
    wanted = set(references)
    known = dict(
        CustomerReference.objects.filter(source=source, reference__in=wanted).values_list(
            "reference", "customer_id"
        )
    )
    new = sorted(wanted - known.keys())
    users = User.objects.bulk_create(User(last_name=reference, password=NO_PASSWORD) for reference in new)
    Customer.objects.bulk_create(Customer(user=user, code=speakable_code(length=12)) for user in users)
    CustomerReference.objects.bulk_create(
        CustomerReference(customer_id=user.pk, source=source, reference=reference)
        for user, reference in zip(users, new, strict=True)
    )
    return known | {reference: user.pk for user, reference in zip(users, new, strict=True)}
