"""Background work: how tasks are sent, taken and repeated, and what beat sends without being asked."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
#: A task is a repeatable job over a row, so one whose worker died is simply taken again.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0.1, "interval_step": 0.2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # not every broker carries it; health is a heartbeat row
CELERY_TIMEZONE = "UTC"

CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 1  # seconds; also the longest that stopping takes
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "book-waiting-sales": {"task": "apps.pos.tasks.book_waiting_sales", "schedule": timedelta(seconds=20)},
    "watch-till-sequences": {"task": "apps.pos.tasks.watch_sequences", "schedule": timedelta(minutes=5)},
    "catch-up-fulfilment": {"task": "apps.fulfilment.tasks.catch_up", "schedule": timedelta(seconds=60)},
    "ask-about-payments": {"task": "apps.payments.tasks.ask_about_due", "schedule": timedelta(seconds=5)},
    "sandbox-bank-notices": {"task": "sandbox_bank.deliver_notices", "schedule": timedelta(seconds=5)},
    "expire-unpaid-orders": {"task": "apps.orders.tasks.expire_unpaid", "schedule": timedelta(seconds=60)},
    "announce-price-turns": {"task": "apps.pricing.tasks.announce_turns", "schedule": timedelta(seconds=60)},
    "beat-heartbeat": {"task": "apps.core.tasks.beat_heartbeat", "schedule": timedelta(seconds=5)},
    "audit-ledgers": {
        "task": "apps.core.tasks.audit_ledgers",
        "schedule": crontab(hour="2", minute="20"),
        "options": {"expires": 6 * 3600},
    },
    "audit-cheaply": {"task": "apps.core.tasks.audit_cheaply", "schedule": timedelta(hours=1)},
    "send-letters": {"task": "apps.notifications.tasks.send_letters", "schedule": timedelta(seconds=60)},
    "recount-popularity": {
        "task": "apps.assortment.tasks.recount_popularity",
        "schedule": timedelta(hours=1),
    },
    "close-interrupted-imports": {
        "task": "apps.assortment.tasks.close_interrupted_imports",
        "schedule": timedelta(seconds=60),
    },
    "propose-replenishment": {
        "task": "apps.purchasing.tasks.propose_replenishment",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"expires": 6 * 3600},
    },
    "sweep-low-stock": {"task": "apps.stock.tasks.sweep_low_stock", "schedule": timedelta(minutes=10)},
    "write-low-stock-digests": {
        "task": "apps.notifications.tasks.tell_of_low_stock",
        "schedule": crontab(hour="4", minute="30"),
        "options": {"expires": 6 * 3600},
    },
    "reap-expired-holds": {"task": "apps.stock.tasks.reap_expired_holds", "schedule": timedelta(seconds=60)},
}
# A turn that no worker has taken before the next one comes is dropped, so that none pile up.
for _turn in CELERY_BEAT_SCHEDULE.values():
    if isinstance(_turn["schedule"], timedelta):
        _turn["options"] = {"expires": int(_turn["schedule"].total_seconds())}
