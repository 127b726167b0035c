"""Departments as pictures: a category's own, else that of what sells best in it."""

from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import connection

from ..channel import web_channel
from ..departments import Shelfmark, children_of
from ..memo import remembered

MOST_TILES = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """A department with its picture."""

    mark: Shelfmark
    picture_url: str


def department_tiles() -> list[Tile]:
    """Return the first departments that have something to show."""
    pictures = _pictures()
    tiles = [Tile(mark, mark.picture_url or pictures.get(mark.id, "")) for mark in children_of(None)]
    return [tile for tile in tiles if tile.mark.id in pictures][:MOST_TILES]


@remembered
def _pictures() -> dict[int, str]:
    """Return the picture of the best seller of each category that shows something, with one query."""
    sql = """
    SELECT DISTINCT ON (category) category, picture
    FROM assortment_assortmentitem, unnest(category_ids) AS category
    WHERE channel_id = %s AND is_published
    ORDER BY category, picture = '', (available > 0) DESC, priority DESC, popularity DESC, product_id
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [web_channel().pk])
        return {
            category: default_storage.url(picture) if picture else ""
            for category, picture in cursor.fetchall()
        }
