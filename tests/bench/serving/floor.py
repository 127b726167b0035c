"""The floor: what this server takes for a page of that size after one query, whatever the page is about."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines

#: A row like a product's card: a few figures of one row of the query in some markup, about 320 bytes.
PAGE = engines["django"].from_string("""<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body>
<main class="wrap"><h1>{{ title }}</h1><ul class="cards">{% for key, title, slug, sku in rows %}
<li class="card"><a class="card__link" href="/p/{{ slug }}_{{ key }}/">
<img class="card__picture" src="/media/{{ sku }}.webp" alt="" width="600" height="720" loading="lazy">
<span class="card__title">{{ title }}</span></a>
<p class="card__price num" data-key="{{ key }}">{{ sku }}</p></li>{% endfor %}</ul></main></body></html>""")
ROW_BYTES = 320
ROWS = "SELECT id, title, slug, coalesce(sku, '') FROM catalogue_product ORDER BY id LIMIT 40"


def floor(request: HttpRequest, size: int) -> HttpResponse:
    """Render a page of about `size` bytes from the rows of one query."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        rows = cursor.fetchall()
    wanted = max(1, size // ROW_BYTES)
    return HttpResponse(PAGE.render({"title": "Floor", "rows": (rows * wanted)[:wanted]}))
