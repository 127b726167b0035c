"""What is printed once the shop is open: where everything is and how to sign in."""

from django.core.management import call_command, get_commands
from django.urls import Resolver404, resolve

PLACES = {
    "Shop": "/",
    "Back office": "/backoffice/",
    "Till": "/till/",
    "Admin": "/admin/",
    "API": "/api/",
}


def say(*, url: str, seconds: float) -> None:
    print(f"\nOpen, {seconds:.0f} seconds after the start.\n", flush=True)
    for name, path in PLACES.items():
        if leads_somewhere(path):
            print(f"  {name:<18}{url}{path}")
    if "seed_demo" in get_commands():
        print()
        call_command("seed_demo", sign_ins=True)
    print("\nCtrl-C stops everything; the data is kept.", flush=True)


def leads_somewhere(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
