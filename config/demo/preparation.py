"""What must be done before the site can be served, each step quick when there is nothing to do."""

import logging

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config import databases, translations


def compile_translations() -> str:
    """Compile the catalogues that changed."""
    count = translations.compile_all()
    return f"{count} compiled" if count else "up to date"


def reach_database() -> str:
    """Ask the database that DATABASE_URL names for an answer. Ends the program with a sentence without one."""
    databases.refuse_unreachable()
    return "reached"


def migrate() -> str:
    """Bring the database's tables up to date."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        call_command("migrate", verbosity=0)
    return f"{len(missing)} migrations applied" if missing else "up to date"


def collect_static() -> str:
    """Gather the files that browsers load, each under a name that changes with its content."""
    call_command("collectstatic", interactive=False, verbosity=0)
    return "collected"


def load_demo_data() -> str:
    """Fill an empty shop. Interrupted, it goes on the next time."""
    from apps.channels.models import Channel

    complete = settings.ENV.home / "demo-data-loaded"
    if "seed_demo" not in get_commands():
        return "none"
    if complete.exists() and Channel.objects.exists():
        return "kept"
    print(flush=True)
    logging.disable(logging.INFO)  # thousands of sales needn't be told one by one
    call_command("seed_demo")
    complete.touch()
    return "loaded"
