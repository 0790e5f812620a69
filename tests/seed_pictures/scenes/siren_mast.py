"""The flood siren on its lattice mast over snowy roofs, and the pigeons that know what noon means."""

from __future__ import annotations

import math
import random

from PIL import Image

from ..canvas import Colour, Stencil, smooth, times
from ..figures import roofs
from ..sheet import PORTRAIT, Sheet, torn

LIGHT: Colour = (255, 240, 206)


def draw() -> Image.Image:
    s = Sheet(
        PORTRAIT, [(0, (38, 104, 124)), (0.4, (98, 164, 168)), (0.75, (206, 218, 196)), (1, (230, 222, 190))]
    )
    _clouds(s)
    _birds(s)
    _town(s)
    _mast(s)
    return s.finish(0.4, 0.28, 81)


def _clouds(s: Sheet) -> None:
    """Two towers of cumulus, lit from the right."""
    randomness = random.Random(6)
    for middle, base, wide, high in ((1240, 1330, 620, 900), (260, 1420, 520, 560)):
        heap = s.stencil()
        for _ in range(150):
            rise = randomness.random() ** 1.2
            reach = wide * (1 - rise * 0.72)
            heap.disc(
                middle + randomness.gauss(0, 0.4) * reach,
                base - rise * high,
                randomness.uniform(40, 128) * (1 - rise * 0.4),
            )
        mask = torn(heap.mask(4), round(middle), 16)
        fade = s.down((0, 255), (0.55, 255), (0.72, 60), (1, 0))
        s.lay((214, 214, 202), times(mask, fade))
        s.model(mask, (255, 250, 232), (96, 136, 150), (46, -54), 50, 0.8)
        s.brush((150, 176, 182), times(mask, fade), 5, (180, 140), 0.5)
        s.brush((255, 252, 240), times(mask, fade), 8, (150, 110), 0.6, (140, 220), light=True)


def _town(s: Sheet) -> None:
    for seed, tone, base, heights, snow in (
        (3, (140, 162, 162), 1700, (60, 190), 0.4),
        (8, (82, 84, 92), 1960, (110, 260), 0.9),
    ):
        row = s.stencil()
        fronts = roofs(row, base + 60, heights, (110, 230), seed, (-60, 1660))
        mask = row.mask(1.2)
        s.lay(tone, mask)
        s.brush((54, 56, 70), mask, seed, (70, 200), 0.45)
        s.model(mask, (238, 240, 232), (40, 48, 62), (6, -14), 8, snow)
        panes = s.stencil()
        for left, right, top in fronts:
            for x in range(int(left) + 22, int(right) - 30, 46):
                panes.box(x, top + 34, x + 20, top + 70, 230)
                panes.box(x, top + 110, x + 20, top + 146, 150)
        s.lay((44, 54, 66), times(panes.mask(1), mask), 0.5 + snow * 0.3)
    hall = s.stencil()
    hall.polygon([(520, 2010), (520, 1590), (800, 1420), (1080, 1590), (1080, 2010)])
    hall.box(470, 1576, 1130, 1600)
    house = hall.mask(1)
    s.lay((152, 116, 92), house)
    s.brush((92, 64, 60), house, 5, (120, 60), 0.5)
    s.model(house, (255, 232, 196), (50, 40, 50), (16, -18), 14, 0.7)
    s.fill(
        (240, 242, 236),
        [(484, 1590), (800, 1398), (1116, 1590), (1090, 1594), (800, 1420), (510, 1594)],
        blur=2,
    )
    dial = s.stencil()
    dial.disc(800, 1690, 74)
    s.lay((236, 228, 204), dial.mask(1))
    s.model(dial.mask(1), (255, 250, 226), (90, 70, 64), (8, -8), 8, 0.6)
    hands = s.stencil()
    hands.line([(800, 1690), (800, 1634)], 10)
    hands.line([(800, 1690), (782, 1630)], 6)
    s.lay((40, 34, 38), hands.mask(0.8))
    arches = s.stencil()
    for x in (600, 740, 880):
        arches.polygon([(x, 2010), (x, 1880), (x + 60, 1830), (x + 120, 1880), (x + 120, 2010)])
    s.lay((54, 44, 50), arches.mask(1))


def _mast(s: Sheet) -> None:
    iron, horns = s.stencil(), s.stencil()

    def edge(y: float, side: int) -> float:
        return 800 + side * (16 + 74 * (y - 420) / 1060)

    for side in (-1, 1):
        iron.line([(edge(420, side), 420), (edge(1480, side), 1480)], 11)
    y = 420.0
    while y < 1470:
        step = 44 + (y - 420) * 0.06
        iron.line([(edge(y, -1), y), (edge(y + step, 1), y + step)], 5)
        iron.line([(edge(y, 1), y), (edge(y + step, -1), y + step)], 5)
        iron.line([(edge(y, -1), y), (edge(y, 1), y)], 6)
        y += step
    for rung in range(440, 1460, 22):
        iron.line([(794, rung), (812, rung)], 3)
    iron.box(690, 408, 910, 424)
    for x in (690, 745, 855, 906):
        iron.line([(x, 340), (x, 410)], 4)
    iron.line([(690, 342), (910, 342)], 4)
    iron.line([(800, 408), (800, 96)], 9)
    for x in (380, 1220):
        iron.line([(800, 700), (x, 1640)], 3)
    mask = iron.mask(0.9)
    s.lay((64, 52, 52), mask)
    s.rim(mask, LIGHT, (3, -1), 0.7)
    for y, reach, size in ((300, 150, 74), (196, 118, 58)):
        for side in (-1, 1):
            _horn(horns, 800, y, side * reach, size)
    bells = horns.mask(1)
    s.lay((176, 58, 40), bells)
    s.brush((106, 36, 32), bells, 6, (50, 40), 0.5)
    s.model(bells, (255, 206, 160), (58, 14, 18), (10, -13), 11, 0.9)
    for y, reach, size in ((300, 150, 74), (196, 118, 58)):
        for side in (-1, 1):
            mouth = s.stencil()
            mouth.pen.ellipse(
                [
                    3 * v
                    for v in (
                        800 + side * reach - size * 0.3,
                        y - size,
                        800 + side * reach + size * 0.3,
                        y + size,
                    )
                ],
                fill=255,
            )
            s.lay((44, 16, 18), mouth.mask(1))
            s.rim(mouth.mask(1), (255, 190, 140), (-4 * side, 0), 0.6)
    light = s.stencil()
    light.disc(800, 92, 16)
    s.lay((220, 214, 196), light.mask(0.8))


def _horn(pen: Stencil, x: float, y: float, reach: float, size: float) -> None:
    """A trumpet that opens away from the mast."""
    path = [(0.1, 0.2), (0.4, 0.24), (0.7, 0.46), (1.0, 1.0)]
    upper = [(x + reach * along, y - size * wide) for along, wide in path]
    lower = [(x + reach * along, y + size * wide) for along, wide in reversed(path)]
    pen.polygon(smooth(upper, closed=False) + smooth(lower, closed=False))


def _birds(s: Sheet) -> None:
    """Pigeons thrown up in a wide turn round the mast."""
    randomness, flock = random.Random(21), s.stencil()
    for index in range(54):
        turn = math.tau * index / 54 * 1.3 + randomness.gauss(0, 0.16)
        far = randomness.uniform(0.75, 1.2)
        x, y = 780 + math.cos(turn) * 560 * far, 760 + math.sin(turn) * 250 * far - index * 4
        size = randomness.uniform(12, 19) + 15 * (math.sin(turn) + 1) / 2
        lift, tilt = randomness.uniform(-0.9, 0.9), randomness.uniform(-0.4, 0.4)
        for side in (-1, 1):
            tip = (x + side * size * 1.25, y - size * (0.75 * lift + side * tilt))
            flock.polygon(
                smooth(
                    [
                        (x - size * 0.25, y - size * 0.08),
                        ((x + tip[0]) / 2, (y + tip[1]) / 2 - size * 0.3),
                        tip,
                        ((x + tip[0]) / 2 + size * 0.12, (y + tip[1]) / 2 + size * 0.12),
                        (x + size * 0.2, y + size * 0.16),
                    ],
                    steps=5,
                )
            )
        flock.disc(x, y, size * 0.34, tall=0.62)
        flock.disc(x + size * 0.46, y - size * 0.1, size * 0.16)
        flock.polygon(
            [
                (x - size * 0.2, y - size * 0.12),
                (x - size * 0.85, y - size * 0.05),
                (x - size * 0.8, y + size * 0.2),
                (x - size * 0.2, y + size * 0.14),
            ]
        )
    mask = flock.mask(0.8)
    s.lay((72, 84, 98), mask)
    s.rim(mask, (255, 250, 236), (3, -2), 0.6)
