"""Databases for tests: migrated once into a template, then copied, which takes a fraction of a second.

A test that commits (`transactional_db`, `live_server`) leaves rows behind that append-only ledgers rightly
refuse to delete; afterwards its database is made fresh again past them (`wiping`), or thrown away and copied anew.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

from . import wiping

_FRESH: dict[str, wiping.Freshness] = {}
PROJECT = Path(__file__).resolve().parent.parent
KEPT_TEMPLATES = 6
#: Any number that nobody else uses for an advisory lock on the test server.
TEMPLATE_LOCK = 20_261_121


def create() -> None:
    """Make this process's database from the template, building the template first where migrations changed."""
    with maintenance() as server:
        template = f"template_{migrations_fingerprint()}"
        if not exists(server, template):
            server.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])  # until this connection is closed
            if not exists(server, template):
                remove_old_templates(server)
                build_template(server, template)
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = template
        copy_template(server)
    with maintenance(own_database()) as server:
        _FRESH[own_database()] = wiping.note(server)


def reset() -> None:
    """Give this process a fresh database in place of the one that a test has written to."""
    connections["default"].close()
    with maintenance() as server:
        end_sessions(server)
        with maintenance(own_database()) as own:
            is_fresh = wiping.wipe(own, _FRESH[own_database()])
        if not is_fresh:
            copy_template(server)


def end_sessions(server: psycopg.Connection[Any]) -> None:
    """End everybody else's sessions in this process's database, a live server's among them, and wait for it."""
    others = "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = %s"
    server.execute(others, [own_database()])


def remove() -> None:
    """Drop this process's database."""
    connections["default"].close()
    with maintenance() as server:
        drop(server, own_database())


def own_database() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def maintenance(database: str = "postgres") -> psycopg.Connection[Any]:
    """Connect past Django: to the test server's own database, from where others are made and dropped, or to another."""
    parameters = connections["default"].get_connection_params()
    keep = {key: parameters[key] for key in ("host", "port", "user", "password") if parameters.get(key)}
    return psycopg.connect(**keep, dbname=database, autocommit=True)


def exists(server: psycopg.Connection[Any], name: str) -> bool:
    return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def drop(server: psycopg.Connection[Any], name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def copy_template(server: psycopg.Connection[Any]) -> None:
    names = {"name": own_database(), "template": settings.DATABASES["default"]["TEST"]["TEMPLATE"]}
    identifiers = {key: sql.Identifier(name) for key, name in names.items()}
    drop(server, names["name"])
    server.execute(
        sql.SQL("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY").format(**identifiers)
    )


def build_template(server: psycopg.Connection[Any], template: str) -> None:
    """Migrate a database from nothing, then give it the template's name, so that no half-built one is ever copied."""
    unfinished = f"unfinished_{template}"
    drop(server, unfinished)
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    own = {"BOTTEGA_TEST_DATABASE": unfinished, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"]
    subprocess.run(command, cwd=PROJECT, env=os.environ | own, check=True)
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    server.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(template)))


def remove_old_templates(server: psycopg.Connection[Any]) -> None:
    """Keep the newest templates, for branches that are switched between, and none that was never finished."""
    every = "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC"
    templates = server.execute(every, ["template\\_%"]).fetchall()
    unfinished = server.execute(every, ["unfinished\\_%"]).fetchall()
    for (name,) in [*templates[KEPT_TEMPLATES - 1 :], *unfinished]:
        drop(server, name)


def migrations_fingerprint() -> str:
    """Digest everything that decides what a migrated database looks like."""
    digest = hashlib.sha256()
    sources = [PROJECT / "requirements/base.txt", PROJECT / "config/settings/apps.py"]
    for package in ("apps", "config"):
        sources += sorted(PROJECT.glob(f"{package}/**/migrations/**/*.py"))
    for path in sources:
        digest.update(f"{path.relative_to(PROJECT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
