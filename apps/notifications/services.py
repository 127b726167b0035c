"""Letters are written once per cause and sent afterwards, again and again until they are gone."""

from datetime import datetime, timedelta

import structlog
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation

from apps.core import clock
from apps.core.incidents import open_incident
from apps.core.transactions import durable

from .letters import Letter
from .models import Message

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 12


def write_letter(*, letter: Letter | None) -> Message | None:
    """Put the letter into words in its reader's language and queue it, unless its cause was written about before."""
    if letter is None:
        return None
    name = letter.kind.replace("-", "_")
    context = {**letter.context, "recipient": letter.user}
    with translation.override(letter.language):
        subject = " ".join(render_to_string(f"emails/{name}_subject.txt", context).split())
        body_text = render_to_string(f"emails/{name}.txt", context)
        body_html = render_to_string(f"emails/{name}.html", context)
    message, _created = Message.objects.get_or_create(
        kind=letter.kind,
        cause=letter.cause,
        defaults={
            "recipient": letter.recipient,
            "user": letter.user,
            "language": letter.language,
            "subject": subject[:200],
            "body_text": body_text,
            "body_html": body_html,
            "created_at": clock.now(),
        },
    )
    return message


def send_waiting(*, at: datetime, limit: int = 100) -> int:
    """Send what waits and is due; return how many left. A letter that can't be sent waits longer each time."""
    sent = 0
    for message in _claim(at, limit):
        sent += _send(message, at)
    return sent


def _claim(at: datetime, limit: int) -> list[Message]:
    """Count an attempt on each due letter before it is sent, so that two senders don't take the same one."""
    with durable():
        due = Message.objects.filter(Q(due_at__isnull=True) | Q(due_at__lte=at), state=Message.State.WAITING)
        messages = list(due.order_by("pk").select_for_update(skip_locked=True)[:limit])
        for message in messages:
            message.attempts += 1
            message.due_at = at + timedelta(minutes=2 ** min(message.attempts, 8))
        Message.objects.bulk_update(messages, ["attempts", "due_at"])
    return messages


def _send(message: Message, at: datetime) -> bool:
    mail = EmailMultiAlternatives(message.subject, message.body_text, to=[message.recipient])
    mail.attach_alternative(message.body_html, "text/html")
    row = Message.objects.filter(pk=message.pk)
    try:
        mail.send()
    except Exception as error:
        log.warning("letter_not_sent", kind=message.kind, cause=message.cause, exc_info=True)
        row.update(last_error=repr(error)[:2000])
        if message.attempts >= MAX_ATTEMPTS:
            _give_up(message)
        return False
    row.update(state=Message.State.SENT, sent_at=at, last_error="")
    return True


def _give_up(message: Message) -> None:
    """Show a person the letter that can't be sent."""
    with durable():
        Message.objects.filter(pk=message.pk).update(state=Message.State.FAILED)
        facts = {"letter": message.subject, "recipient": message.recipient, "cause": message.cause}
        open_incident(kind="letter-not-sent", subject=f"message:{message.pk}", data=facts)
