"""Letters are written once per cause and sent afterwards, again and again until they are gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import clock
from apps.core.audit import record_act
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.incidents import open_incident
from apps.core.transactions import durable, transaction_required
from apps.orders.lifecycle import tell
from apps.orders.models import Order

from .letters import Letter
from .models import Message, MessageAttachment
from .selectors import letters_about

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 12


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says."""

    subject: str
    body_text: str
    body_html: str


class NoSuchLetter(DomainError):
    code = "no-such-letter"
    message = _("No such e-mail was written about this order.")


class NoAddress(DomainError):
    code = "no-address"
    message = _("This order has no e-mail address to write to.")


def write_letter(*, letter: Letter | None, at: datetime | None = None) -> Message | None:
    """Put the letter into words in its reader's language and queue it, unless its cause was written about before.

    `at` is the moment whose facts it tells, if that isn't now.
    """
    if letter is None:
        return None
    words = in_words(letter=letter)
    with durable():
        message, is_new = Message.objects.get_or_create(
            kind=letter.kind,
            cause=letter.cause,
            defaults={
                "recipient": letter.recipient,
                "user": letter.user,
                "language": letter.language,
                "subject": words.subject[:200],
                "body_text": words.body_text,
                "body_html": words.body_html,
                "created_at": at or clock.now(),
            },
        )
        if is_new:
            MessageAttachment.objects.bulk_create(
                MessageAttachment(
                    message=message, name=each.name, media_type=each.media_type, content=each.content
                )
                for each in letter.attachments
            )
    return message


def in_words(*, letter: Letter) -> Words:
    """Put a letter into words in its reader's language."""
    name = letter.kind.replace("-", "_")
    context = {**letter.context, "recipient": letter.user}
    with translation.override(letter.language):
        return Words(
            subject=" ".join(render_to_string(f"emails/{name}_subject.txt", context).split()),
            body_text=render_to_string(f"emails/{name}.txt", context),
            body_html=render_to_string(f"emails/{name}.html", context),
        )


def send_again(*, order: Order, message_id: int, actor: User, at: datetime) -> Message:
    """Queue a letter about the order once more, to the address that the order has now; told on its timeline.

    Raises NoSuchLetter, NoAddress.
    """
    written = letters_about(order=order).filter(pk=message_id).first()
    if written is None:
        raise NoSuchLetter
    if not order.email:
        raise NoAddress
    facts = {"kind": written.kind, "recipient": order.email}
    with durable():
        again = Message.objects.create(
            kind=written.kind,
            cause=f"{written.cause}:{uuid7()}",
            recipient=order.email,
            user=written.user,
            language=written.language,
            subject=written.subject,
            body_text=written.body_text,
            body_html=written.body_html,
            created_at=at,
        )
        tell(
            order=order,
            kind="letter-resent",
            at=at,
            actor=actor,
            data={"note": written.subject},
            public=False,
        )
        record_act(actor=actor, action="letter.resent", subject=f"order:{order.pk}", details=facts)
    return again


@transaction_required
def queue_again(*, message_id: int) -> None:
    """Give a letter that couldn't be sent all its tries again; one that left or waits is left alone."""
    failed = Message.objects.filter(pk=message_id, state=Message.State.FAILED)
    failed.update(state=Message.State.WAITING, attempts=0, due_at=None)


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
    for file in message.attachments.all():
        mail.attach(file.name, bytes(file.content), file.media_type)
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
