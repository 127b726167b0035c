"""Lumaca's staff with their roles, and some of its customers."""

import random

from django.contrib.auth.hashers import make_password

from apps.accounts.models import LocationAccess, StaffRole, User
from apps.channels.models import Location
from apps.core.transactions import durable
from apps.customers.services import customer_of

from ..signins import EVERYBODY, PASSWORD, SHOPPERS, SignIn

FIRST_NAMES = (
    "Luca",
    "Sofia",
    "Marco",
    "Giorgia",
    "Camille",
    "Hugo",
    "Zofia",
    "Jan",
    "Putri",
    "Budi",
    "Emma",
    "Oliver",
    "Chiara",
    "Matteo",
    "Léa",
    "Kasia",
)
LAST_NAMES = (
    "Rossi",
    "Bianchi",
    "Moretti",
    "Dubois",
    "Bernard",
    "Kowalski",
    "Nowak",
    "Santoso",
    "Wijaya",
    "Smith",
    "Brown",
    "Fontana",
    "Greco",
    "Petit",
    "Wójcik",
    "Serra",
)
LANGUAGES = ("it", "it", "it", "en", "fr", "pl", "id")
VISITS_OF_A_REGULAR = 5
"""How often one who can sign in buys, for each time that anybody else does: their account shall show something."""


def seed_people() -> None:
    """Make everybody who can sign in; those who are there keep their passwords."""
    password = make_password(PASSWORD)  # once: hashing is slow on purpose
    for person in EVERYBODY:
        user, _created = User.objects.get_or_create(
            email=person.email,
            defaults={
                "first_name": person.first_name,
                "last_name": person.last_name,
                "language": person.language,
                "is_staff": bool(person.role),
                "is_superuser": person.role == "owner",
                "password": password,
            },
        )
        if person.role:
            _give_role(user, person)
        else:
            with durable():
                customer_of(user=user)


def seed_customers(*, count: int, chance: random.Random) -> list[User]:
    """Return the shoppers who can sign in and so many without a password, made where they are missing."""
    customers = list(User.objects.filter(email__in=[person.email for person in SHOPPERS]).order_by("pk"))
    with durable():
        for number in range(count):
            first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
            user, _created = User.objects.get_or_create(
                email=f"customer{number}@example.com",
                defaults={
                    "first_name": first,
                    "last_name": last,
                    "language": chance.choice(LANGUAGES),
                    "password": "!",
                },
            )
            customer_of(user=user)
            customers.append(user)
    return customers


def by_visits(customers: list[User]) -> list[User]:
    """Return the customers, each as often as they come to buy."""
    regular = {person.email for person in SHOPPERS}
    return [
        customer
        for customer in customers
        for _visit in range(VISITS_OF_A_REGULAR if customer.email in regular else 1)
    ]


def _give_role(user: User, person: SignIn) -> None:
    role, created = StaffRole.objects.get_or_create(
        user=user, role=person.role, defaults={"all_locations": not person.places}
    )
    if created:
        LocationAccess.objects.bulk_create(
            LocationAccess(staff_role=role, location=location)
            for location in Location.objects.filter(code__in=person.places)
        )
