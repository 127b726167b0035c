"""Run in an installation of its own: makes the tables and opens the shop; prints what its visitors need to know."""

import json


def open_shop() -> dict[str, int]:
    """Migrate, open the boutique with plenty of everything and two tills in Lucca."""
    from django.core.management import call_command
    from django.db import transaction

    from tests.factories.boutique import open_boutique
    from tests.factories.channels import TillChannelFactory
    from tests.factories.pos import DeviceFactory

    call_command("migrate", verbosity=0, skip_checks=True)
    with transaction.atomic():
        boutique = open_boutique()
        boutique.receive(boutique.mug, 500, boutique.altopascio)
        boutique.receive(boutique.mug, 1000, boutique.lucca)
        tills = TillChannelFactory(sells_from=[boutique.lucca])
        for number in (1, 2):
            DeviceFactory(location=boutique.lucca, channel=tills, token=f"till_{number}")
    return {"mug": boutique.mug.pk, "lucca": boutique.lucca.pk}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(open_shop()))
