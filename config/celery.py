"""The Celery application that workers, beat and everything that sends a task share."""

import os
from typing import Any

from celery import Celery, signals
from kombu.transport import TRANSPORT_ALIASES

TRANSPORT_ALIASES["pgmq"] = "config.infrastructure.queues:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("bottega")
app.set_default()  # for every thread, not only the one that imports this
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add("apps.core.relay:OutboxRelay")


@signals.celeryd_init.connect
@signals.beat_init.connect
def hold_embedded_database(**_: Any) -> None:
    """Keep the embedded database running for as long as this worker or beat lives."""
    from . import embedded, env

    if not env.current().database_url:
        app.embedded_database = embedded.hold()


@signals.setup_logging.connect
def log_like_the_site(**_: Any) -> None:
    """Use the site's logging, which Django has set up by now."""
