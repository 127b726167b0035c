"""Where data lives: the database, the broker and the cache that the environment names, else the embedded ones."""

from typing import Any

import dj_database_url
from psycopg.conninfo import make_conninfo

from .embedded import Cluster
from .env import Environment

CONNECTION_SECONDS = 600


def database(*, environment: Environment, cluster: Cluster) -> dict[str, Any]:
    """Return Django's settings of the one database."""
    if environment.database_url:
        named = dict(dj_database_url.parse(environment.database_url))
    else:
        named = {"ENGINE": "django.db.backends.postgresql", **cluster.address()}
    return {**named, "CONN_MAX_AGE": CONNECTION_SECONDS, "CONN_HEALTH_CHECKS": True}


def broker(*, environment: Environment, database: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return Celery's broker address and transport options: queues in the database unless BROKER_URL names others."""
    url = environment.broker_url or "pgmq://"
    if url.startswith("filesystem:"):
        folder = environment.home / "queues"
        for name in ("messages", "control"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        messages, control = str(folder / "messages"), str(folder / "control")
        return url, {"data_folder_in": messages, "data_folder_out": messages, "control_folder": control}
    if url == "pgmq://":
        return url, {**QUEUES, "conn_string": connection_string(database)}
    if url.startswith("pgmq:"):
        return url, QUEUES
    return url, {"visibility_timeout": QUEUES["visibility_timeout"]} if url.startswith("redis") else {}


#: `init_extension` is off because our own migration installs the queues' SQL; no extension is needed.
QUEUES: dict[str, Any] = {
    "init_extension": False,
    "visibility_timeout": 900,
    "wait_time_seconds": 5,
    "pool_size": 10,
    "pool_timeout": 5,
}


def connection_string(database: dict[str, Any]) -> str:
    """Return libpq's form of Django's database settings."""
    fields = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    named = {field: str(database[key]) for field, key in fields.items() if database.get(key)}
    return make_conninfo(**named, **database.get("OPTIONS", {}))


def cache(environment: Environment) -> dict[str, Any]:
    """Return Django's settings of the cache that all processes share."""
    if environment.cache_url:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": environment.cache_url}
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
