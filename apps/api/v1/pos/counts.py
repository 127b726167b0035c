"""Counting with a till or a handheld reader: what is being counted here, and what was counted."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.api.requests import valid
from apps.core import clock
from apps.stock.choices import CountSource
from apps.stock.count_types import EntryAnswer, NewEntry
from apps.stock.counting_selectors import StockCount, counts_at
from apps.stock.services.counts import entering, tags

from .views import TillView

TAGS = ("Counts",)
MOST_TAGS = 5_000


class OpenCount(serializers.Serializer[Any]):
    code = serializers.CharField()
    scope = serializers.CharField(help_text="full, cycle, category or shelf.")
    category = serializers.CharField(allow_blank=True)
    shelf = serializers.CharField(allow_blank=True)
    state = serializers.CharField(help_text="The state of the goods that are counted, such as sellable.")
    opened_at = serializers.DateTimeField()
    products = serializers.IntegerField(help_text="To find.")
    counted = serializers.IntegerField()


class OpenCounts(serializers.Serializer[Any]):
    server_time = serializers.DateTimeField()
    counts = OpenCount(many=True)


class CountEntryRequest(serializers.Serializer[Any]):
    key = serializers.CharField(
        min_length=1, max_length=entering.LONGEST_KEY, help_text="Random; sent again, it counts once."
    )
    code = serializers.CharField(max_length=100, help_text="SKU or GTIN.")
    quantity = serializers.IntegerField(min_value=0, max_value=1_000_000)
    at = serializers.DateTimeField(help_text="When it was counted, by the device's clock.")
    shelf = serializers.CharField(max_length=32, required=False, default="", allow_blank=True)
    kind = serializers.ChoiceField(
        choices=[CountSource.SCAN.value, CountSource.TYPED.value],
        required=False,
        default=CountSource.SCAN.value,
        help_text="A scan adds to its shelf; what is typed says how many lie there and replaces what was counted.",
    )


class CountEntriesRequest(serializers.Serializer[Any]):
    sent_at = serializers.DateTimeField(help_text="What the device's clock shows now; tells how wrong it is.")
    entries = serializers.ListField(
        child=CountEntryRequest(), required=False, default=list, max_length=entering.MOST_ENTRIES
    )
    undo = serializers.ListField(
        child=serializers.CharField(max_length=entering.LONGEST_KEY),
        required=False,
        default=list,
        max_length=entering.MOST_ENTRIES,
        help_text="Keys of entries of this device that are taken back.",
    )


class CountEntryAnswer(serializers.Serializer[Any]):
    key = serializers.CharField()
    outcome = serializers.ChoiceField(choices=["taken", "known", "refused"])
    product_id = serializers.IntegerField(allow_null=True)
    counted = serializers.IntegerField(
        allow_null=True, help_text="Of the product in this count, all shelves."
    )
    in_scope = serializers.BooleanField(
        help_text="False: it doesn't belong to this count and was taken along."
    )
    code = serializers.CharField(allow_blank=True, help_text="Why it was refused.")
    message = serializers.CharField(allow_blank=True)


class CountEntryAnswers(serializers.Serializer[Any]):
    server_time = serializers.DateTimeField()
    entries = CountEntryAnswer(many=True)
    undone = serializers.IntegerField()


class CountTagsRequest(serializers.Serializer[Any]):
    tags = serializers.ListField(
        child=serializers.CharField(max_length=200, allow_blank=True),
        max_length=MOST_TAGS,
        help_text="EPCs as hexadecimal, EPC URIs or GS1 Digital Links. A tag counts once in the whole count.",
    )
    read_at = serializers.DateTimeField(required=False, default=None, allow_null=True)
    shelf = serializers.CharField(max_length=32, required=False, default="", allow_blank=True)


class TagProblem(serializers.Serializer[Any]):
    line = serializers.IntegerField(help_text="Its place in the list, from 1.")
    tag = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    message = serializers.CharField()


class UnknownTag(serializers.Serializer[Any]):
    gtin = serializers.CharField()
    tags = serializers.IntegerField()


class CountTagsAnswer(serializers.Serializer[Any]):
    server_time = serializers.DateTimeField()
    new = serializers.IntegerField()
    repeated = serializers.IntegerField(help_text="Read before, in this list or in another.")
    unknown = UnknownTag(many=True, help_text="Tags of GTINs that the catalogue doesn't have.")
    problems = TagProblem(many=True)


class CountView(TillView):
    """A view of the counts at the till's own location."""

    def count(self, code: str) -> StockCount:
        """Return the count; Http404 where none of that code runs here."""
        return get_object_or_404(counts_at(location_id=self.till.location_id), code=code)


class CountsView(CountView):
    """What is being counted here."""

    @extend_schema(
        operation_id="list_counts", summary="List open counts", tags=TAGS, responses={200: OpenCounts}
    )
    def get(self, request: Request) -> Response:
        """List the counts that take entries at the till's location."""
        found = counts_at(location_id=self.till.location_id).order_by("opened_at", "pk")
        return Response({"server_time": clock.now(), "counts": [_document(count) for count in found]})


class CountEntriesView(CountView):
    """What was counted by scanning or typing."""

    @extend_schema(
        operation_id="add_count_entries",
        summary="Send what was counted",
        tags=TAGS,
        request=CountEntriesRequest,
        responses={200: CountEntryAnswers},
    )
    def post(self, request: Request, code: str) -> Response:
        """Take up to 500 entries, each answered by itself; sending one again changes nothing."""
        count, told, now = self.count(code), valid(CountEntriesRequest, request.data), clock.now()
        entries = [NewEntry(source=each.pop("kind"), **each) for each in told["entries"]]
        answers = entering.add_entries(
            count_id=count.pk,
            entries=entries,
            actor=None,
            at=now,
            sent_at=told["sent_at"],
            device=self.till.name,
        )
        undone = 0
        if told["undo"]:
            undone = entering.undo_entries(
                count_id=count.pk, keys=told["undo"], actor=None, device=self.till.name
            )
        return Response(
            {"server_time": now, "entries": [_answer(each) for each in answers], "undone": undone}
        )


class CountTagsView(CountView):
    """What a reader of RFID tags found."""

    @extend_schema(
        operation_id="add_count_tags",
        summary="Send RFID tags that were read",
        tags=TAGS,
        request=CountTagsRequest,
        responses={200: CountTagsAnswer},
    )
    def post(self, request: Request, code: str) -> Response:
        """Take up to 5,000 tags. A tag counts once in the whole count, so sending a list again changes nothing."""
        count, told, now = self.count(code), valid(CountTagsRequest, request.data), clock.now()
        answer = tags.add_tags(
            count_id=count.pk,
            lines=told["tags"],
            actor=None,
            at=now,
            read_at=told["read_at"],
            shelf=told["shelf"],
            device=self.till.name,
        )
        document = {
            "server_time": now,
            "new": answer.new,
            "repeated": answer.repeated,
            "unknown": [{"gtin": gtin, "tags": number} for gtin, number in sorted(answer.unknown.items())],
            "problems": [
                {"line": line, "tag": tag, "code": reason, "message": str(tags.PROBLEMS[reason])}
                for line, tag, reason in answer.problems
            ],
        }
        return Response(document)


def _document(count: StockCount) -> dict[str, Any]:
    return {
        "code": count.code,
        "scope": count.scope,
        "category": count.category.name if count.category else "",
        "shelf": count.shelf,
        "state": count.state,
        "opened_at": count.opened_at,
        "products": count.products,  # type: ignore[attr-defined]
        "counted": count.counted,  # type: ignore[attr-defined]
    }


def _answer(answer: EntryAnswer) -> dict[str, Any]:
    return {
        "key": answer.key,
        "outcome": answer.status,
        "product_id": answer.product_id,
        "counted": answer.counted,
        "in_scope": answer.in_scope,
        "code": answer.problem,
        "message": str(entering.PROBLEMS[answer.problem]) if answer.problem else "",
    }
