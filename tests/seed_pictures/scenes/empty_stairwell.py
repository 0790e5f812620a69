"""Five floors of an empty house straight down the well of its stair, one lamp still burning."""

from __future__ import annotations

import random

from PIL import Image

from ..canvas import Point, mix, times
from ..sheet import PORTRAIT, Sheet, bricks, onto

EYE = (860.0, 1050.0)
FLOORS = 6
STEPS = 11


def _ring(depth: float, half: float) -> list[Point]:
    """The corners of a square shaft at a depth, clockwise from the top left."""
    size = half / (0.82 + depth * 0.62)
    turn = 0.055 * depth
    x, y = EYE[0] - 46 * depth, EYE[1] - 30 * depth
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return [(x + (a - b * turn) * size * 0.86, y + (b + a * turn) * size) for a, b in corners]


def draw() -> Image.Image:
    s = Sheet(PORTRAIT, [(0, (64, 74, 66)), (1, (46, 54, 50))])
    for floor in range(FLOORS - 1, -1, -1):
        _storey(s, floor)
        if floor == FLOORS - 1:
            _ground(s)
    _daylight(s)
    _banister(s)
    s.bloom(205, 30, 0.5)
    return s.finish(0.55, 0.26, 7)


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _storey(s: Sheet, floor: int) -> None:
    """Four flights round the well, each step a little deeper; their edge, bars and rail on the inside."""
    light = 1 - floor / FLOORS * 0.66
    treads, risers, string, bars, rail = (s.stencil() for _ in range(5))
    warm = s.stencil()
    heads: list[Point] = []
    for step in range(4 * STEPS - 1, -1, -1):
        side, place = divmod(step, STEPS)
        depth = floor + step / STEPS / 4
        outer, inner, below, top = (
            _ring(depth, 1900),
            _ring(depth, 900),
            _ring(depth + 0.24, 900),
            _ring(depth - 0.26, 900),
        )
        after, size = (side + 1) % 4, 1 / (0.82 + depth * 0.62)
        a, b = place / STEPS, (place + 1) / STEPS
        quad = [
            _between(outer[side], outer[after], a),
            _between(outer[side], outer[after], b),
            _between(inner[side], inner[after], b),
            _between(inner[side], inner[after], a),
        ]
        treads.polygon(quad, (236, 170, 120, 205)[side] - (step % 2) * 8)
        risers.line([quad[0], quad[3]], 15 * size)
        if floor == 2 and side in (1, 2):
            warm.polygon(quad, 240 if side == 1 else 120)
        foot, edge = quad[3], _between(inner[side], inner[after], b)
        string.polygon(
            [foot, edge, _between(below[side], below[after], b), _between(below[side], below[after], a)]
        )
        heads.append(_between(top[side], top[after], a))
        for share in (0.0, 0.5):
            bars.line(
                [_between(foot, edge, share), _between(top[side], top[after], a + share / STEPS)], 6 * size
            )
    mask = treads.mask(0.8)
    s.lay((8, 12, 14), mask.point([255 if v else 0 for v in range(256)]))
    s.lay(mix((40, 48, 46), (196, 184, 150), light), mask)
    s.brush((84, 78, 62), mask, floor, (120, 90), 0.45)
    s.lay((24, 22, 22), risers.mask(0.8), 0.75)
    s.shine((255, 190, 96), warm.mask(14), 0.55)
    s.lay(mix((8, 12, 14), (52, 84, 76), light), string.mask(0.8))
    s.lay((14, 18, 18), bars.mask(0.7), 0.9)
    rail.line([*heads, heads[0]], 26 / (0.82 + floor * 0.62))
    wood = rail.mask(0.8)
    s.lay(mix((30, 14, 10), (136, 62, 34), light), wood)
    s.rim(wood, (250, 200, 136), (-3, -3), 0.6 * light)


def _daylight(s: Sheet) -> None:
    """A window behind us throws its bars over the upper flights."""
    panes = s.stencil()
    for column in range(3):
        for row in range(4):
            x, y = 60 + column * 170 + row * 26, 250 + row * 220 - column * 56
            panes.polygon([(x, y), (x + 140, y - 46), (x + 166, y + 140), (x + 26, y + 186)])
    s.shine((246, 240, 206), panes.mask(7), 0.42)
    s.glow(300, 600, 900, (190, 196, 166), 0.3)


def _ground(s: Sheet) -> None:
    """The hall's tiles at the bottom, a patch of daylight from the street door, a leaflet or two."""
    ring = _ring(FLOORS, 1500)
    tiles = bricks((400, 400), 40, 40, 5, 2)
    mask = onto(tiles, ring, s.size)
    s.fill((58, 60, 54), ring)
    s.shine((196, 188, 156), mask, 0.35)
    s.fill(
        (236, 232, 206),
        [
            _between(ring[0], ring[1], 0.1),
            _between(ring[0], ring[1], 0.5),
            _between(ring[3], ring[2], 0.75),
            _between(ring[3], ring[2], 0.42),
        ],
        blur=5,
        strength=0.75,
    )
    randomness, papers = random.Random(6), s.stencil()
    for _ in range(7):
        x, y = _between(
            _between(ring[0], ring[1], randomness.random()),
            _between(ring[3], ring[2], randomness.random()),
            randomness.random(),
        )
        papers.polygon([(x, y), (x + 9, y + 3), (x + 6, y + 12), (x - 3, y + 9)])
    s.lay((250, 248, 236), times(papers.mask(0.6)), 0.9)


def _banister(s: Sheet) -> None:
    """The rail that we lean over, close and out of focus."""
    rail = s.stencil()
    rail.line([(-60, 1840), (700, 1930), (1660, 1700)], 130)
    mask = rail.mask(9)
    s.lay((70, 34, 22), mask)
    s.model(mask, (246, 190, 120), (18, 8, 8), (-8, -34), 26, 0.8)
