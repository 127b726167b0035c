"""Every change of a level is told to cursors and subscribers, in portions they can carry."""

from apps.core.models import Change, OutboxEvent
from apps.stock.services import news
from apps.stock.services.news import tell_changed
from tests.factories.stock import sell, stock


def test_each_level_is_named_once_in_key_order(db):
    tell_changed(keys=[(2, 1), (1, 2), (2, 1), (1, 1)])

    assert OutboxEvent.objects.get().payload == {"levels": [[1, 1], [1, 2], [2, 1]]}
    assert list(Change.objects.order_by("pk").values_list("topic", "key")) == [
        ("stock", "1:1"),
        ("stock", "1:2"),
        ("stock", "2:1"),
    ]


def test_many_levels_make_several_events(db, monkeypatch):
    monkeypatch.setattr(news, "LEVELS_AN_EVENT", 2)

    tell_changed(keys=[(number, 1) for number in range(5)])

    assert [len(event.payload["levels"]) for event in OutboxEvent.objects.order_by("pk")] == [2, 2, 1]


def test_no_change_is_no_news(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        tell_changed(keys=[])


def test_a_sale_is_told(vase, lucca):
    stock(vase, lucca, 1)
    sell(vase, lucca, 1)

    assert [event.payload for event in OutboxEvent.objects.all()] == [{"levels": [[vase.pk, lucca.pk]]}] * 2
