"""Making an account, and claiming one that exists without a password since one bought as a guest."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User, clean_email
from apps.core.errors import DomainError
from apps.core.transactions import durable
from apps.customers.services import customer_of


class AddressTaken(DomainError):
    code = "address-taken"
    message = _("There is an account or an order under this address already.")


def register(*, email: str, password: str, first_name: str, last_name: str, language: str) -> User:
    """Make a person with a password and return them.

    Raises AddressTaken if we know the address, with a password or without: whoever owns it proves that
    by mail, since their earlier orders come with the account.
    """
    with durable():
        user, created = User.objects.get_or_create(
            email=clean_email(email),
            defaults={"first_name": first_name, "last_name": last_name, "language": language},
        )
        if not created:
            raise AddressTaken
        user.set_password(password)
        user.save(update_fields=["password"])
        customer_of(user=user)
    return user
