"""A tall tiled ticket hall in flat morning light: five windows, one of them lit, four people with bags."""

from __future__ import annotations

import random

from PIL import Image

from ..canvas import Colour, mix, smooth, times
from ..figures import STANDING, figure, limb
from ..sheet import LANDSCAPE, Sheet, bricks, onto, torn

TILE: Colour = (176, 196, 178)
LAMP: Colour = (255, 214, 140)
FLOOR = 800


def draw() -> Image.Image:
    s = Sheet(
        LANDSCAPE,
        [(0, (226, 224, 204)), (0.35, (216, 214, 194)), (0.36, (150, 176, 160)), (1, (120, 140, 132))],
    )
    _wall(s)
    _counters(s)
    _floor(s)
    _clock(s)
    _daylight(s)
    _people(s)
    s.bloom(225, 26, 0.35)
    return s.finish(0.45, 0.45, 71)


def _wall(s: Sheet) -> None:
    s.brush((170, 164, 146), s.down((0, 255), (0.36, 120), (0.37, 0)), 5, (300, 300), 0.45)
    tiles = Image.new("L", s.size)
    tiles.paste(bricks((1600, FLOOR - 380), 64, 32, 6, 2.4), (0, 380))
    s.lay((92, 122, 112), s.down((0, 0), (0.355, 0), (0.356, 255), (0.75, 255), (0.752, 0)))
    s.shine(TILE, tiles, 0.55)
    for y, tone in ((366, (62, 92, 84)), (392, (62, 92, 84)), (FLOOR - 70, (70, 60, 54))):
        s.fill(tone, [(0, y), (1600, y), (1600, y + 14), (0, y + 14)])
    ribs = s.stencil()
    for x in (-40, 350, 760, 1170, 1580):
        ribs.box(x, -10, x + 62, 366)
        ribs.box(x - 14, 330, x + 76, 366)
    mask = ribs.mask(1)
    s.lay((196, 190, 168), mask)
    s.model(mask, (250, 246, 226), (110, 106, 96), (-8, -2), 7, 0.8)


def _counters(s: Sheet) -> None:
    """Arched ticket windows in a long oak front; blinds down in all but the second."""
    s.fill((92, 62, 42), [(90, 430), (1510, 430), (1510, FLOOR), (90, FLOOR)])
    front = s.down((0, 0), (0.4, 0), (0.405, 255), (0.748, 255), (0.75, 0))
    s.brush(
        (54, 34, 26),
        times(front, s.across((0, 0), (0.057, 0), (0.058, 255), (0.94, 255), (0.942, 0))),
        4,
        (34, 260),
        0.6,
    )
    for index in range(5):
        x = 210 + index * 262
        arch = smooth(
            [
                (x, 650),
                (x, 530),
                (x + 24, 484),
                (x + 80, 462),
                (x + 136, 484),
                (x + 160, 530),
                (x + 160, 650),
            ],
            closed=False,
        )
        s.fill(
            (186, 146, 96), [(px + (px - x - 80) * 0.14, py - (16 if py < 640 else -12)) for px, py in arch]
        )
        lit = index == 1
        mask = s.fill((246, 222, 160) if lit else (150, 148, 128), arch)
        slats = s.stencil()
        for y in range(474, 646, 13):
            slats.box(x, y, x + 160, y + 4)
        if lit:
            clerk = s.stencil()
            figure(clerk, x + 92, 800, 40, STANDING, -1, 0.9, 0.0, "bun")
            body = times(clerk.mask(1), mask)
            s.lay((84, 60, 70), body)
            s.model(body, (255, 236, 190), (40, 26, 34), (-6, -5), 6, 0.7)
            s.fill((60, 44, 38), [(x, 640), (x + 160, 640), (x + 160, 652), (x, 652)])
            s.glow(x + 80, 560, 330, LAMP, 0.75)
        else:
            s.lay((96, 96, 88), times(slats.mask(0.8), mask), 0.9)
        s.fill((206, 176, 128), [(x - 26, 662), (x + 186, 662), (x + 186, 682), (x - 26, 682)])
        panel = s.stencil()
        panel.box(x - 10, 700, x + 170, 780)
        s.model(panel.mask(1.2), (206, 160, 108), (30, 18, 14), (4, 4), 4, 0.8)
        s.fill((236, 230, 208), [(x + 44, 438), (x + 116, 438), (x + 116, 456), (x + 44, 456)], strength=0.8)
    board = s.fill((30, 40, 40), [(470, 170), (1130, 170), (1130, 316), (470, 316)])
    s.model(board, (140, 150, 140), (10, 12, 12), (-4, -4), 4, 0.6)
    lines, randomness = s.stencil(), random.Random(3)
    for row in range(4):
        x = 496.0
        while x < 1080:
            wide = randomness.uniform(20, 70)
            lines.box(x, 190 + row * 31, min(1104, x + wide), 200 + row * 31)
            x += wide + randomness.choice((10, 10, 60))
    s.lay((240, 206, 130), lines.mask(0.7), 0.9)


def _floor(s: Sheet) -> None:
    ground = s.down((0, 0), (0.7495, 0), (0.75, 255), (1, 255))
    s.lay((150, 132, 112), ground)
    checks = Image.new("L", (800, 400))
    for column in range(20):
        for row in range(10):
            if (column + row) % 2:
                checks.paste(255, (column * 40, row * 40, column * 40 + 40, row * 40 + 40))
    mask = onto(checks, [(-500, FLOOR), (2100, FLOOR), (3300, 1200), (-1700, 1200)], s.size)
    s.lay((74, 70, 68), times(mask, ground), 0.8)
    s.brush((52, 48, 48), ground, 9, (260, 40), 0.45)
    above = s.image.crop((0, FLOOR - 300, 1600, FLOOR)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    pool = Image.new("RGB", s.size)
    pool.paste(above, (0, FLOOR))
    s.image.paste(pool, (0, 0), times(ground, s.down((0, 255), (0.75, 120), (1, 0))))


def _clock(s: Sheet) -> None:
    case, hands = s.stencil(), s.stencil()
    case.disc(1330, 236, 78)
    mask = case.mask(1)
    s.lay((60, 44, 36), mask)
    face = s.stencil()
    face.disc(1330, 236, 64)
    s.lay((246, 242, 226), face.mask(1))
    hands.line([(1330, 236), (1302, 208)], 8)
    hands.line([(1330, 236), (1334, 184)], 5)
    for x, y in ((1330, 178), (1388, 236), (1330, 294), (1272, 236)):
        hands.disc(x, y, 5)
    s.lay((34, 30, 30), hands.mask(0.8))
    s.model(mask, (255, 246, 220), (24, 18, 16), (-6, -6), 6, 0.5)


def _daylight(s: Sheet) -> None:
    """From tall windows behind us: long bright panes across wall and floor."""
    panes = s.stencil()
    for column in range(3):
        for row in range(3):
            x, y = 860 + column * 180 + row * 36, 120 + row * 196
            panes.polygon([(x, y), (x + 150, y + 20), (x + 186, y + 196), (x + 36, y + 176)])
    s.shine((255, 246, 214), panes.mask(5), 0.3)
    s.lay((30, 44, 48), s.across((0, 200), (0.35, 60), (0.6, 0)), 0.5)


def _people(s: Sheet) -> None:
    """They wait: a pair before the lit window, a man with a trolley, a woman on her case."""
    crowd = (
        (596, 900, 45, "wool", (74, 84, 104), 1.2),
        (500, 948, 50, "long", (146, 62, 50), 1.7),
        (392, 1010, 55, "cap", (70, 72, 62), 1.3),
        (1180, 948, 50, "brim", (60, 56, 66), 1.6),
    )
    for x, ground, head, hat, tone, coat in crowd:
        body, bag, shade = s.stencil(), s.stencil(), s.stencil()
        at = figure(
            body, x, ground, head, STANDING | {"knee": (-0.2, 2.0), "knee2": (0.25, 2.0)}, 1, 0.88, coat, hat
        )
        hx, hy = at["hand2"]
        bag.polygon(
            smooth(
                [(hx - 30, ground - 74), (hx + 46, ground - 74), (hx + 52, ground - 4), (hx - 36, ground - 4)]
            )
        )
        limb(bag, (hx, hy), (hx + 6, ground - 74), 5, 5)
        shade.polygon(
            smooth(
                [
                    (x - 40, ground - 4),
                    (x + 90, ground - 4),
                    (x + 60, ground + 40),
                    (x - 150, ground + 66),
                    (x - 190, ground + 40),
                ]
            )
        )
        s.lay((42, 38, 40), torn(shade.mask(8), 5, 6), 0.6)
        case = bag.mask(1)
        s.lay((116, 78, 48) if x % 4 else (50, 74, 78), case)
        s.model(case, (246, 214, 160), (30, 22, 22), (8, -6), 7, 0.7)
        mask = body.mask(1)
        s.lay(mix(tone, (24, 26, 30), 0.3), mask)
        s.brush(mix(tone, (16, 18, 22), 0.7), mask, round(x), (40, 160), 0.5)
        s.model(mask, mix(tone, (255, 240, 206), 0.75), (18, 20, 26), (10, -6), 11, 0.8)
        top = s.stencil()
        top.disc(at["head"][0], at["head"][1], 0.4 * head, tall=1.2)
        hair = times(top.mask(1), mask)
        if hat in ("cap", "brim", "wool"):
            hair = times(
                hair,
                s.down(
                    (0, 0),
                    ((at["head"][1] - 2) / s.height, 0),
                    ((at["head"][1] + 2) / s.height, 255),
                    (1, 255),
                ),
            )
        s.lay((92, 66, 50) if hat != "cap" else (150, 140, 130), hair, 0.85)
        s.rim(mask, (255, 244, 214), (3, -2), 0.5)
