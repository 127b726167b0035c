"""Payment providers' webhooks: signed or refused, kept before they are handled, each taking effect once."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from apps.core import clock
from apps.core.errors import DomainError
from apps.payments.providers.base import WebhookRefused
from apps.payments.providers.registry import UnknownProvider
from apps.payments.services.messages import receive_webhook

from ...errors import CONTENT_TYPE
from .handling import handle


@csrf_exempt  # the provider's signature proves who sends, not a cookie
@require_POST
def receive(request: HttpRequest, provider: str) -> HttpResponse:
    """Keep what the provider tells and act on it; an error here makes the provider send it again."""
    at = clock.now()
    try:
        events = receive_webhook(provider=provider, headers=request.headers, body=request.body, at=at)
    except UnknownProvider as refusal:
        return _refused(refusal, HTTPStatus.NOT_FOUND)
    except WebhookRefused as refusal:
        return _refused(refusal, HTTPStatus.BAD_REQUEST)
    for event in events:
        handle(provider=provider, event=event, at=at)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _refused(refusal: DomainError, status: HTTPStatus) -> JsonResponse:
    problem = {"status": status.value, "code": refusal.code, "message": str(refusal)}
    return JsonResponse(problem, status=status, content_type=CONTENT_TYPE)
