"""Things for light, textiles, plants, bath and presents."""

from .scene import Drawing
from .shapes import body, box, glass, label, line, opening, oval
from .table import DARK_WOOD, METAL, WOOD

LEAF, DARK_LEAF = "#5c8a4e", "#3f6b45"


def bedlinen(colour: str) -> Drawing:
    shapes = box(-150, -70, 300, 70, "#9b7350", 6) + body(
        "M-146-128C-146-142-130-146-116-146H146V-52H-146Z", colour
    )
    shapes += body("M-132-190C-150-150-120-140-96-142L-20-146C-10-160-14-190-30-192Z", "#fbf8f0")
    return Drawing(
        shapes
        + body("M-40-146H150V-40C120-28 90-50 60-38C30-28 0-48-40-38Z", colour)
        + line("M-40-112H150", "#10261e", 3, 0.14),
        170,
        1.5,
    )


def pillowcase(colour: str) -> Drawing:
    pillow = "M-120-110C-140-120-136-6-118-8C-60 6 60 6 118-8C136-6 140-120 120-110C60-126-60-126-120-110Z"
    back = f'<g transform="translate(8 -74) rotate(-4)">{body(pillow, "#f4efe3")}</g>'
    return Drawing(
        back + body(pillow, colour) + line("M84-106C92-70 92-44 84-8", "#10261e", 3, 0.22), 150, 1.5
    )


def curtain(colour: str) -> Drawing:
    shapes = line("M-160 0H160", METAL, 9) + oval(-164, 0, 11, 11, METAL) + oval(164, 0, 11, 11, METAL)
    for x in range(-120, 121, 40):
        shapes += body(
            f"M{x - 24} 6H{x + 24}C{x + 18} 120 {x + 26} 220 {x + 20} 340H{x - 20}C{x - 26} 220 {x - 18} 120 {x - 24} 6Z",
            colour,
        )
    return Drawing(shapes, 0, 1.5, True)


def rug(colour: str) -> Drawing:
    shapes = body("M-150-60H150L190 0H-190Z", colour)
    shapes += line("M-140-46H140M-176-14H176", "#10261e", 6, 0.28) + line("M-152-32H152", "#fff", 9, 0.5)
    fringe = "".join(line(f"M{x} 2L{x - 3} 16", "#f4efe3", 3) for x in range(-184, 185, 16))
    roll = f'<g transform="translate(0 -78)">{box(-140, -64, 280, 64, colour, 32)}{oval(138, -32, 22, 32, "#f4efe3")}{oval(138, -32, 14, 22, colour)}{oval(138, -32, 6, 10, "#10261e", 0.4)}</g>'
    return Drawing(shapes + fringe + roll, 180, 1.3)


def scarf(colour: str) -> Drawing:
    shapes = (
        line("M-140 0H140", WOOD, 12) + body("M-70-6H-6V250H-70Z", colour) + body("M6-6H70V190H6Z", colour)
    )
    shapes += line("M-70 210H-6M6 150H70", "#fff", 9, 0.5) + line("M-70 226H-6M6 166H70", "#fff", 4, 0.5)
    fringe = "".join(
        line(f"M{x} {y}V{y + 22}", colour, 3)
        for x, y in [(x, 250) for x in range(-66, -5, 10)] + [(x, 190) for x in range(10, 71, 10)]
    )
    return Drawing(shapes + fringe, 0, 1.6, True)


def storage(_colour: str) -> Drawing:
    shapes = body("M-104-150H104L92-10C91-3 86 0 80 0H-80C-86 0-91-3-92-10Z", "#c9a86a")
    for y in range(-132, 0, 18):
        shapes += line(f"M{-102 - y * 0.0} {y}C-50 {y + 8} 50 {y - 8} 100 {y}", "#10261e", 3, 0.18)
    blanket = body("M-84-150C-70-190-20-196 10-176C50-190 84-176 88-150Z", "#8ea583")
    handles = line("M-104-120C-136-124-136-80-100-84M104-120C136-124 136-80 100-84", DARK_WOOD, 10)
    return Drawing(blanket + handles + shapes + opening(-150, 104, 10), 124, 1.6)


def pendant(colour: str) -> Drawing:
    shapes = line("M0-130V80", "#3d4042", 5) + oval(0, 290, 130, 90, "url(#gl)")
    shapes += body("M-16 76H16C20 100 110 150 116 240H-116C-110 150-20 100-16 76Z", colour)
    return Drawing(shapes + oval(0, 240, 116, 14, "#fff3c4") + oval(0, 246, 22, 18, "#fff8e0"), 0, 1.5, True)


def lantern(colour: str) -> Drawing:
    shapes = line("M-30-196C-30-236 30-236 30-196", colour, 8) + body("M-60-190L-30-206H30L60-190Z", colour)
    shapes += oval(0, -90, 90, 110, "url(#gl)") + glass("M-54-188H54V-20H-54Z", "#fff3c4", 0.35)
    shapes += body("M-16-80H16V-22H-16Z", "#f4efe3") + body(
        "M0-116C12-98 10-84 0-84C-10-84-12-98 0-116Z", "#f6b73c"
    )
    frame = line("M-54-188V-20M54-188V-20M0-188V-120", colour, 7) + box(-64, -22, 128, 22, colour, 5)
    return Drawing(shapes + frame, 92, 1.8)


def candlestick(colour: str) -> Drawing:
    def one(x: int, height: int) -> str:
        stick = (
            oval(0, -6, 44, 9, colour)
            + body(f"M-7-{height}H7V-10H-7Z", colour)
            + oval(0, -height, 20, 6, colour)
        )
        flame = body(
            f"M0-{height + 150}C12-{height + 130} 10-{height + 116} 0-{height + 116}C-10-{height + 116}-12-{height + 130} 0-{height + 150}Z",
            "#f6b73c",
        )
        return f'<g transform="translate({x} 0)">{stick}{body(f"M-9-{height + 110}H9V-{height}H-9Z", "#f4efe3")}{flame}</g>'

    return Drawing(one(-46, 70) + one(46, 120), 110, 1.6)


def bulb(_colour: str) -> Drawing:
    shapes = oval(0, -150, 110, 110, "url(#gl)") + body(
        "M-24-44H24V-8C24-3 20 0 14 0H-14C-20 0-24-3-24-8Z", METAL
    )
    shapes += glass(
        "M-24-44C-28-80-74-100-74-156C-74-200-40-228 0-228C40-228 74-200 74-156C74-100 28-80 24-44Z",
        "#f6d68a",
        0.7,
    )
    return Drawing(
        shapes
        + line("M-14-60L-24-140L-8-160L8-140L24-160M24-140L14-60", "#c47b22", 4)
        + line("M-24-32H24M-24-20H24", "#10261e", 3, 0.3),
        80,
        1.7,
    )


def mirror(colour: str) -> Drawing:
    shapes = (
        oval(8, 158, 150, 150, "#0b1f18", 0.12)
        + oval(0, 150, 150, 150, colour)
        + oval(0, 150, 138, 138, "#e8f0ee")
    )
    shapes += body("M-110 66L-30 20L60 262L-60 274Z", "#ffffff").replace(
        'fill="#ffffff"', 'fill="#ffffff" opacity=".45"', 1
    )
    return Drawing(shapes + line("M0-40V0", "#3d4042", 5), 0, 1.35, True)


def soapbar(colour: str) -> Drawing:
    stone = "M-96-20C-110-60-60-84-10-82C50-88 108-64 98-24C92 2 40 0 0 0C-50 2-90 4-96-20Z"
    second = f'<g transform="translate(-6 -76) scale(.74)">{body(stone, "#f4efe3")}</g>'
    return Drawing(
        second + body(stone, colour) + line("M-40-50C-10-58 30-58 56-48", "#fff", 5, 0.5), 120, 1.7
    )


def diffuser(_colour: str) -> Drawing:
    sticks = "".join(line(f"M{x} -120L{x * 3} -266", DARK_WOOD, 4) for x in (-16, -8, 0, 9, 17))
    shapes = glass(
        "M-20-140H20V-118C48-108 60-86 60-56V-14C60-4 54 0 46 0H-46C-54 0-60-4-60-14V-56C-60-86-48-108-20-118Z",
        "#d9a441",
        0.5,
    )
    return Drawing(sticks + shapes + label(-66), 84, 1.9)


def brush(_colour: str) -> Drawing:
    shapes = f'<g transform="rotate(62) translate(-60 60)">{body("M-10-300H10V-90H-10Z", WOOD)}{body("M-34-100C-40-40-30 0 0 4C30 0 40-40 34-100C20-120-20-120-34-100Z", WOOD)}</g>'
    bristles = "".join(line(f"M{x} -46L{x - 4} -8", "#f0e3c4", 5) for x in range(-138, -46, 8))
    return Drawing(bristles + shapes, 170, 1.3)


def bath_towel(colour: str) -> Drawing:
    shapes = line("M-130 0H130", METAL, 11) + body("M-92-4H92V270H-92Z", colour)
    cells = line(
        "".join(f"M-92 {y}H92" for y in range(20, 266, 22))
        + "".join(f"M{x} 0V268" for x in range(-70, 92, 22)),
        "#10261e",
        2,
        0.1,
    )
    return Drawing(shapes + cells + line("M-92 236H92", "#fff", 10, 0.55), 0, 1.6, True)


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
