"""Things for the kitchen and the table."""

from .scene import Drawing
from .shapes import body, box, glass, label, line, opening, oval

WOOD, DARK_WOOD, METAL = "#b98352", "#8d5f3a", "#8f9794"


def glasses(colour: str) -> Drawing:
    one = "M-34-92H34L28-8C27-2 24 0 20 0H-20C-24 0-27-2-28-8Z"
    shapes = "".join(
        f'<g transform="translate({x} {y})">{glass(one, colour, 0.62)}{opening(-92, 34, 6)}</g>'
        for x, y in ((-84, -14), (84, -14), (-36, 0), (40, 4))
    )
    return Drawing(shapes, 150, 1.7)


def jar(colour: str) -> Drawing:
    shapes = body(
        "M-62-130H62C70-110 70-20 60-6C56 0 50 0 44 0H-44C-50 0-56 0-60-6C-70-20-70-110-62-130Z", colour
    )
    shapes += box(-66, -146, 132, 20, WOOD, 8) + oval(0, -152, 16, 9, DARK_WOOD)
    return Drawing(shapes + label(-92), 96, 2.1)


def pitcher(colour: str) -> Drawing:
    handle = "M54-140C112-150 112-40 50-44"
    shapes = line(handle, colour, 15) + line(handle, "#10261e", 15, 0.16)
    shapes += body(
        "M-46-170C-64-172-70-164-78-168C-66-150-52-140-50-120C-78-90-70-14-52 0H50C72-20 72-90 44-122C42-140 46-156 52-170Z",
        colour,
    )
    return Drawing(shapes + opening(-170, 50, 9), 104, 1.9)


def spoons(_colour: str) -> Drawing:
    shapes = ""
    for x, turn, tone in ((-40, -14, WOOD), (4, 2, DARK_WOOD), (46, 15, "#c99a66")):
        shapes += f'<g transform="translate({x} -16) rotate({turn})">{body("M-7-60H7V-230H-7Z", tone)}'
        shapes += f"{oval(0, -256, 26, 40, tone)}{oval(0, -258, 17, 28, '#10261e', 0.14)}</g>"
    pot = "M-72-112H72L62-8C61-3 56 0 50 0H-50C-56 0-61-3-62-8Z"
    return Drawing(shapes + body(pot, "#efe9dc") + line("M-70-92H70", "#35617a", 8), 100, 1.6)


def apron(colour: str) -> Drawing:
    shapes = line("M-130 0H130", WOOD, 12) + line("M-44 6C-40-8 40-8 44 6L50 46M-44 6L-50 46", colour, 9)
    shapes += body("M-52 40H52C54 90 74 110 92 120V300H-92V120C-74 110-54 90-52 40Z", colour)
    shapes += line("M-46 190H46V236C46 246 40 250 32 250H-32C-40 250-46 246-46 236Z", "#10261e", 4, 0.28)
    return Drawing(
        shapes + line("M-92 128C-120 150-118 200-112 230M92 128C120 150 118 200 112 230", colour, 8),
        0,
        1.55,
        True,
    )


def napkins(colour: str) -> Drawing:
    shapes = ""
    for place in range(4):
        y = -place * 24
        shapes += box(-118 + place * 3, y - 26, 236 - place * 6, 26, colour, 9)
        shapes += line(f"M{-106 + place * 3} {y - 5}H{106 - place * 3}", "#10261e", 2.5, 0.2)
    ring = oval(0, -106, 40, 10, WOOD) + oval(0, -107, 30, 6, "#10261e", 0.35)
    return Drawing(shapes + ring, 150, 1.6)


def tablecloth(colour: str) -> Drawing:
    shapes = box(-128, -40, 256, 40, "#9b7350", 3)
    shapes += body(
        "M-140-150H140L150-40C130-26 112-54 90-40C66-26 50-56 26-40C4-26-22-56-44-40C-66-26-92-54-112-40L-150-40Z",
        colour,
    )
    shapes += line("M-140-150H140", "#fff", 5, 0.6) + line("M-60-146L-70-50M40-146L48-50", "#10261e", 6, 0.08)
    return Drawing(shapes, 160, 1.6)


def tray(_colour: str) -> Drawing:
    shapes = body("M-150-30H150L132 0H-132Z", WOOD) + box(-158, -42, 316, 14, DARK_WOOD, 7)
    cup = body("M-30-96H30V-52C30-44 24-42 18-42H-18C-24-42-30-44-30-52Z", "#35617a") + opening(-96, 30, 5)
    return Drawing(
        shapes + f'<g transform="translate(-52 0)">{cup}</g>' + oval(60, -52, 46, 12, "#f4efe3") + oval(60, -62, 26, 16, "#d9a441"),
        170, 1.5,
    )  # fmt: skip


def saladbowl(_colour: str) -> Drawing:
    leaves = "".join(
        oval(x, -112 - lift, 34, 22, tone, 1, turn)
        for x, lift, tone, turn in (
            (-60, 4, "#5c8a4e", -30),
            (-20, 20, "#7fa864", 10),
            (30, 14, "#4c7a45", 30),
            (64, 2, "#8fb573", -20),
        )
    )
    tomatoes = oval(-40, -118, 15, 15, "#c9573f") + oval(46, -124, 13, 13, "#d8684f")
    return Drawing(
        leaves + tomatoes + body("M-120-108H120C116-40 70 0 40 0H-40C-70 0-116-40-120-108Z", "#c99a66"),
        130,
        1.7,
    )


def pan(_colour: str) -> Drawing:
    shapes = line("M118-44L236-92", "#3d4042", 18) + body(
        "M-130-60H130L112-8C110-3 106 0 100 0H-100C-106 0-110-3-112-8Z", "#4c5457"
    )
    shapes += oval(0, -60, 130, 18, "#5e676a") + oval(0, -58, 118, 14, "#2f3436")
    return Drawing(
        f'<g transform="translate(-30 0)">{shapes}{oval(-10, -60, 46, 8, "#fbf8f0")}{oval(-6, -62, 16, 5, "#e8b33f")}</g>',
        150,
        1.5,
    )


def grinder(_colour: str) -> Drawing:
    shapes = body(
        "M-36-120C-46-90-30-70-40-40C-48-20-48-10-44 0H44C48-10 48-20 40-40C30-70 46-90 36-120Z", DARK_WOOD
    )
    shapes += body("M-34-126C-50-170-30-196 0-200C30-196 50-170 34-126Z", WOOD) + oval(0, -206, 9, 9, METAL)
    return Drawing(shapes + line("M-38-122H38", "#10261e", 4, 0.4), 76, 2.0)


def coasters(_colour: str) -> Drawing:
    shapes = ""
    for place, tone in enumerate(("#c9a86a", "#b98352", "#d9c08a", "#a9744a", "#c9a86a", "#d9c08a")):
        y = -place * 15
        shapes += oval(place % 2 * 6 - 3, y - 10, 112, 20, "#10261e", 0.16) + oval(
            place % 2 * 6 - 3, y - 14, 112, 20, tone
        )
    rings = "".join(
        line(
            f"M{-r} -92A{r} {r * 0.18:.1f} 0 1 0 {r} -92A{r} {r * 0.18:.1f} 0 1 0 {-r} -92",
            "#10261e",
            2,
            0.25,
        )
        for r in (92, 68, 44, 20)
    )
    return Drawing(shapes + rings, 130, 1.7)
