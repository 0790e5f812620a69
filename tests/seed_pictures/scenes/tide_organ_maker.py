"""The maker at his bench, in profile, files the mouth of a pipe under one lamp; pipes hang behind him."""

from __future__ import annotations

import random

from PIL import Image

from ..canvas import Colour, Stencil, clouds, levels, mix, smooth, times
from ..figures import limb
from ..sheet import PORTRAIT, Sheet, torn

LAMP: Colour = (255, 206, 128)
DARK: Colour = (22, 14, 14)


def draw() -> Image.Image:
    s = Sheet(PORTRAIT, [(0, (54, 36, 28)), (0.5, (92, 60, 40)), (0.8, (52, 34, 28)), (1, (22, 15, 14))])
    _wall(s)
    s.glow(470, 640, 1300, LAMP, 0.62)
    _man(s)
    _bench(s)
    _arms(s)
    _lamp(s)
    s.bloom(210, 40, 0.45)
    return s.finish(0.7, 0.3, 22)


def _wall(s: Sheet) -> None:
    """Boards, and on nails the pipes that wait."""
    randomness, boards = random.Random(4), s.stencil()
    for x in range(0, 1600, 152):
        boards.box(x, 0, x + 147, 1500, randomness.randrange(60, 200))
    s.shine((120, 78, 50), boards.mask(1), 0.3)
    s.brush((30, 18, 16), s.down((0, 255), (1, 255)), 5, (60, 700), 0.7)
    shelf = s.stencil()
    shelf.box(620, 214, 1620, 236)
    s.lay((34, 22, 18), shelf.mask(2))
    for index in range(13):
        x, wide = 650 + index * 76, 26 + (index * 7) % 19
        low = 236 + 300 + (index * 173) % 420
        pipe = s.stencil()
        pipe.box(x, 250, x + wide, low)
        pipe.disc(x + wide / 2, low, wide / 2, tall=0.4)
        mask = pipe.mask(3)
        s.lay(DARK, times(Image.new("L", s.size, 255), _aside(mask)), 0.5)
        s.lay(((150, 88, 54), (96, 120, 100), (132, 112, 92))[index % 3], mask)
        s.model(mask, (255, 214, 150), (26, 16, 16), (-9, 0), 6, 0.85)


def _aside(mask: Image.Image) -> Image.Image:
    moved = Image.new("L", mask.size)
    moved.paste(mask, (30, 16))
    return moved


def _flesh(
    s: Sheet, shape: Stencil, tone: Colour, seed: int, reach: float = 16, blur: float = 1.2
) -> Image.Image:
    mask = shape.mask(blur)
    s.lay(tone, mask)
    s.brush(mix(tone, DARK, 0.5), mask, seed, (110, 160), 0.45)
    s.model(mask, mix(tone, LAMP, 0.75), DARK, (-round(reach * 1.4), -round(reach)), reach, 0.9)
    return mask


def _man(s: Sheet) -> None:
    body, apron, neck, face, beard, hair, cap = (s.stencil() for _ in range(7))
    body.polygon(
        smooth(
            [
                (1010, 780),
                (1210, 800),
                (1390, 930),
                (1480, 1180),
                (1500, 1700),
                (860, 1700),
                (850, 1400),
                (800, 1130),
                (860, 880),
            ]
        )
    )
    _flesh(s, body, (62, 72, 80), 3, 40, 2)
    apron.polygon(
        smooth([(840, 1120), (960, 1080), (1060, 1120), (1130, 1300), (1160, 1700), (830, 1700), (810, 1300)])
    )
    _flesh(s, apron, (122, 78, 46), 8, 22, 2)
    strap = s.stencil()
    strap.line(smooth([(950, 1100), (1010, 930), (1080, 800)], closed=False), 34)
    _flesh(s, strap, (96, 60, 36), 9, 8)
    limb(neck, (960, 740), (1010, 850), 84, 92)
    _flesh(s, neck, (160, 104, 72), 4, 18)
    collar = s.stencil()
    collar.polygon(
        smooth(
            [
                (880, 880),
                (940, 850),
                (1020, 850),
                (1090, 740),
                (1150, 800),
                (1120, 900),
                (1010, 960),
                (900, 960),
            ]
        )
    )
    _flesh(s, collar, (78, 88, 94), 12, 14)
    face.polygon(
        smooth(
            [
                (770, 470),
                (900, 420),
                (1030, 480),
                (1050, 640),
                (960, 770),
                (850, 800),
                (790, 740),
                (770, 690),
                (738, 664),
                (716, 640),
                (752, 590),
                (768, 540),
            ]
        )
    )
    skin = _flesh(s, face, (188, 124, 84), 5, 20)
    beard.polygon(
        smooth(
            [
                (772, 706),
                (840, 690),
                (900, 640),
                (960, 560),
                (1010, 600),
                (1010, 720),
                (950, 830),
                (860, 890),
                (790, 870),
                (764, 790),
            ]
        )
    )
    mask = torn(beard.mask(1), 6, 6)
    s.lay((176, 164, 150), mask)
    s.lay((92, 78, 72), times(mask, levels(clouds((26, 90), 7, 3, s.size), 120, 210)), 0.6)
    s.model(mask, (255, 232, 196), DARK, (-26, -14), 18, 0.85)
    hair.polygon(smooth([(960, 470), (1060, 500), (1080, 620), (1040, 720), (1000, 660), (990, 560)]))
    grey = torn(hair.mask(1), 5, 5)
    s.lay((140, 126, 116), grey)
    s.model(grey, (226, 206, 176), DARK, (-12, -10), 10, 0.7)
    cap.polygon(
        smooth(
            [
                (742, 494),
                (800, 420),
                (900, 366),
                (1020, 386),
                (1086, 470),
                (1080, 520),
                (960, 500),
                (850, 486),
            ]
        )
    )
    cap.polygon(smooth([(690, 520), (740, 480), (850, 474), (850, 506), (760, 516)]))
    _flesh(s, cap, (58, 66, 70), 11, 18)
    detail = s.stencil()
    detail.line(smooth([(800, 566), (830, 590), (826, 618), (796, 622)]), 7)
    detail.line([(838, 590), (1000, 572)], 6)
    detail.line([(770, 722), (812, 716)], 7)
    s.lay((40, 24, 20), detail.mask(1.2), 0.9)
    s.fill((255, 232, 180), smooth([(800, 572), (822, 594), (818, 612), (800, 614)]), blur=2, strength=0.45)
    ear = s.stencil()
    ear.disc(986, 616, 34, tall=1.4)
    _flesh(s, ear, (176, 112, 78), 3, 8)
    s.rim(skin, (255, 226, 170), (-4, -2), 0.6)


def _bench(s: Sheet) -> None:
    top = s.fill((112, 72, 44), [(-10, 1560), (1610, 1500), (1610, 2010), (-10, 2010)], blur=1)
    s.brush((58, 34, 24), top, 7, (700, 26), 0.75)
    s.shine(
        (255, 190, 110),
        times(top, s.across((0, 200), (0.5, 160), (1, 0)), s.down((0, 0), (0.76, 255), (1, 30))),
        0.35,
    )
    randomness, curls = random.Random(9), s.stencil()
    for _ in range(60):
        x, y, size = randomness.uniform(60, 1100), randomness.uniform(1640, 1960), randomness.uniform(8, 26)
        curls.line(
            smooth(
                [(x, y), (x + size, y - size * 0.7), (x + size * 1.5, y), (x + size, y + size * 0.4)],
                closed=False,
            ),
            4,
        )
    s.shine((255, 206, 140), curls.mask(1), 0.7)
    tools = s.stencil()
    limb(tools, (1120, 1730), (1500, 1660), 17, 12)
    limb(tools, (1500, 1660), (1590, 1640), 30, 24)
    limb(tools, (1180, 1880), (1420, 1850), 10, 8)
    _flesh(s, tools, (92, 84, 80), 12, 8)
    s.lay(DARK, times(s.down((0, 0), (0.84, 0), (1, 255)), s.across((0, 100), (1, 255))), 0.7)


def _arms(s: Sheet) -> None:
    """The pipe in a wooden vice, one hand that steadies it, one that draws the file."""
    pipe, shade, vice = s.stencil(), s.stencil(), s.stencil()
    limb(shade, (-40, 1660), (900, 1560), 60, 60)
    s.lay(DARK, shade.mask(26), 0.6)
    limb(pipe, (-60, 1500), (900, 1400), 66, 66)
    mask = _flesh(s, pipe, (176, 100, 58), 6, 24)
    s.lay((104, 150, 130), times(mask, levels(clouds((150, 40), 9, 4, s.size), 150, 190)), 0.6)
    s.fill((24, 16, 16), [(500, 1404), (610, 1392), (560, 1450)], blur=2)
    vice.polygon([(150, 1440), (290, 1424), (300, 1640), (140, 1650)])
    _flesh(s, vice, (128, 84, 52), 4, 14)
    file, far, near = s.stencil(), s.stencil(), s.stencil()
    limb(far, (900, 1020), (700, 1280), 96, 70)
    _flesh(s, far, (58, 66, 72), 5, 30)
    file.line([(470, 1350), (720, 1378)], 20)
    _flesh(s, file, (136, 132, 128), 2, 6)
    _hand(s, (690, 1290), (600, 1362), 46)
    limb(near, (1310, 1020), (1240, 1400), 140, 104)
    limb(near, (1240, 1400), (960, 1424), 104, 72)
    _flesh(s, near, (70, 80, 88), 7, 38, 2)
    _hand(s, (930, 1420), (770, 1392), 56)


def _hand(s: Sheet, wrist: tuple[float, float], knuckles: tuple[float, float], size: float) -> None:
    back = s.stencil()
    limb(back, wrist, knuckles, size, size * 0.95)
    _flesh(s, back, (192, 126, 86), 8, 14)
    for index in range(4):
        finger = s.stencil()
        root = (knuckles[0] - size * 0.2 + index * size * 0.36, knuckles[1] - size * 0.3 + index * 3)
        limb(finger, root, (root[0] - size * 0.5, root[1] + size * 0.9), size * 0.3, size * 0.24)
        _flesh(s, finger, (196, 130, 90), index, 6)


def _lamp(s: Sheet) -> None:
    shade = s.stencil()
    shade.polygon(
        smooth([(150, 560), (210, 430), (290, 360), (420, 350), (500, 420), (560, 560)], closed=False)
    )
    s.fill((20, 16, 16), [(346, -10), (358, -10), (362, 380), (346, 380)])
    mask = shade.mask(1.4)
    s.lay((34, 54, 46), mask)
    s.model(mask, (150, 190, 150), (8, 10, 12), (20, -10), 18, 0.7)
    s.fill((255, 240, 200), smooth([(160, 560), (360, 544), (550, 560), (360, 582)]), blur=3)
    s.glow(360, 570, 420, LAMP, 0.9, tall=0.8)
    beam = s.stencil()
    beam.polygon([(170, 570), (540, 570), (1180, 1600), (-260, 1600)])
    s.shine((255, 196, 112), times(beam.mask(60), s.down((0, 0), (0.28, 255), (0.8, 60))), 0.3)
