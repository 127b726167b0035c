"""What tests of counts do again and again."""

from apps.core import clock
from apps.core.reconciliation import find_drifts
from apps.stock.counting_selectors import review
from apps.stock.models import StockMovement
from apps.stock.services.counts.posting import post_count
from apps.stock.services.counts.reviewing import decide_lines, finish_count
from tests.factories.counts import line_of


def finish(count, actor=None):
    return finish_count(count_id=count.pk, actor=actor, at=clock.now())


def post(count, actor=None):
    finish(count, actor)
    posted = post_count(count_id=count.pk, actor=actor, at=clock.now())
    assert not list(find_drifts())
    return posted


def kinds(count, product):
    (found,) = [line for line in review(count=count) if line.line.product_id == product.pk]
    return [conflict.kind for conflict in found.conflicts]


def counted_movements():
    return list(StockMovement.objects.filter(kind__startswith="count").order_by("pk"))


def decide(count, products, decision):
    lines = [line_of(count, product).pk for product in products]
    decide_lines(count_id=count.pk, line_ids=lines, decision=decision, actor=None, at=clock.now())
