"""Rich text from outside, made harmless. Pure."""

import html
import re

import nh3

_TAGS = {
    *("a", "b", "blockquote", "br", "caption", "code", "dd", "div", "dl", "dt", "em", "h2", "h3", "h4", "h5"),
    *(
        "h6",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
    ),
    *("thead", "tr", "u", "ul"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
_SPACES = re.compile(r"\s+")
_BLOCK_END = re.compile(r"</(p|div|li|h[1-6]|tr|dd|dt|blockquote)>|<br\s*/?>", re.IGNORECASE)


def sanitize(text: str) -> str:
    """Return HTML with only harmless tags: no scripts, styles, pictures, frames or strange addresses."""
    return nh3.clean(
        text,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
    ).strip()


def plain_text(text: str) -> str:
    """Return the words of some HTML on one line, entities written out."""
    stripped = nh3.clean(_BLOCK_END.sub(" ", text), tags=set(), clean_content_tags={"script", "style"})
    return _SPACES.sub(" ", html.unescape(stripped)).strip()
