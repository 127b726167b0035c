"""What the platform itself remembers: events to deliver, answers given, changes, acts, incidents."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnlyModel
from .ids import uuid7


class OutboxEvent(models.Model):
    """News that was committed together with the change it tells of, on its way to its subscribers."""

    event_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=64)
    subject = models.CharField(max_length=64, help_text=_("What the event is about, as kind:id."))
    payload = models.JSONField(default=dict)
    occurred_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="core_outbox_waiting", condition=Q(delivered_at__isnull=True)),
            models.Index(fields=["subject"], name="core_outbox_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"


class IdempotencyRecord(models.Model):
    """The answer that was given to a request, kept so that the same request gets the same answer."""

    scope = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="core_idempotency_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"


class CurrentTransactionId(models.Func):
    """The id of the running transaction, as a number that grows (xid8)."""

    template = "(pg_current_xact_id()::text::bigint)"
    arity = 0
    output_field = models.BigIntegerField()


class Change(models.Model):
    """Something a reader with a cursor may have to read again."""

    transaction_id = models.BigIntegerField(db_default=CurrentTransactionId(), editable=False)
    topic = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        indexes = [models.Index(fields=["transaction_id", "id"], name="core_change_cursor")]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class AuditEntry(AppendOnlyModel):
    """Who did what to what, and when. The actor is kept by key and by name: people leave, facts stay."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="core_audit_subject"),
            models.Index(fields=["actor_id", "id"], name="core_audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.action} {self.subject}"


class Incident(models.Model):
    """Something a person should look at. One stays open per kind and subject, however often it recurs."""

    kind = models.CharField(max_length=48)
    subject = models.CharField(max_length=96)
    location_id = models.BigIntegerField(
        null=True, blank=True, help_text=_("The location whose staff should look.")
    )
    data = models.JSONField(default=dict)
    occurrences = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text=_("When it last occurred."))
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=150, blank=True)
    resolution = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                name="core_incident_one_open",
                condition=Q(resolved_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Heartbeat(models.Model):
    """When a process was last known to work."""

    name = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class AuditRun(models.Model):
    """One run of the audit: what it compared, how long each check took, and what differed."""

    is_full = models.BooleanField(_("everything"), default=True)
    requested_by = models.CharField(_("requested by"), max_length=150, blank=True)
    requested_at = models.DateTimeField(_("began"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    found = models.PositiveIntegerField(_("differences"), default=0)
    results = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.requested_at:%Y-%m-%d %H:%M}: {self.found}"
