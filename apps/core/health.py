"""Whether this process lives, and whether the whole installation can do its work."""

from collections.abc import Callable
from datetime import timedelta

import structlog
from celery import current_app
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import clock
from .models import Heartbeat

log = structlog.get_logger(__name__)

#: Beat asks for one every few seconds; a worker that has been silent for longer than this is taken for dead.
STALE = timedelta(seconds=60)


class NotReady(Exception):
    """A part of the installation can't do its work; says why."""


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer, which is all that a living process has to do."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Report each part as "ok" or with what is wrong; 503 unless all is well."""
    parts = {name: _state(name, check) for name, check in CHECKS.items()}
    ready = all(state == "ok" for state in parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def _state(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as reason:
        return str(reason)
    except Exception:  # whatever is broken, the answer is that this part isn't ready; the log says why
        log.warning("not_ready", part=name, exc_info=True)
        return "unreachable"
    return "ok"


def check_database() -> None:
    """Ask the database for an answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_migrations() -> None:
    """Raise NotReady while the database lacks a migration that this code has."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise NotReady(f"{len(missing)} migrations to apply; run manage.py migrate")


def check_broker() -> None:
    """Reach the broker as somebody who sends a task does."""
    with current_app.connection_for_write(connect_timeout=2) as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


def check_worker() -> None:
    """Raise NotReady unless beat sent and a worker did something lately."""
    beat = Heartbeat.objects.order_by("-at").first()
    if beat is None:
        raise NotReady("no worker has been seen")
    silence = clock.now() - beat.at
    if silence > STALE:
        raise NotReady(f"silent for {silence.total_seconds():.0f} seconds; are worker and beat running?")


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "broker": check_broker,
    "worker": check_worker,
}
