"""The room every thing stands in: a wall with window light, a table, a shadow."""

from dataclasses import dataclass

_DEFS = (
    '<linearGradient id="v" x1="0" x2="1"><stop offset="0" stop-color="#fff" stop-opacity=".34"/>'
    '<stop offset=".32" stop-color="#fff" stop-opacity=".06"/>'
    '<stop offset=".62" stop-color="#10261e" stop-opacity=".06"/>'
    '<stop offset="1" stop-color="#10261e" stop-opacity=".34"/></linearGradient>'
    '<linearGradient id="g" x1="0" x2="1"><stop offset="0" stop-color="#fff" stop-opacity=".7"/>'
    '<stop offset=".2" stop-color="#fff" stop-opacity=".15"/><stop offset=".8" stop-color="#fff" stop-opacity=".1"/>'
    '<stop offset="1" stop-color="#fff" stop-opacity=".5"/></linearGradient>'
    '<linearGradient id="t" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".28"/>'
    '<stop offset="1" stop-color="#0c1f18" stop-opacity=".06"/></linearGradient>'
    '<radialGradient id="s"><stop offset="0" stop-color="#0b1f18" stop-opacity=".42"/>'
    '<stop offset=".55" stop-color="#0b1f18" stop-opacity=".16"/>'
    '<stop offset="1" stop-color="#0b1f18" stop-opacity="0"/></radialGradient>'
    '<radialGradient id="gl"><stop offset="0" stop-color="#fff3c4" stop-opacity=".95"/>'
    '<stop offset="1" stop-color="#fff3c4" stop-opacity="0"/></radialGradient>'
)
_WINDOW = (
    '<g fill="#fff" opacity=".34"><path d="M36 43L198 14V216L36 245Z"/><path d="M216 11L372 0V187L216 212Z"/>'
    '<path d="M36 266L198 238V403L36 432Z"/><path d="M216 234L372 209V367L216 400Z"/></g>'
)
_ROOMS = (
    ("#f3e3b8", "#e7cfa0"),
    ("#ead7d2", "#d9bfae"),
    ("#dbe6df", "#e6d3bb"),
    ("#e9e6ee", "#cfbfa9"),
    ("#e5ebe0", "#d9c4a7"),
    ("#dde7ea", "#d3c2ab"),
    ("#f2e8d2", "#dcc7a6"),
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A thing: its shapes around the middle of its foot, the width of its shadow, and whether it hangs."""

    shapes: str
    shadow: int = 180
    scale: float = 1.0
    hangs: bool = False


def in_its_room(drawing: Drawing, *, room: int) -> str:
    """Return the whole picture, 600 by 720."""
    wall, table = _ROOMS[room % len(_ROOMS)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 720"><defs>{_DEFS}</defs>'
        f'<rect width="600" height="720" fill="{wall}"/>{_WINDOW}{_table(drawing, table)}'
        f'<g transform="translate(300 {130 if drawing.hangs else 610}) scale({drawing.scale})">{drawing.shapes}</g></svg>'
    )


def _table(drawing: Drawing, colour: str) -> str:
    if drawing.hangs:
        return ""
    width = drawing.shadow * drawing.scale
    return (
        f'<rect y="520" width="600" height="200" fill="{colour}"/><rect y="520" width="600" height="200" fill="url(#t)"/>'
        f'<ellipse cx="{300 + width * 0.22:.0f}" cy="612" rx="{width:.0f}" ry="{width * 0.13:.0f}" fill="url(#s)"/>'
    )
