"""Small words for drawing: a body with the light on it, a line, an opening, a stripe."""


def body(path: str, colour: str) -> str:
    """Return a filled shape with light from the left and shade on the right."""
    return f'<path d="{path}" fill="{colour}"/><path d="{path}" fill="url(#v)"/>'


def glass(path: str, colour: str = "#dfeae6", opacity: float = 0.55) -> str:
    """Return a shape that one can look through."""
    return f'<path d="{path}" fill="{colour}" opacity="{opacity}"/><path d="{path}" fill="url(#g)"/>'


def line(path: str, colour: str, width: float, opacity: float = 1) -> str:
    """Return a round-ended stroke."""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-opacity="{opacity}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )


def opening(y: int, rx: int, ry: int, x: int = 0) -> str:
    """Return the rim and the dark inside of something hollow."""
    return (
        f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="#fff" opacity=".35"/>'
        f'<ellipse cx="{x}" cy="{y + 1}" rx="{rx * 0.88:.1f}" ry="{ry * 0.72:.1f}" fill="#10261e" opacity=".38"/>'
    )


def oval(x: float, y: float, rx: float, ry: float, colour: str, opacity: float = 1, turn: float = 0) -> str:
    """Return an ellipse, turned by degrees around its middle."""
    around = f' transform="rotate({turn} {x} {y})"' if turn else ""
    return f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="{colour}" opacity="{opacity}"{around}/>'


def box(
    x: float, y: float, width: float, height: float, colour: str, radius: float = 0, lit: bool = True
) -> str:
    """Return a rectangle, lit from the left unless told otherwise."""
    plain = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{{}}"/>'
    return plain.format(colour) + (plain.format("url(#v)") if lit else "")


def label(y: int, width: int = 64, height: int = 46) -> str:
    """Return a paper label with two lines nobody can read."""
    half = width // 2
    return box(-half, y, width, height, "#fbf8f0", 2, lit=False) + line(
        f"M{-half + 14} {y + 16}H{half - 14}M{-half + 20} {y + 28}H{half - 20}", "#10261e", 3, 0.5
    )
