"""Who can sign in to the demo, and with what. Known to everybody, so it exists in a demo only."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD = "lumaca-demo"  # noqa: S105  printed on the demo's own sign-in page


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person of the demo: what they are, where they work (location codes, empty for everywhere)."""

    email: str
    first_name: str
    last_name: str
    what: str | Promise
    role: str = ""
    places: tuple[str, ...] = ()
    language: str = "en"


STAFF = (
    SignIn("giulia@lumaca.example", "Giulia", "Ferri", _("Owner, sees everything"), "owner"),
    SignIn(
        "marta@lumaca.example",
        "Marta",
        "Ricci",
        _("Shop manager, Lucca and Como"),
        "manager",
        ("lucca", "como"),
    ),
    SignIn("pietro@lumaca.example", "Pietro", "Galli", _("Shop manager, Bergamo"), "manager", ("bergamo",)),
    SignIn("paolo@lumaca.example", "Paolo", "Neri", _("Cashier, Lucca"), "cashier", ("lucca",), "it"),
    SignIn("irene@lumaca.example", "Irene", "Sala", _("Cashier, Como"), "cashier", ("como",), "it"),
    SignIn(
        "tomasz@lumaca.example",
        "Tomasz",
        "Lis",
        _("Packs in Altopascio"),
        "fulfilment",
        ("altopascio",),
        "pl",
    ),
    SignIn("dewi@lumaca.example", "Dewi", "Lestari", _("Merchandiser"), "merchandiser", (), "id"),
    SignIn("claire@lumaca.example", "Claire", "Martin", _("Customer service"), "service", (), "fr"),
    SignIn("anna@lumaca.example", "Anna", "Conti", _("Finance"), "finance"),
)
SHOPPERS = (
    SignIn("elisa@example.com", "Elisa", "Conti", _("Shopper with orders and a list"), language="it"),
    SignIn("grzegorz@example.com", "Grzegorz", "Wiśniewski", _("Shopper"), language="pl"),
)
EVERYBODY = (*STAFF, *SHOPPERS)
