"""Two gloved hands draw a cord tight round a bundle of reed; everything else is dark."""

from __future__ import annotations

import random

from PIL import Image, ImageChops

from ..canvas import Colour, Stencil, clouds, levels, smooth, times
from ..figures import limb
from ..sheet import LANDSCAPE, Sheet, torn

LIGHT: Colour = (255, 226, 176)


def draw() -> Image.Image:
    s = Sheet(LANDSCAPE, [(0, (30, 42, 44)), (0.5, (40, 52, 50)), (1, (18, 24, 26))])
    s.brush((74, 92, 84), s.across((0, 220), (0.6, 80), (1, 0)), 3, (420, 320), 0.8)
    s.brush((12, 18, 22), s.down((0, 255), (1, 255)), 8, (300, 300), 0.7)
    s.glow(180, 120, 900, (150, 160, 136), 0.4)
    _coat(s)
    _bundle(s)
    _cord(s)
    _glove(s, [(420, 640), (500, 560), (610, 520), (700, 516)], 1)
    _glove(s, [(1330, 700), (1210, 640), (1090, 600), (985, 580)], -1)
    _cuffs(s)
    s.shine((255, 240, 210), _dust(s), 0.5)
    return s.finish(0.6, 0.55, 4)


def _coat(s: Sheet) -> None:
    """Sleeves and the front of a waxed coat, out of focus."""
    back, sleeves = s.stencil(), s.stencil()
    back.polygon(
        smooth([(300, 1100), (330, 500), (520, 120), (820, -60), (1200, 60), (1440, 420), (1500, 1100)])
    )
    s.lay((46, 50, 44), back.mask(16))
    s.brush((72, 74, 58), back.mask(16), 5, (160, 420), 0.6)
    limb(sleeves, (60, 960), (450, 640), 190, 112)
    limb(sleeves, (1640, 1000), (1310, 700), 200, 112)
    mask = sleeves.mask(4)
    s.lay((62, 64, 50), mask)
    s.model(mask, (150, 146, 108), (18, 20, 20), (-30, -46), 44, 0.75)
    s.lay((30, 32, 28), times(mask, levels(clouds((60, 160), 6, 4, s.size), 130, 190)), 0.55)


def _cuffs(s: Sheet) -> None:
    """The sleeves' ends, which lie over the gloves."""
    for start, end in (((250, 800), (418, 652)), ((1500, 838), (1326, 704))):
        cuff, hole = s.stencil(), s.stencil()
        limb(cuff, start, end, 150, 116)
        along = ((end[0] - start[0]) * 0.36, (end[1] - start[1]) * 0.36)
        hole.disc(end[0] + along[0] * 1.25, end[1] + along[1] * 1.25, 100)
        mask = ImageChops.subtract(cuff.mask(2), hole.mask(2))
        s.lay((70, 70, 54), mask)
        s.brush((44, 46, 38), mask, 7, (70, 120), 0.6)
        s.model(mask, (176, 166, 122), (16, 18, 18), (-26, -40), 30, 0.7)


def _bundle(s: Sheet) -> None:
    randomness = random.Random(11)
    dark, middle, bright = s.stencil(), s.stencil(), s.stencil()
    for step in range(330):
        place = randomness.gauss(0, 0.5)
        if abs(place) > 1:
            continue
        waist, ends = 838 + place * 150, 260 + 70 * randomness.random()
        lean = 96
        path = smooth(
            [
                (waist - lean - place * 120 + place * ends, 1120),
                (waist, 560),
                (waist + lean + place * ends * 0.9, -60),
            ],
            closed=False,
            steps=8,
        )
        pen = (dark, middle, bright)[0 if step < 120 else randomness.choice((1, 1, 2))]
        width = randomness.uniform(7, 15)
        pen.line(path, width)
        for joint in range(3):
            spot = path[min(len(path) - 1, 2 + joint * 5 + randomness.randrange(3))]
            pen.disc(spot[0], spot[1], width * 0.62)
    for pen, tone, light in (
        (dark, (86, 62, 38), 0.5),
        (middle, (164, 124, 68), 0.8),
        (bright, (214, 178, 108), 0.9),
    ):
        mask = pen.mask(1.1)
        s.lay(tone, mask)
        s.model(mask, LIGHT, (52, 34, 24), (-5, -1), 3, light)
        s.brush((120, 88, 46), mask, 5, (30, 200), 0.4)
    whole = s.across((0, 0), (0.5, 0), (0.72, 255), (1, 255))
    s.lay((20, 18, 20), times(whole, s.down((0, 140), (0.5, 200), (1, 255)), middle.mask(2)), 0.7)


def _cord(s: Sheet) -> None:
    cord, shade = s.stencil(), s.stencil()
    for shift in (0, 20, 42):
        path = smooth(
            [(716, 376 + shift), (790, 400 + shift), (900, 408 + shift), (1010, 388 + shift)], closed=False
        )
        cord.line(path, 15)
        shade.line([(x, y + 15) for x, y in path], 18)
    tail = smooth([(700, 556), (620, 690), (640, 800), (560, 930), (590, 1100)], closed=False)
    cord.line(tail, 12)
    s.lay((40, 26, 18), shade.mask(6), 0.75)
    mask = cord.mask(1)
    s.lay((212, 196, 168), mask)
    s.model(mask, (255, 248, 226), (90, 70, 54), (-4, -6), 4, 0.9)
    twist = levels(clouds((14, 10), 4, 2, s.size), 120, 170)
    s.lay((120, 96, 72), times(mask, twist), 0.6)


def _glove(s: Sheet, spine: list[tuple[float, float]], way: int) -> None:
    """The back of a leather glove and four fingers that close round the reed."""
    wrist, heel, palm, knuckle = spine
    fingers: list[tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = []
    for index in range(4):
        root = (knuckle[0] - way * (16 + index * 9), knuckle[1] - 62 + index * 52)
        bend = (root[0] + way * (104 - abs(index - 1.2) * 12), root[1] + 18 - index * 2)
        fingers.append((root, bend, (bend[0] + way * (52 - index * 5), bend[1] + 44)))
    back = s.stencil()
    limb(back, wrist, heel, 92, 104)
    limb(back, heel, palm, 104, 112)
    limb(back, palm, (knuckle[0] - way * 10, knuckle[1] + 14), 112, 96)
    _leather(s, back, 4)
    for root, bend, tip in reversed(fingers):
        _shadow(s, root, bend, tip)
        one = s.stencil()
        limb(one, root, bend, 37, 34)
        limb(one, bend, tip, 33, 27)
        _leather(s, one, 6 + round(root[1]))
    thumb = s.stencil()
    start = (palm[0] + way * 10, palm[1] - 74)
    limb(thumb, start, (start[0] + way * 96, start[1] - 44), 44, 37)
    limb(thumb, (start[0] + way * 96, start[1] - 44), (start[0] + way * 176, start[1] - 16), 36, 29)
    _shadow(s, start, (start[0] + way * 96, start[1] - 44), (start[0] + way * 176, start[1] - 16))
    _leather(s, thumb, 12)


def _shadow(s: Sheet, *path: tuple[float, float]) -> None:
    shade = s.stencil()
    shade.line([(x + 8, y + 16) for x, y in path], 66)
    s.lay((16, 12, 12), shade.mask(12), 0.55)


def _leather(s: Sheet, shape: Stencil, seed: int) -> None:
    mask = shape.mask(1.2)
    s.lay((126, 84, 54), mask)
    s.brush((74, 46, 32), mask, seed, (70, 46), 0.7)
    s.model(mask, (246, 196, 138), (34, 20, 18), (-14, -22), 15, 0.85)
    creases = torn(levels(clouds((50, 24), seed + 1, 4, s.size), 168, 176), seed, 1)
    s.lay((50, 30, 24), times(mask, creases), 0.35)


def _dust(s: Sheet) -> Image.Image:
    randomness, motes = random.Random(2), s.stencil()
    for _ in range(150):
        motes.disc(
            randomness.uniform(300, 1300),
            randomness.uniform(20, 1000),
            randomness.uniform(0.6, 2),
            randomness.randrange(40, 200),
        )
    return motes.mask(0.8)
