"""Entries from the counting page, sent as they come or after a while without network; files; read lists."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.core import clock
from apps.core.errors import DomainError
from apps.stock.choices import CountSource
from apps.stock.count_types import EntryAnswer, NewEntry
from apps.stock.counting_selectors import StockCount
from apps.stock.services.counts import entering, files, tags

from ..shell.access import ANSWER, DO, StaffRequest, staff_only
from ..shell.once import new_mark
from ..shell.pages import done, show
from .forms import FileForm, TagsForm
from .reach import ACT, count_in_reach

MOST_GOODS = 20_000
MOST_PROBLEMS = 200


@staff_only(ACT, methods=DO)
def entries(request: StaffRequest, code: str) -> HttpResponse:
    """Take what the page sends, and say what became of each; an entry that names `undo` takes another back."""
    count = count_in_reach(request, code)
    try:
        told = json.loads(request.body)
        sent_at, messages = _moment(told["sent_at"]), [_read(each) for each in told["entries"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"message": _("This can't be read.")}, status=400)
    new = [each for each in messages if isinstance(each, NewEntry)]
    undone = [each for each in messages if isinstance(each, str)]
    try:
        answers = entering.add_entries(
            count_id=count.pk, entries=new, actor=request.staff.user, at=clock.now(), sent_at=sent_at
        )
        if undone:
            entering.undo_entries(count_id=count.pk, keys=undone, actor=request.staff.user)
    except DomainError as reason:
        return JsonResponse({"code": reason.code, "message": str(reason)}, status=409)
    count = count_in_reach(request, code)
    return JsonResponse(
        {"answers": _answers(answers), "progress": {"counted": count.counted, "total": count.products}}  # type: ignore[attr-defined]
    )


def _read(told: Mapping[str, Any]) -> NewEntry | str:
    """Return an entry, or the key of the one to take back. Raises ValueError, KeyError, TypeError."""
    if "undo" in told:
        return str(told["undo"])
    quantity = told["quantity"]
    if isinstance(quantity, bool) or not isinstance(quantity, int):
        raise ValueError(quantity)
    source = CountSource.TYPED if told.get("source") == CountSource.TYPED else CountSource.SCAN
    return NewEntry(
        key=str(told["key"]),
        code=str(told["code"]),
        quantity=quantity,
        at=_moment(told["at"]),
        shelf=str(told.get("shelf", "")).replace("\0", ""),
        source=source,
    )


def _moment(text: Any) -> datetime:
    moment = parse_datetime(str(text))
    if moment is None or moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _answers(answers: list[EntryAnswer]) -> list[dict[str, Any]]:
    products = {
        product.pk: product
        for product in Product.objects.filter(
            pk__in={answer.product_id for answer in answers if answer.product_id}
        ).select_related("parent")
    }
    names = names_of(list(products.values()))
    return [
        {
            "key": answer.key,
            "status": answer.status,
            "name": names.get(answer.product_id or 0, ""),
            "sku": products[answer.product_id].sku if answer.product_id else "",
            "counted": answer.counted,
            "in_scope": answer.in_scope,
            "message": str(entering.PROBLEMS[answer.problem]) if answer.problem else "",
        }
        for answer in answers
    ]


@staff_only(ACT)
def goods(request: StaffRequest, code: str) -> JsonResponse:
    """Return the names of what is to be found, by SKU and GTIN, for a page that may lose its network."""
    count = count_in_reach(request, code)
    lines = count.lines.order_by("pk")[:MOST_GOODS]
    products = list(
        Product.objects.filter(pk__in=lines.values("product_id"))
        .select_related("parent")
        .prefetch_related("barcodes")
    )
    names = names_of(products)
    found = {
        code: names[product.pk]
        for product in products
        for code in (product.sku, *(str(label) for label in product.barcodes.all()))
    }
    return JsonResponse({"goods": found})


@staff_only(ACT, methods=ANSWER)
def upload(request: StaffRequest, code: str) -> HttpResponse:
    """Look a file through, then take it: what was shown is what is taken, and all of it or nothing."""
    count = count_in_reach(request, code)
    if request.method == "POST" and "rows" in request.POST:
        return _take(request, count)
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"count": count, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            context |= _preview(count, form.cleaned_data["file"])
        except DomainError as reason:
            form.refuse(reason)
    status = 422 if form.errors or context.get("problems") else 200
    return show(request, "backoffice/counts/file.html", context, status=status)


def _preview(count: StockCount, file: UploadedFile[bytes]) -> dict[str, Any]:
    with NamedTemporaryFile() as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        rows = files.read_count_file(path=Path(kept.name), name=file.name or "")
    found, problems = files.check_rows(count=count, rows=rows, at=clock.now())
    return {
        "file_name": file.name,
        "lines": len(rows),
        "found": found[:MOST_PROBLEMS],
        "units": sum(entry.quantity for entry in found),
        "products": len(found),
        "problems": [(each.line, each.value, files.PROBLEMS[each.code]) for each in problems[:MOST_PROBLEMS]],
        "problem_count": len(problems),
        "rows": json.dumps([row.as_list() for row in rows]) if not problems else "",
        "mark": new_mark(),
    }


def _take(request: StaffRequest, count: StockCount) -> HttpResponse:
    form = FileForm()
    try:
        rows = [
            files.FileRow(int(line), *(str(cell) for cell in cells))
            for line, *cells in json.loads(request.POST["rows"])
        ]
        mark = request.POST.get("mark", "")[:40] or new_mark()
        taken = files.enter_rows(
            count_id=count.pk, rows=rows, mark=mark, actor=request.staff.user, at=clock.now()
        )
    except (ValueError, TypeError):
        form.errors["__all__"] = form.error_class([_("This can't be read. Choose the file again.")])
    except DomainError as reason:
        form.errors["__all__"] = form.error_class([str(reason)])
    else:
        words = ngettext("%(count)d line taken", "%(count)d lines taken", taken) % {"count": taken}
        return done(request, reverse("backoffice:count", args=[count.code]), words)
    return show(request, "backoffice/counts/file.html", {"count": count, "form": form}, status=422)


@staff_only(ACT, methods=ANSWER)
def read_tags(request: StaffRequest, code: str) -> HttpResponse:
    """Take read lists of RFID readers, and say which lines were no tags and which tags belong to nothing."""
    count = count_in_reach(request, code)
    form = TagsForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"count": count, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            answer = tags.add_tags(
                count_id=count.pk,
                lines=form.lines(),
                actor=request.staff.user,
                at=clock.now(),
                shelf=form.cleaned_data["shelf"],
            )
        except DomainError as reason:
            form.refuse(reason)
        else:
            problems = [(line, text, tags.PROBLEMS[reason]) for line, text, reason in answer.problems]
            context |= {"answer": answer, "problems": problems, "unknown": sorted(answer.unknown.items())}
    return show(request, "backoffice/counts/tags.html", context, status=422 if form.errors else 200)
