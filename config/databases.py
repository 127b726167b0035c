"""Where data lives: the database, the broker and the cache that the environment names, else the embedded ones."""

from typing import Any

import dj_database_url
from psycopg.conninfo import make_conninfo

from .embedded import Cluster
from .env import Environment

CONNECTION_SECONDS = 600
#: From the how manieth time on PostgreSQL keeps the plan of a statement sent through `core.prepared`.
PREPARED_FROM = 2
#: Means the queues in the database that the site uses itself, over whatever it is reached by.
OWN_DATABASE = "pgmq://localhost"


def database(*, environment: Environment, cluster: Cluster) -> dict[str, Any]:
    """Return Django's settings of the one database."""
    if environment.database_url:
        named: dict[str, Any] = dict(dj_database_url.parse(environment.database_url))
    else:
        named = {"ENGINE": "django.db.backends.postgresql", **cluster.address()}
    options = {**named.get("OPTIONS", {}), "prepare_threshold": PREPARED_FROM}
    return {**named, "OPTIONS": options, "CONN_MAX_AGE": CONNECTION_SECONDS, "CONN_HEALTH_CHECKS": True}


def broker(*, environment: Environment, database: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return Celery's broker address and transport options: queues in the database unless BROKER_URL names others."""
    url = environment.broker_url or OWN_DATABASE
    if url.startswith("filesystem:"):
        folder = environment.home / "queues"
        for name in ("messages", "control"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        messages, control = str(folder / "messages"), str(folder / "control")
        return url, {"data_folder_in": messages, "data_folder_out": messages, "control_folder": control}
    if url == OWN_DATABASE:
        return url, {**QUEUES, "conn_string": connection_string(database)}
    if url.startswith("pgmq:"):
        return url, QUEUES
    return url, {"visibility_timeout": 600} if url.startswith("redis") else {}


#: Our own migration installs the queues' SQL, so no extension is needed. A task whose worker was killed is
#: taken again when its invisibility ends; one that runs for longer may be taken twice, so tasks are repeatable.
QUEUES: dict[str, Any] = {
    "init_extension": False,
    "visibility_timeout": 30,
    "wait_time_seconds": 1,
    "poll_interval_ms": 50,
    "polling_interval": 0,
    "pool_size": 10,
    "pool_timeout": 5,
}


def refuse_unreachable() -> None:
    """End the program with a sentence if the database doesn't answer. Needs the settings."""
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise SystemExit(f"DATABASE_URL names a database that can't be reached: {reason}") from None


def connection_string(database: dict[str, Any]) -> str:
    """Return libpq's form of Django's database settings."""
    fields = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    named = {field: str(database[key]) for field, key in fields.items() if database.get(key)}
    options = {key: value for key, value in database.get("OPTIONS", {}).items() if key != "prepare_threshold"}
    return make_conninfo(**named, **options)


def cache(environment: Environment) -> dict[str, Any]:
    """Return Django's settings of the cache that all processes share."""
    if environment.cache_url:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": environment.cache_url}
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
