"""Plants, pots and presents."""

from .scene import Drawing
from .shapes import body, box, glass, label, line, opening, oval
from .table import DARK_WOOD

LEAF, DARK_LEAF = "#5c8a4e", "#3f6b45"


def olive(_colour: str) -> Drawing:
    shapes = line("M0-96C-6-150 6-180-2-230", DARK_WOOD, 10)
    for x, y, turn in (
        (-60, -230, 30),
        (-30, -270, 60),
        (10, -290, 100),
        (48, -262, -50),
        (66, -220, -20),
        (-70, -190, 10),
        (72, -180, 14),
        (-20, -220, 40),
        (28, -226, -40),
        (0, -250, 80),
    ):
        shapes += oval(x, y, 34, 11, LEAF if (x + y) % 4 else "#7d9b78", 1, turn) + oval(
            x * 0.7, y + 18, 26, 9, DARK_LEAF, 0.9, -turn
        )
    shapes += "".join(oval(x, y, 7, 9, "#3c3a55") for x, y in ((-40, -206), (30, -204), (56, -240)))
    return Drawing(
        shapes
        + body("M-62-100H62L50-8C49-3 45 0 40 0H-40C-45 0-49-3-50-8Z", "#c4704f")
        + box(-68, -112, 136, 18, "#cf7d5c", 5),
        90,
        1.75,
    )


def rosemary(_colour: str) -> Drawing:
    shapes = ""
    for x, top in ((-44, -210), (-20, -250), (4, -262), (28, -240), (48, -200)):
        shapes += line(f"M{x // 3} -86L{x} {top}", DARK_LEAF, 4)
        for step in range(6):
            y = -110 + (top + 110) * step / 6
            at = x / 3 + (x - x / 3) * step / 6
            shapes += line(f"M{at:.0f} {y:.0f}l-13 -15M{at:.0f} {y:.0f}l13 -15", LEAF, 4)
    return Drawing(
        shapes
        + body("M-52-92H52L42-8C41-3 38 0 33 0H-33C-38 0-41-3-42-8Z", "#c4704f")
        + box(-58, -104, 116, 17, "#cf7d5c", 5),
        78,
        1.9,
    )


def pot(colour: str) -> Drawing:
    shapes = oval(0, -5, 84, 9, colour) + body("M-82-142H82L66-8C65-3 60 0 54 0H-54C-60 0-65-3-66-8Z", colour)
    return Drawing(shapes + box(-90, -160, 180, 26, colour, 7) + opening(-158, 84, 9), 108, 1.8)


def wateringcan(colour: str) -> Drawing:
    shapes = line("M-10-110C30-190 110-160 96-70", colour, 11) + body(
        "M-150-170L-136-182L-40-74L-52-40Z", colour
    )
    return Drawing(
        shapes
        + oval(-146, -178, 22, 9, colour, 1, -46)
        + body("M-60-112H84C96-60 96-20 88 0H-66C-74-20-74-60-60-112Z", colour)
        + opening(-112, 70, 8, 12),
        140,
        1.5,
    )


def driedflowers(_colour: str) -> Drawing:
    shapes = ""
    for x, y, tone in (
        (-90, -250, "#d9a39a"),
        (-56, -290, "#e6d3b3"),
        (-14, -306, "#c98576"),
        (30, -296, "#d9a441"),
        (66, -270, "#b7a6c9"),
        (92, -226, "#d9a39a"),
        (-34, -246, "#b7a6c9"),
        (14, -250, "#e6d3b3"),
        (50, -226, "#c98576"),
    ):
        shapes += line(f"M0 -96L{x} {y}", "#8d8a5a", 4) + "".join(
            oval(x + dx, y + dy, 13, 13, tone) for dx, dy in ((-11, 4), (11, 4), (0, -10), (0, 8))
        )
    return Drawing(
        shapes + body("M-40-130L-24-80L-50 0H50L24-80L40-130Z", "#efe3cf") + line("M-25-80H25", "#c9573f", 9),
        90,
        1.7,
    )


def notebook(colour: str) -> Drawing:
    shapes = box(-96, -260, 196, 260, "#f4efe3", 6) + box(-104, -264, 196, 264, colour, 8)
    return Drawing(
        shapes
        + line("M-78-264V0", "#10261e", 4, 0.25)
        + line("M70-264V0", "#10261e", 9, 0.55)
        + box(-46, -206, 92, 44, "#fbf8f0", 3, lit=False),
        128,
        1.5,
    )


def card(_colour: str) -> Drawing:
    shapes = f'<g transform="rotate(-7) translate(-24 -10)">{box(-120, -170, 240, 170, "#d9c4a7", 4)}{line("M-120-170L0-80L120-170", "#10261e", 3, 0.25)}</g>'
    front = box(-100, -206, 200, 150, "#fbf8f0", 3)
    bloom = "".join(oval(0, -150, 12, 30, "#c9573f", 0.9, turn) for turn in range(0, 180, 36)) + oval(
        0, -150, 10, 10, "#d9a441"
    )
    return Drawing(
        shapes
        + f'<g transform="rotate(5) translate(16 40)">{front}{bloom}{line("M-36-90H36", "#10261e", 3, 0.4)}</g>',
        140,
        1.5,
    )


def oil(_colour: str) -> Drawing:
    shapes = glass(
        "M-18-230H18V-190C20-160 50-150 50-116V-12C50-4 44 0 38 0H-38C-44 0-50-4-50-12V-116C-50-150-20-160-18-190Z",
        "#6f7d2a",
        0.85,
    )
    return Drawing(shapes + box(-15, -256, 30, 34, "#3d3a2a", 5) + label(-96, 76, 62), 76, 1.8)


def honey(_colour: str) -> Drawing:
    shapes = glass(
        "M-60-120C-72-110-72-20-62-8C-58 0-52 0-46 0H46C52 0 58 0 62-8C72-20 72-110 60-120Z", "#b8621b", 0.9
    )
    return Drawing(shapes + box(-62, -146, 124, 30, "#efe3cf", 6) + label(-88, 80, 54), 96, 1.9)


def biscuits(_colour: str) -> Drawing:
    bag = "M-70-190L-56-200L-40-190L-22-200L-4-190L14-200L32-190L50-200L70-190L78-10C78-4 72 0 66 0H-66C-72 0-78-4-78-10Z"
    loose = "".join(
        oval(x, -12, 34, 13, "#c98f52", 1, turn) + oval(x - 8, -16, 5, 3, "#7a4f28")
        for x, turn in ((104, 12), (-112, -8))
    )
    return Drawing(
        loose + body(bag, "#e9d8b8") + label(-140, 96, 70) + line("M-56-166H56", "#c9573f", 7), 130, 1.6
    )


def tote(colour: str) -> Drawing:
    handles = line("M-46-196C-46-290 46-290 46-196", "#7a5a38", 9)
    shapes = body("M-100-200H100L110-10C110-4 104 0 98 0H-98C-104 0-110-4-110-10Z", colour)
    snail = line(
        "M-6-96a6 6 0 0 1 12 0a14 14 0 0 1-28 0a22 22 0 0 1 44 0a32 32 0 0 1-64 0M-42-96C-42-76-52-66-60-58H40C52-58 58-66 58-76V-92",
        "#1f5c47",
        7,
    )
    return Drawing(handles + shapes + snail, 132, 1.5)


def wrapping(_colour: str) -> Drawing:
    shapes = ""
    for x, y, tone, stripe in (
        (-70, 0, "#2f6b55", "#f4efe3"),
        (6, -6, "#f0e3c4", "#c9573f"),
        (78, 2, "#d9a39a", "#fbf8f0"),
    ):
        dots = "".join(oval(dx, dy, 6, 6, stripe) for dx in (-18, 2, 20) for dy in range(-236, -10, 32))
        roll = (
            box(-32, -256, 64, 256, tone, 10)
            + dots
            + oval(0, -254, 32, 8, stripe)
            + oval(0, -254, 20, 5, "#10261e", 0.35)
        )
        shapes += f'<g transform="translate({x} {y}) rotate({x / 20:.1f})">{roll}</g>'
    return Drawing(shapes + line("M-104-110C-40-96 40-96 112-112", "#c9573f", 8), 150, 1.5)
