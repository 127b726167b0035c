"""Descriptions from outside keep their shape and lose everything dangerous."""

import pytest

from apps.catalog.html import plain_text, sanitize


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<p>Glazed <b>by hand</b></p>", "<p>Glazed <b>by hand</b></p>"),
        ("<script>alert(1)</script>Mug", "Mug"),
        ('<p onclick="x()" style="color:red">Mug</p>', "<p>Mug</p>"),
        ('<a href="javascript:x()">Mug</a>', '<a rel="noopener nofollow">Mug</a>'),
        ('<img src="https://example.org/x.png">Mug', "Mug"),
        ("<iframe src=x></iframe>Mug", "Mug"),
        ("5 < 6 & 7 > 3", "5 &lt; 6 &amp; 7 &gt; 3"),
    ],
)
def test_only_harmless_tags_stay(given: str, kept: str) -> None:
    assert sanitize(given) == kept


def test_plain_text_is_words_on_one_line() -> None:
    assert plain_text("<h2>Tom &amp; Jerry</h2><p>Two\nmugs</p><script>x</script>") == "Tom & Jerry Two mugs"
