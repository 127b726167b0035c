"""The bench's database: seeded once, copied for each run, so that every run finds the same."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from tests import databases

SEEDED = "bottega_bench_seeded"
TOKEN_FILE = "till-token"


def prepare() -> None:
    """Make the database of this run, seeding anew where the product's tables or the seed have changed."""
    wanted = fingerprint()
    connections["default"].close()
    with databases.maintenance() as server:
        if not databases.exists(server, SEEDED) or kept_fingerprint() != wanted:
            print("Seeding 5,000 products; this takes some minutes the first time.", flush=True)
            databases.drop(server, SEEDED)
            server.execute(f"CREATE DATABASE {SEEDED}")
            run_seeding()
            (settings.BENCH_HOME / "fingerprint").write_text(wanted)
        databases.drop(server, settings.DATABASE)
        names = (sql.Identifier(settings.DATABASE), sql.Identifier(SEEDED))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(*names))


def collect_static() -> None:
    """Gather the files that pages name, once."""
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)


def fingerprint() -> str:
    seed = Path(__file__).with_name("seeding.py").read_bytes()
    return databases.migrations_fingerprint() + hashlib.sha256(seed).hexdigest()[:16]


def kept_fingerprint() -> str:
    path: Path = settings.BENCH_HOME / "fingerprint"
    return path.read_text() if path.exists() else ""


def run_seeding() -> None:
    command = [sys.executable, "-m", "tests.bench.preparation"]
    surroundings = os.environ | {"BENCH_DATABASE": SEEDED, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    subprocess.run(command, env=surroundings, cwd=databases.PROJECT, check=True)


def till_token() -> str:
    """Return the token of the seeded till."""
    return str((settings.BENCH_HOME / TOKEN_FILE).read_text())


def fill() -> None:
    """Migrate and seed the database of this process."""
    import django

    django.setup()
    from .seeding import seed

    call_command("migrate", verbosity=0, skip_checks=True)
    settings.BENCH_HOME.mkdir(parents=True, exist_ok=True)
    (settings.BENCH_HOME / TOKEN_FILE).write_text(seed())
    with connections["default"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    fill()
