"""Things for light, textiles and the bath."""

from .scene import Drawing
from .shapes import body, box, glass, label, line, opening, oval
from .table import DARK_WOOD, METAL, WOOD


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
