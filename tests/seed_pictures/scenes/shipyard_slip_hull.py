"""A barge's red hull on the slip, seen from under the bow, with its scaffolding and two people at its foot."""

from __future__ import annotations

import random

from PIL import Image, ImageChops

from ..canvas import Colour, smooth, times
from ..figures import STANDING, WALKING, figure, limb
from ..sheet import LANDSCAPE, Sheet, torn

COLD: Colour = (226, 234, 236)


def draw() -> Image.Image:
    s = Sheet(
        LANDSCAPE,
        [(0, (132, 148, 160)), (0.4, (190, 200, 202)), (0.72, (226, 226, 216)), (1, (150, 144, 136))],
    )
    s.brush((104, 120, 138), s.down((0, 255), (0.5, 120), (0.7, 0)), 5, (520, 130), 0.65)
    _yard(s)
    _ground(s)
    _hull(s)
    _scaffold(s)
    _people(s)
    s.mist((226, 228, 222), 7, (0.6, 0), (0.74, 90), (0.8, 0))
    return s.finish(0.4, 0.5, 15)


def _yard(s: Sheet) -> None:
    """Sheds with saw-tooth roofs and a crane, pale with distance."""
    sheds, crane = s.stencil(), s.stencil()
    for step in range(6):
        x = -40 + step * 120
        sheds.polygon([(x, 640), (x + 96, 584), (x + 120, 640)])
    sheds.box(-20, 638, 700, 800)
    sheds.box(1380, 600, 1620, 800)
    s.lay((150, 160, 164), sheds.mask(1.6))
    crane.polygon([(214, 760), (250, 300), (282, 300), (318, 760)])
    crane.line([(60, 330), (640, 214)], 16)
    crane.line([(266, 190), (640, 214)], 4)
    crane.line([(266, 190), (60, 330)], 4)
    crane.line([(266, 190), (266, 300)], 14)
    crane.box(226, 290, 306, 356)
    crane.line([(600, 222), (600, 480)], 3)
    crane.box(586, 480, 614, 506)
    s.lay((118, 132, 140), crane.mask(1.2), 0.92)


def _ground(s: Sheet) -> None:
    field = s.down((0, 0), (0.728, 0), (0.734, 255), (1, 255))
    s.lay((120, 112, 102), field)
    s.brush((70, 64, 62), field, 8, (420, 26), 0.7)
    s.brush((214, 216, 212), field, 9, (360, 18), 0.55, (150, 220), light=True)
    for left, right in ((560, 380), (1120, 1420)):
        s.fill(
            (60, 54, 50),
            [(left + 60, 800), (left + 84, 800), (right + 70, 1090), (right - 40, 1090)],
            strength=0.85,
        )
    for row in range(7):
        y = 806 + row * row * 6
        s.fill(
            (84, 70, 58),
            [
                (520 - row * 34, y),
                (1240 + row * 40, y),
                (1250 + row * 42, y + 5 + row * 2),
                (510 - row * 36, y + 5 + row * 2),
            ],
            strength=0.75,
        )


def _hull(s: Sheet) -> None:
    """The bow, almost head on: grey above, red lead below, a white line between."""
    left = smooth([(846, 794), (730, 740), (620, 600), (548, 420), (500, 176)], closed=False)
    top = smooth([(500, 176), (660, 132), (838, 62)], closed=False) + smooth(
        [(838, 62), (1120, 110), (1420, 128)], closed=False
    )
    right = smooth([(1420, 128), (1388, 360), (1300, 560), (1130, 708), (846, 794)], closed=False)
    hull = s.fill((96, 108, 118), left + top + right, blur=1)
    house = s.stencil()
    house.polygon([(1180, 118), (1180, 20), (1340, 30), (1340, 124)])
    house.box(1230, -20, 1244, 30)
    s.lay((120, 126, 126), ImageChops.subtract(house.mask(1), hull))
    shade = s.stencil()
    stem = smooth([(838, 62), (824, 330), (826, 600), (846, 796)], closed=False)
    shade.polygon(stem + [(1500, 900), (1500, 0)])
    starboard = times(shade.mask(3), hull)
    red = s.stencil()
    red.polygon(
        smooth([(440, 470), (640, 500), (823, 486), (1060, 500), (1420, 430)], closed=False)
        + [(1500, 900), (400, 900)]
    )
    below = times(red.mask(1), hull)
    s.lay((162, 58, 40), below)
    s.brush((212, 116, 78), below, 4, (90, 240), 0.6)
    s.brush((92, 34, 30), below, 6, (60, 300), 0.6)
    s.brush((150, 160, 162), times(hull, ImageChops.invert(red.mask(1))), 11, (70, 200), 0.5)
    s.lay((26, 22, 34), starboard, 0.52)
    s.model(hull, COLD, (18, 18, 26), (-46, -30), 60, 0.55)
    rail = s.stencil()
    rail.line([(x, y + 14) for x, y in top], 26)
    s.lay((36, 42, 50), times(rail.mask(1), hull), 0.9)
    seams = s.stencil()
    for level in (170, 250, 330, 410, 570, 650, 716):
        seams.line(
            smooth(
                [
                    (430, level + 10),
                    (640, level + 36),
                    (824, level + 24),
                    (1060, level + 40),
                    (1430, level - 10),
                ],
                closed=False,
            ),
            2,
        )
    for x, foot in ((600, 690), (690, 760), (960, 900), (1110, 1000), (1250, 1080)):
        seams.line(smooth([(x, 60), (x - 12, 400), (foot, 800)], closed=False), 2)
    s.lay((26, 26, 32), times(seams.mask(0.7), hull), 0.45)
    line = s.stencil()
    line.line(smooth([(440, 470), (640, 500), (823, 486), (1060, 500), (1420, 430)], closed=False), 9)
    s.lay((232, 230, 218), times(line.mask(0.8), hull), 0.85)
    edge = s.stencil()
    edge.line(stem, 7)
    s.shine(COLD, times(edge.mask(1.2), hull), 0.5)
    marks = s.stencil()
    for step in range(9):
        marks.box(770, 520 + step * 26, 788, 524 + step * 26)
        marks.box(770, 520 + step * 26, 774, 536 + step * 26)
    s.lay((240, 236, 222), times(marks.mask(0.6), hull), 0.9)
    s.fill((22, 22, 26), [(700, 250), (742, 240), (738, 300), (704, 306)], strength=0.85)
    s.fill((40, 44, 48), [(712, 296), (730, 294), (734, 372), (752, 388), (722, 402), (694, 390), (712, 372)])
    drop = s.stencil()
    drop.polygon(smooth([(560, 806), (846, 792), (1230, 800), (1340, 832), (820, 862), (500, 836)]))
    s.lay((30, 26, 28), torn(drop.mask(12), 5, 10), 0.8)


def _scaffold(s: Sheet) -> None:
    poles, boards = s.stencil(), s.stencil()
    for x, top, low in (
        (392, 150, 836),
        (470, 170, 818),
        (1390, 130, 836),
        (1480, 110, 860),
        (1300, 640, 820),
        (560, 690, 816),
    ):
        poles.line([(x, top), (x + 4, low)], 7)
    for y in (240, 390, 540, 690):
        boards.polygon([(372, y), (520, y + 8), (520, y + 17), (372, y + 10)])
        boards.polygon([(1350, y - 6), (1510, y - 22), (1510, y - 10), (1350, y + 5)])
        poles.line([(392, y - 46), (500, y - 40)], 3)
        poles.line([(1370, y - 56), (1490, y - 70)], 3)
    poles.line([(392, 540), (470, 400)], 4)
    poles.line([(1390, 690), (1480, 520)], 4)
    randomness = random.Random(3)
    for x in range(620, 1160, 76):
        top = 790 - abs(x - 850) * 0.1
        poles.polygon([(x - 20, 838), (x + 26, 838), (x + 16, top), (x - 10, top)])
        poles.line([(x + 10, 838), (x + randomness.uniform(-70, 70), top - 60)], 8)
    s.lay((54, 50, 50), poles.mask(0.9))
    s.lay((156, 122, 84), boards.mask(0.9))
    s.rim(poles.mask(0.9), COLD, (-2, -1), 0.5)


def _people(s: Sheet) -> None:
    group, jackets = s.stencil(), s.stencil()
    figure(group, 418, 540, 17, STANDING, 1, 0.8, 0.2, "cap")
    figure(group, 1432, 384, 16, STANDING | {"hand": (-1.4, 6), "elbow": (-0.9, 5.4)}, 1, 0.8, 0.2, "cap")
    figure(group, 300, 936, 27, WALKING, 1, 0.75, 0.3, "cap")
    at = figure(
        group, 716, 930, 26, STANDING | {"hand2": (0.9, 6.6), "elbow2": (1.1, 5.7)}, 1, 0.8, 0.3, "wool"
    )
    limb(jackets, (at["neck"][0], at["neck"][1] + 14), (at["hip"][0], at["hip"][1] - 4), 20, 15)
    shade = s.stencil()
    for x, y in ((300, 938), (716, 932)):
        shade.disc(x + 16, y + 2, 40, tall=0.16)
    s.lay((34, 30, 32), shade.mask(3), 0.6)
    mask = group.mask(0.8)
    s.lay((38, 46, 60), mask)
    s.lay((214, 124, 46), times(jackets.mask(1), mask), 0.9)
    s.rim(mask, COLD, (-2, -2), 0.6)
