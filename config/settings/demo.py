"""Who can sign in to a demo; its sign-in pages show them, no other installation's do."""

from apps.demo.signins import EVERYBODY, PASSWORD

DEMO_SIGN_INS = [
    {
        "name": f"{person.first_name} {person.last_name}",
        "role": person.what,
        "email": person.email,
        "password": PASSWORD,
    }
    for person in EVERYBODY
]
