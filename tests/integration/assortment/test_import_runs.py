"""An upload is checked in the background, then applied on request; progress and result are kept with it."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.assortment.imports import runs
from apps.assortment.imports.options import ImportOptions, UnknownPriceList
from apps.assortment.imports.runs import NothingToApply, apply_import, request_import
from apps.catalog.imports.refusals import EmptyFile, FileTooLarge, UnknownFormat
from apps.catalog.models import ImportRun, Product
from apps.core.models import AuditEntry, OutboxEvent
from tests.factories.windows import Window

pytestmark = pytest.mark.django_db

GOOD = b"code,title,price\nmug,Mug,14.50\nvase,Vase,44\n"
BAD = b"code,title,price\nmug,Mug,abc\nvase,Vase,44\n"


def upload(content: bytes, name: str = "products.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_checked_then_applied(shop: Window, deliver_events: Callable[[], None]) -> None:
    run = request_import(file=upload(GOOD), options=ImportOptions("bottega"), actor=None)
    assert run.state == "waiting"
    assert "products" not in run.file.name  # nobody guesses where it lies
    deliver_events()
    run.refresh_from_db()
    assert (run.state, run.result["products"]["new"], run.result["preview"]) == ("previewed", 2, True)
    assert not Product.objects.exists()

    apply_import(run_id=run.pk, actor=None)
    deliver_events()
    run.refresh_from_db()
    assert (run.state, run.result["applied"], Product.objects.count()) == ("done", True, 2)
    assert AuditEntry.objects.filter(action="catalogue.import", subject=f"import:{run.pk}").count() == 1


def test_a_file_with_errors_is_applied_only_without_them(
    shop: Window, deliver_events: Callable[[], None]
) -> None:
    run = request_import(file=upload(BAD), options=ImportOptions("bottega"), actor=None)
    deliver_events()
    with pytest.raises(NothingToApply):
        apply_import(run_id=run.pk, actor=None)
    apply_import(run_id=run.pk, actor=None, skip_errors=True)
    deliver_events()
    run.refresh_from_db()
    assert (run.state, Product.objects.get().title_en) == ("done", "Vase")


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(
    shop: Window, deliver_events: Callable[[], None]
) -> None:
    run = request_import(file=upload(b"\x89PNG\0"), options=ImportOptions("bottega"), actor=None)
    deliver_events()
    run.refresh_from_db()
    assert (run.state, run.result["refusal"]["code"]) == ("refused", "not-a-table")
    with pytest.raises(NothingToApply):
        apply_import(run_id=run.pk, actor=None)


def test_a_second_delivery_does_nothing(shop: Window, deliver_events: Callable[[], None]) -> None:
    run = request_import(file=upload(GOOD), options=ImportOptions("bottega"), actor=None)
    deliver_events()
    before = ImportRun.objects.values().get(pk=run.pk)
    runs.carry_out(run_id=run.pk)
    assert ImportRun.objects.values().get(pk=run.pk) == before


def test_uploads_are_checked_before_they_are_kept(shop: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EmptyFile):
        request_import(file=upload(b""), options=ImportOptions("bottega"), actor=None)
    with pytest.raises(UnknownFormat):
        request_import(file=upload(GOOD), options=ImportOptions("magento"), actor=None)
    with pytest.raises(UnknownPriceList):
        request_import(file=upload(GOOD), options=ImportOptions("bottega", price_list="x"), actor=None)
    monkeypatch.setattr(runs, "MOST_BYTES", 3)
    with pytest.raises(FileTooLarge):
        request_import(file=upload(GOOD), options=ImportOptions("bottega"), actor=None)
    assert not ImportRun.objects.exists()


def test_progress_is_seen_before_the_import_has_committed(transactional_db: None) -> None:
    run = ImportRun.objects.create(file_name="x.csv", format="bottega")
    with runs._reporting(run.pk) as progress:
        progress(50, 100)
    run.refresh_from_db()
    assert (run.rows_done, run.rows_total) == (50, 100)


def test_one_worker_a_run(transactional_db: None) -> None:
    with runs._only_worker(7) as first, runs._only_worker(7) as second, runs._only_worker(8) as other:
        assert (first, second, other) == (True, False, True)


def test_a_run_whose_worker_was_killed_is_closed_and_can_be_tried_again(
    shop: Window, deliver_events: Callable[[], None]
) -> None:
    run = request_import(file=upload(GOOD), options=ImportOptions("bottega"), actor=None)
    deliver_events()
    apply_import(run_id=run.pk, actor=None)
    ImportRun.objects.update(state="running", rows_done=1)  # as a worker leaves it that is killed

    assert runs.close_interrupted() == 1
    run.refresh_from_db()
    assert (run.state, run.result["refusal"]["code"], run.finished_at is not None) == (
        "failed",
        "interrupted",
        True,
    )

    OutboxEvent.objects.all().delete()
    runs.retry_import(run_id=run.pk, actor=None)
    deliver_events()
    run.refresh_from_db()
    assert (run.state, Product.objects.count()) == ("done", 2)


def test_a_run_that_a_worker_is_at_is_left_alone(shop: Window) -> None:
    run = ImportRun.objects.create(file_name="x.csv", format="bottega", state="running")

    with runs._only_worker(run.pk):
        assert runs.close_interrupted() == 0

    run.refresh_from_db()
    assert run.state == "running"


def test_only_what_failed_is_tried_again(shop: Window) -> None:
    run = ImportRun.objects.create(file_name="x.csv", format="bottega", state="done")

    with pytest.raises(NothingToApply):
        runs.retry_import(run_id=run.pk, actor=None)

    assert not OutboxEvent.objects.exists()
