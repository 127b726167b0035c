"""What is done for tills without being asked."""

from celery import shared_task

from apps.core import clock

from .services import booking, watching


@shared_task(name="apps.pos.tasks.book_waiting_sales", ignore_result=True)
def book_waiting_sales() -> None:
    """Book the sales that were kept by a process which then died."""
    booking.sweep()


@shared_task(name="apps.pos.tasks.watch_sequences", ignore_result=True)
def watch_sequences() -> None:
    """Tell people of sales that tills made and that never arrived."""
    watching.watch_sequences(at=clock.now())
