"""A baker's window under a stone stair an hour before dawn: the only warm light in a blue street."""

from __future__ import annotations

import random

from PIL import Image, ImageChops

from ..canvas import Colour, mix, smooth, times
from ..figures import STANDING, WALKING, figure, limb
from ..sheet import LANDSCAPE, Sheet, bricks, onto, torn

LAMP: Colour = (255, 204, 122)
NIGHT: Colour = (18, 28, 54)


def draw() -> Image.Image:
    s = Sheet(LANDSCAPE, [(0, (28, 42, 80)), (0.4, (52, 72, 112)), (0.6, (74, 92, 124)), (1, (30, 38, 60))])
    _house(s)
    _stair(s)
    _shop(s)
    _street(s)
    _people(s)
    s.bloom(190, 34, 0.5)
    s.shine((210, 222, 244), _snow(s), 0.5)
    return s.finish(0.6, 0.5, 21)


def _house(s: Sheet) -> None:
    wall = Image.new("L", s.size)
    wall.paste(bricks((1600, 880), 92, 40, 6, 3))
    s.lay((38, 46, 74), s.down((0, 255), (0.8, 255), (0.82, 0), (1, 0)))
    s.shine((86, 98, 128), wall, 0.42)
    s.brush((14, 20, 40), s.down((0, 255), (0.8, 255)), 4, (260, 360), 0.6)
    sky = Sheet(
        s.size, [(0, (16, 26, 60)), (0.35, (48, 72, 122)), (0.6, (112, 122, 152)), (1, (150, 140, 150))]
    )
    roofs, open_air = s.stencil(), s.stencil()
    for x, top, wide in (
        (650, 470, 90),
        (740, 500, 70),
        (810, 440, 110),
        (920, 476, 80),
        (1000, 420, 130),
        (1130, 450, 150),
    ):
        roofs.polygon(
            [(x, top), (x + wide / 2, top - wide * 0.5), (x + wide, top), (x + wide, 900), (x, 900)]
        )
    sky.brush((150, 160, 190), sky.down((0, 0), (0.2, 120), (0.5, 255)), 5, (420, 60), 0.5, light=True)
    sky.lay((34, 46, 84), roofs.mask(1.2), 0.9)
    open_air.polygon([(640, -10), (1610, -10), (1610, 900), (640, 900)])
    s.image.paste(sky.image, (0, 0), open_air.mask(0.8))
    s.fill((24, 32, 58), [(618, -10), (646, -10), (646, 870), (618, 870)])
    for left in (110, 380):
        s.fill((22, 30, 54), [(left, 40), (left + 130, 40), (left + 130, 250), (left, 250)])
        s.fill((70, 84, 118), [(left - 14, 250), (left + 144, 250), (left + 144, 268), (left - 14, 268)])
        s.fill(
            (214, 222, 238),
            [(left - 14, 243), (left + 144, 243), (left + 144, 252), (left - 14, 252)],
            blur=2,
            strength=0.8,
        )


def _stair(s: Sheet) -> None:
    """The Ropewalk stair climbs to the right over the shop, snow on each step."""
    side, snow, rail = s.stencil(), s.stencil(), s.stencil()
    steps, x, y = 17, 640.0, 640.0
    outline = [(640.0, 640.0)]
    for _ in range(steps):
        outline += [(x, y - 39), (x + 60, y - 39)]
        snow.polygon(smooth([(x - 3, y - 38), (x + 2, y - 49), (x + 56, y - 48), (x + 62, y - 37)]))
        rail.line([(x + 30, y - 44), (x + 30, y - 150)], 4)
        x, y = x + 60, y - 39
    side.polygon([*outline, (x, 900), (640, 900)])
    mask = side.mask(1)
    s.lay((66, 74, 104), mask)
    stones = Image.new("L", s.size)
    stones.paste(bricks(s.size, 128, 62, 9, 4))
    s.shine((120, 130, 160), times(stones, mask), 0.42)
    s.brush((14, 18, 36), mask, 8, (200, 240), 0.6)
    rail.line([(650, 492), (1690, -184)], 10)
    s.lay((16, 20, 36), rail.mask(0.8))
    s.lay((206, 216, 236), snow.mask(1))


def _shop(s: Sheet) -> None:
    """An arch with the oven room behind it: shelves of loaves, the baker at her table."""
    arch, bars = s.stencil(), s.stencil()
    arch.polygon(
        smooth(
            [
                (760, 850),
                (760, 640),
                (800, 560),
                (900, 508),
                (1060, 490),
                (1220, 508),
                (1320, 560),
                (1360, 640),
                (1360, 850),
            ],
            closed=False,
        )
    )
    rim, glass = torn(arch.mask(14).point([min(255, v * 4) for v in range(256)]), 3, 2), arch.mask(1)
    s.lay((30, 30, 46), rim)
    s.lay((214, 132, 58), glass)
    s.brush(
        (255, 214, 140),
        times(glass, s.down((0, 0), (0.5, 255), (0.75, 120))),
        5,
        (300, 120),
        0.7,
        (60, 200),
        light=True,
    )
    inside = s.stencil()
    for y in (604, 668):
        inside.box(770, y, 1090, y + 7)
    inside.box(1180, 590, 1330, 860)
    s.lay((128, 66, 30), times(inside.mask(1), glass), 0.9)
    s.fill((255, 170, 70), smooth([(1206, 720), (1206, 650), (1256, 622), (1306, 650), (1306, 720)]), blur=3)
    loaves, randomness = s.stencil(), random.Random(5)
    for y in (603, 667, 776):
        x = 782.0 if y < 700 else 776.0
        while x < (1080 if y < 700 else 1010):
            wide = randomness.uniform(22, 36)
            loaves.disc(x + wide / 2, y - 11, wide / 2, randomness.randrange(150, 255), tall=0.62)
            x += wide + 3
    bread = times(loaves.mask(0.8), glass)
    s.lay((132, 70, 28), bread)
    s.model(bread, (255, 214, 140), (70, 30, 14), (3, -6), 4, 0.9)
    baker, apron = s.stencil(), s.stencil()
    pose = STANDING | {
        "head": (-0.5, 6.7),
        "neck": (-0.3, 6.0),
        "elbow": (-1.2, 4.8),
        "hand": (-1.7, 4.0),
        "elbow2": (-0.5, 4.6),
        "hand2": (-1.5, 3.9),
    }
    figure(baker, 1120, 940, 47, pose, 1, 0.85, 0.6, "wool")
    apron.polygon([(1086, 700), (1142, 696), (1158, 880), (1078, 880)])
    body = times(baker.mask(1), glass)
    s.lay((92, 46, 30), body)
    s.lay((250, 236, 210), times(apron.mask(2), body), 0.85)
    s.model(body, (255, 226, 170), (60, 24, 16), (8, -3), 7, 0.8)
    table = s.stencil()
    table.box(764, 776, 1180, 860)
    s.lay((96, 50, 28), times(table.mask(1), glass))
    s.fill((255, 232, 186), [(980, 770), (1080, 770), (1084, 780), (976, 780)], blur=2)
    for x in (910, 1060, 1210):
        bars.box(x - 4, 480, x + 4, 856)
    bars.box(756, 596, 1364, 603)
    bars.box(744, 846, 1376, 866)
    s.lay(
        (34, 24, 28), times(bars.mask(0.8), ImageChops.lighter(glass, s.down((0, 0), (0.79, 0), (0.8, 255))))
    )
    s.brush(
        (255, 244, 220),
        times(glass, s.down((0, 0), (0.7, 0), (0.8, 255))),
        12,
        (80, 60),
        0.35,
        (130, 220),
        light=True,
    )
    s.glow(1060, 690, 700, LAMP, 0.55, tall=0.8)


def _street(s: Sheet) -> None:
    ground = s.down((0, 0), (0.812, 0), (0.815, 255), (1, 255))
    s.lay((64, 78, 116), ground)
    setts = onto(
        bricks((900, 240), 45, 26, 7, 2), [(-700, 868), (2300, 868), (3300, 1090), (-1700, 1090)], s.size
    )
    s.shine((130, 148, 186), times(setts, ground), 0.4)
    s.brush((196, 208, 232), torn(times(ground, s.clouds(420, 30, 8)), 3, 8), 6, (260, 30), 0.7, light=True)
    pool = s.stencil()
    pool.polygon([(770, 866), (1360, 866), (1560, 1090), (480, 1090)])
    light = times(pool.mask(26), s.down((0, 255), (0.815, 255), (1, 110)))
    s.shine((255, 178, 90), times(light, ground), 0.72)
    grid = s.stencil()
    for x, foot in ((910, 760), (1060, 1050), (1210, 1340)):
        grid.line([(x, 866), (foot, 1090)], 15)
    s.lay((52, 48, 72), times(grid.mask(6), ground), 0.5)


def _people(s: Sheet) -> None:
    """Two from the night shift wait at the window, a third comes down the street."""
    group = s.stencil()
    figure(group, 672, 960, 35, STANDING | {"hand2": (0.9, 4.9), "elbow2": (1.0, 5.0)}, 1, 0.82, 1.6, "wool")
    at = figure(group, 584, 974, 36, STANDING, 1, 0.85, 1.2, "hood")
    figure(group, 236, 936, 30, WALKING, 1, 0.7, 1.2, "cap")
    limb(group, at["hand2"], (at["hand2"][0] + 4, at["hand2"][1] + 58), 3, 22)
    shade = s.stencil()
    for x, y in ((672, 962), (584, 976), (236, 938)):
        shade.polygon([(x - 24, y - 8), (x + 26, y - 6), (x - 190, y + 66), (x - 270, y + 52)])
    s.lay(NIGHT, torn(shade.mask(5), 5, 6), 0.7)
    mask = group.mask(0.9)
    s.lay(mix(NIGHT, (30, 34, 58), 0.5), mask)
    s.model(mask, (255, 160, 80), (10, 14, 30), (9, -2), 7, 0.3)
    s.rim(mask, (255, 210, 140), (3, -1), 0.7)


def _snow(s: Sheet) -> Image.Image:
    randomness, flakes = random.Random(33), s.stencil()
    for _ in range(420):
        size = randomness.choice((1.2, 1.6, 2.2, 3.4))
        flakes.disc(
            randomness.uniform(0, 1600), randomness.uniform(0, 1067), size, randomness.randrange(60, 220)
        )
    return flakes.mask(0.9)
