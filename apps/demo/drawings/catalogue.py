"""Every picture by name: those drawn here, and the drawn stills in other colours."""

from collections.abc import Callable, Iterator

from . import garden, home, table
from .scene import Drawing, in_its_room

COLOURS = {
    "moss": "#2f6b55",
    "sand": "#e6d3b3",
    "night": "#35617a",
    "brick": "#c4553d",
    "sage": "#a9bfa4",
    "rose": "#d9a39a",
    "honey": "#d9a441",
    "white": "#f4f1ea",
    "graphite": "#3d4042",
    "natural": "#dcc7a0",
}
_IN_COLOURS: dict[str, tuple[Callable[[str], Drawing], str, tuple[str, ...]]] = {
    "glasses": (table.glasses, "white", ("honey", "moss")),
    "jar": (table.jar, "white", ("moss", "brick")),
    "pitcher": (table.pitcher, "sand", ("night",)),
    "apron": (table.apron, "sand", ("night", "sage")),
    "napkins": (table.napkins, "white", ("sage", "rose")),
    "tablecloth": (table.tablecloth, "white", ("sand",)),
    "bedlinen": (home.bedlinen, "white", ("sage",)),
    "pillowcase": (home.pillowcase, "white", ("rose", "sage")),
    "curtain": (home.curtain, "white", ("sand",)),
    "rug": (home.rug, "sand", ("graphite",)),
    "scarf": (home.scarf, "brick", ("moss", "graphite")),
    "pendant": (home.pendant, "white", ("graphite",)),
    "lantern": (home.lantern, "honey", ("graphite",)),
    "candlestick": (home.candlestick, "honey", ("graphite",)),
    "mirror": (home.mirror, "honey", ("graphite",)),
    "soapbar": (home.soapbar, "sage", ("rose", "honey")),
    "pot": (garden.pot, "brick", ("white", "moss")),
    "wateringcan": (garden.wateringcan, "moss", ("honey",)),
    "notebook": (garden.notebook, "brick", ("moss", "night")),
    "tote": (garden.tote, "natural", ("brick",)),
    "bathtowel": (home.bath_towel, "white", ("sage", "night")),
}
_AS_THEY_ARE: dict[str, Callable[[str], Drawing]] = {
    "spoons": table.spoons,
    "tray": table.tray,
    "saladbowl": table.saladbowl,
    "pan": table.pan,
    "grinder": table.grinder,
    "coasters": table.coasters,
    "wrapping": garden.wrapping,
    "storage": home.storage,
    "bulb": home.bulb,
    "diffuser": home.diffuser,
    "brush": home.brush,
    "olive": garden.olive,
    "rosemary": garden.rosemary,
    "driedflowers": garden.driedflowers,
    "card": garden.card,
    "oil": garden.oil,
    "honey": garden.honey,
    "biscuits": garden.biscuits,
}
RECOLOURED = {
    "mug-moss": ("mug", {"#35617a": COLOURS["moss"]}),
    "mug-graphite": ("mug", {"#35617a": COLOURS["graphite"]}),
    "teapot": ("teapot", {"#2f6b55": COLOURS["night"]}),
    "teapot-sage": ("teapot", {"#2f6b55": COLOURS["sage"]}),
    "plate-night": ("plate", {"#efe9dc": COLOURS["night"], "#35617a": "#e6d3b3"}),
    "bowl-sage": ("bowl", {"#d9a441": COLOURS["sage"]}),
    "bowl-night": ("bowl", {"#d9a441": COLOURS["night"]}),
    "towel-brick": ("towel", {"#35617a": COLOURS["brick"]}),
    "towel-night": ("towel", {"#f3efe6": COLOURS["night"], "#35617a": "#f3efe6"}),
    "blanket-rose": ("blanket", {"#c7d3bd": "#ecd2cb", "#8ea583": COLOURS["rose"]}),
    "blanket-graphite": ("blanket", {"#c7d3bd": "#8b8f8f", "#8ea583": COLOURS["graphite"]}),
    "cushion-night": ("cushion", {"#d9a441": COLOURS["night"]}),
    "lamp-moss": ("lamp", {"#d9a441": COLOURS["moss"]}),
    "candle-brick": ("candle", {"#b9806a": COLOURS["brick"]}),
    "clock-brick": ("clock", {"#1d3d33": COLOURS["brick"]}),
}
"""Stills that exist in one colour already: from which, and which fills become which."""


def drawn() -> Iterator[tuple[str, str]]:
    """Yield the name and the SVG text of every picture that is drawn here."""
    room = 0
    for name, (draw, own, others) in _IN_COLOURS.items():
        yield name, in_its_room(draw(COLOURS[own]), room=room)
        for colour in others:
            yield f"{name}-{colour}", in_its_room(draw(COLOURS[colour]), room=room)
        room += 1
    for name, draw in _AS_THEY_ARE.items():
        yield name, in_its_room(draw(""), room=room)
        room += 1
