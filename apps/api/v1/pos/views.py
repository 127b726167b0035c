"""Tills: who they are, what they sold, what they need to know. One domain call each."""

from typing import Any, cast

from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.api.authentication import DeviceAuthentication, IsDevice
from apps.api.parsers import SaleBatchParser
from apps.api.requests import valid
from apps.api.schema import SALE_BATCH
from apps.api.throttling import EnrolmentThrottle
from apps.core import clock
from apps.pos.batches import Batch
from apps.pos.envelopes.fields import as_moment
from apps.pos.feeds import read_feed
from apps.pos.models import Device
from apps.pos.selectors import sequence_gaps
from apps.pos.services.enrolment import enrol_device
from apps.pos.services.heartbeat import record_heartbeat
from apps.pos.services.inbox import receive_sales

from . import explanation_serializers, serializers
from .answers import answer_document
from .explanation import explanation_document

MOST_GAPS_TOLD = 50
TAGS = ("Tills",)

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description=(
        "At least 16 random characters. The same request with the same key gets the same token while the code"
        " lasts, so that a lost answer costs nothing."
    ),
)


class TillView(APIView):
    """A view for enrolled tills only."""

    authentication_classes = (DeviceAuthentication,)
    permission_classes = (IsDevice,)

    @property
    def till(self) -> Device:
        return cast(Device, self.request.auth)


@method_decorator(never_cache, name="dispatch")
class EnrolView(APIView):
    """Give a till its token for a code from the back office."""

    permission_classes = (AllowAny,)
    throttle_classes = (EnrolmentThrottle,)

    @extend_schema(
        operation_id="enrol_till",
        summary="Enrol a till",
        tags=TAGS,
        auth=[],
        parameters=[IDEMPOTENCY_KEY],
        request=serializers.EnrolmentRequest,
        responses={201: serializers.Enrolment},
    )
    def post(self, request: Request) -> Response:
        """Give a till its token for a code from the back office. A code works once, for 15 minutes."""
        wanted = valid(serializers.EnrolmentRequest, request.data)
        key = valid(serializers.RequestKey, _request_key(request))["key"]
        now = clock.now()
        enrolment = enrol_device(
            code=wanted["code"],
            name=wanted["device_name"],
            app_version=wanted["app_version"],
            request_key=key,
            at=now,
        )
        device = enrolment.device
        document = {
            "token": enrolment.token,
            "device": _named(device),
            "channel": _named(device.channel),
            "location": _named(device.location),
            "next_sequence": device.last_sequence + 1,
            "server_time": now,
        }
        return Response(document, status=201)


class HeartbeatView(TillView):
    """Hear from a till between sales."""

    @extend_schema(
        operation_id="till_heartbeat",
        summary="Say hello",
        tags=TAGS,
        request=serializers.HeartbeatRequest,
        responses={200: serializers.Heartbeat},
    )
    def post(self, request: Request) -> Response:
        """Keep what the till says of itself; tell it the time, and which of its sales are missing here."""
        said = valid(serializers.HeartbeatRequest, request.data)
        now = clock.now()
        ahead = record_heartbeat(device=self.till, at=now, **said)
        gaps = sequence_gaps(device_ids=[self.till.pk], limit=MOST_GAPS_TOLD)
        document = {
            "server_time": now,
            "clock_ahead_seconds": ahead,
            "last_sequence": self.till.last_sequence,
            "missing": [{"first": gap.first, "last": gap.last} for gap in gaps],
        }
        return Response(document)


class SalesView(TillView):
    """Take in what a till has sold."""

    parser_classes = (SaleBatchParser,)

    @extend_schema(
        operation_id="report_sales",
        summary="Report sales",
        tags=TAGS,
        request=SALE_BATCH,
        responses={200: serializers.SaleAnswers},
    )
    def post(self, request: Request) -> Response:
        """Keep and book up to 500 sales. Each is answered by itself; sending one again changes nothing.

        A sale is never refused for what it says: what can't be booked is kept for a person to look at.
        """
        batch = cast(object, request.data)
        if not isinstance(batch, Batch):  # an empty request isn't given to the parser
            raise exceptions.ParseError(_("The request is empty. Send a batch of sales."))
        now = clock.now()
        answers = receive_sales(device=self.till, sales=batch.sales, at=now, sent_at=as_moment(batch.sent_at))
        return Response({"server_time": now, "sales": [answer_document(answer) for answer in answers]})


@method_decorator(never_cache, name="dispatch")
class ExplanationView(TillView):
    """Why there are so many of a product."""

    @extend_schema(
        operation_id="explain_stock",
        summary="Explain a product's stock",
        tags=TAGS,
        parameters=[explanation_serializers.ExplanationQuery],
        responses={200: explanation_serializers.StockExplanation},
    )
    def get(self, request: Request, product: int) -> Response:
        """Say why so many can be sold at a location in a channel, in figures that add up and in words."""
        query = valid(explanation_serializers.ExplanationQuery, request.query_params)
        return Response(
            explanation_document(
                device=self.till,
                product_id=product,
                location=query["location"],
                channel=query["channel"],
                at=clock.now(),
            )
        )


@method_decorator(gzip_page, name="dispatch")
@method_decorator(conditional_page, name="dispatch")
class ChangesView(TillView):
    """What a till keeps to sell without us."""

    @extend_schema(
        operation_id="read_changes",
        summary="Read the change feed",
        tags=TAGS,
        parameters=[serializers.ChangesQuery],
        responses={200: serializers.FeedPage},
    )
    def get(self, request: Request) -> Response:
        """Read everything in pages, then only what changed. A cursor never skips a change."""
        query = valid(serializers.ChangesQuery, request.query_params)
        page = read_feed(
            device=self.till,
            cursor=query["cursor"],
            topics=query["topics"].split(","),
            limit=query["limit"],
            at=clock.now(),
        )
        return Response(page, headers={"Cache-Control": "private, no-cache"})


def _request_key(request: Request) -> dict[str, str]:
    key = request.headers.get("Idempotency-Key", "")
    return {"key": key} if key else {}


def _named(thing: Any) -> dict[str, str]:
    return {"code": thing.code, "name": thing.name}
