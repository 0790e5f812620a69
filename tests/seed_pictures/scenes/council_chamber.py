"""The council from the public gallery: a horseshoe of desks under one chandelier; hands go up on one side."""

from __future__ import annotations

import math
import random

from PIL import Image

from ..canvas import Colour, Point, mix, smooth, times
from ..figures import limb
from ..sheet import LANDSCAPE, Sheet, torn

MIDDLE = (800.0, 470.0)
LAMP: Colour = (255, 222, 160)


def _ring(turn: float, wide: float) -> Point:
    """A place on the horseshoe; turn 0 is on the right, a half turn on the left, the near side between."""
    return MIDDLE[0] + math.cos(turn) * wide, MIDDLE[1] + math.sin(turn) * wide * 0.5


def draw() -> Image.Image:
    s = Sheet(LANDSCAPE, [(0, (64, 28, 34)), (0.3, (96, 44, 46)), (0.36, (70, 38, 32)), (1, (46, 20, 26))])
    _wall(s)
    _floor(s)
    for row, wide in enumerate((330, 500, 690)):
        _row(s, row, wide)
    _mayor(s)
    _chandelier(s)
    _rail(s)
    s.bloom(205, 30, 0.5)
    return s.finish(0.6, 0.5, 93)


def _wall(s: Sheet) -> None:
    panels, curtains = s.stencil(), s.stencil()
    for x in range(-20, 1620, 118):
        panels.box(x + 8, 150, x + 110, 330, 190)
    s.fill((84, 50, 34), [(-10, 110), (1610, 110), (1610, 350), (-10, 350)])
    s.model(panels.mask(1.4), (206, 144, 92), (28, 14, 12), (-4, -4), 5, 0.8)
    for x in (170, 1190):
        s.fill((34, 48, 84), [(x, 10), (x + 240, 10), (x + 240, 300), (x, 300)])
        s.fill(
            (66, 92, 140),
            [(x + 20, 130), (x + 220, 110), (x + 220, 290), (x + 20, 290)],
            blur=26,
            strength=0.8,
        )
        bars = s.stencil()
        for step in (0, 80, 160, 236):
            bars.box(x + step, 10, x + step + 7, 300)
        bars.box(x, 120, x + 240, 126)
        s.lay((196, 176, 140), bars.mask(0.9))
        for side in (-1, 1):
            edge = x + 120 + side * 120
            curtains.polygon(
                smooth(
                    [
                        (edge - side * 44, -20),
                        (edge + side * 66, -20),
                        (edge + side * 60, 320),
                        (edge + side * 6, 320),
                        (edge - side * 8, 180),
                    ]
                )
            )
    cloth = curtains.mask(1)
    s.lay((150, 36, 44), cloth)
    s.brush((70, 12, 26), cloth, 4, (22, 400), 0.85)
    s.model(cloth, (255, 140, 110), (40, 6, 16), (8, -2), 10, 0.6)
    arms = s.fill((206, 170, 96), smooth([(744, 40), (856, 40), (856, 110), (800, 160), (744, 110)]))
    s.model(arms, (255, 240, 190), (90, 60, 30), (-6, -8), 8, 0.8)
    s.fill(
        (44, 84, 110),
        smooth([(760, 84), (790, 74), (815, 90), (842, 80), (838, 108), (800, 142), (762, 108)]),
        strength=0.9,
    )


def _floor(s: Sheet) -> None:
    carpet = s.stencil()
    carpet.polygon([_ring(math.tau * step / 60, 900) for step in range(60)])
    mask = times(carpet.mask(2), s.down((0, 0), (0.325, 0), (0.33, 255), (1, 255)))
    s.lay((112, 36, 42), mask)
    s.brush((60, 16, 28), mask, 5, (260, 60), 0.6)
    inner = s.stencil()
    inner.polygon([_ring(math.tau * step / 60, 236) for step in range(60)])
    pool = times(inner.mask(2), mask)
    s.lay((150, 116, 76), pool)
    s.brush((96, 66, 44), pool, 7, (160, 20), 0.6)
    s.glow(800, 520, 520, LAMP, 0.5, tall=0.45)


def _row(s: Sheet, row: int, wide: float) -> None:
    """One curved desk with its people, from the far ends to the near middle."""
    start, end = -0.12, math.pi + 0.12
    top, front, papers = s.stencil(), s.stencil(), s.stencil()
    count = 40
    outer = [_ring(start + (end - start) * step / count, wide + 46) for step in range(count + 1)]
    inner = [_ring(start + (end - start) * step / count, wide) for step in range(count + 1)]
    high = 26 + row * 5
    lifted = [(x, y - high) for x, y in inner]
    top.polygon(lifted + [(x, y - high) for x, y in reversed(outer)])
    front.polygon(lifted + inner[::-1])
    randomness, seats = random.Random(row + 5), 7 + row * 3
    for seat in range(seats):
        turn = start + 0.12 + (end - start - 0.24) * (seat + 0.5) / seats
        x, y = _ring(turn, wide + 10)
        papers.polygon(
            [(x - 15, y - high + 1), (x + 12, y - high - 2), (x + 17, y - high + 9), (x - 12, y - high + 12)],
            randomness.randrange(150, 255),
        )
    wood, face = top.mask(0.9), front.mask(0.9)
    s.lay((74, 40, 28), face)
    s.brush((30, 14, 14), face, row, (40, 60), 0.6)
    s.lay((142, 84, 50), wood)
    s.brush((206, 144, 88), wood, row + 9, (200, 12), 0.6, light=True)
    s.rim(wood, (255, 224, 170), (0, -3), 0.6)
    s.lay((246, 238, 214), papers.mask(0.7), 0.9)
    order = sorted(range(seats), key=lambda seat: abs(seat - (seats - 1) / 2), reverse=True)
    for seat in order:
        turn = start + 0.12 + (end - start - 0.24) * (seat + 0.5) / seats
        if randomness.random() < 0.12:
            continue
        _member(s, _ring(turn, wide + 84), 18 + row * 5, turn < 1.5, randomness)


def _member(s: Sheet, at: Point, head: float, yes: bool, randomness: random.Random) -> None:
    """Shoulders and head from behind or aside, some bald, some grey; a raised arm on the right-hand benches."""
    x, y = at
    tone = randomness.choice(
        ((46, 44, 58), (70, 52, 48), (40, 58, 64), (98, 38, 44), (64, 64, 70), (34, 34, 42))
    )
    hair = randomness.choice(((40, 28, 24), (150, 140, 130), (110, 74, 44), (206, 198, 186), (170, 120, 92)))
    body, skull, hand = s.stencil(), s.stencil(), s.stencil()
    body.polygon(
        smooth(
            [
                (x - head * 1.15, y + head * 0.4),
                (x - head * 1.05, y - head * 0.9),
                (x - head * 0.3, y - head * 1.5),
                (x + head * 0.3, y - head * 1.5),
                (x + head * 1.05, y - head * 0.9),
                (x + head * 1.15, y + head * 0.4),
            ]
        )
    )
    if yes:
        limb(
            body, (x + head * 0.8, y - head * 0.9), (x + head * 1.25, y - head * 2.1), head * 0.3, head * 0.24
        )
        limb(
            hand, (x + head * 1.25, y - head * 2.1), (x + head * 1.2, y - head * 2.9), head * 0.22, head * 0.2
        )
    skull.disc(x, y - head * 2.05, head * 0.46, tall=1.2)
    for pen, colour in ((hand, (206, 150, 116)), (body, tone), (skull, hair)):
        mask = pen.mask(0.8)
        s.lay(colour, mask)
        s.model(
            mask,
            mix(colour, LAMP, 0.7),
            (20, 10, 14),
            (round((800 - x) / 90), -round(head / 4)),
            head / 4,
            0.8,
        )


def _mayor(s: Sheet) -> None:
    desk = s.stencil()
    desk.polygon([(610, 400), (990, 400), (1010, 340), (590, 340)])
    s.fill((52, 28, 22), [(690, 330), (690, 180), (720, 160), (880, 160), (910, 180), (910, 330)])
    for x, head in ((690, 17), (800, 21), (912, 17)):
        body, face = s.stencil(), s.stencil()
        body.polygon(
            smooth(
                [
                    (x - head * 1.2, 352),
                    (x - head, 352 - head * 1.7),
                    (x - head * 0.3, 352 - head * 2.2),
                    (x + head * 0.3, 352 - head * 2.2),
                    (x + head, 352 - head * 1.7),
                    (x + head * 1.2, 352),
                ]
            )
        )
        face.disc(x, 352 - head * 2.8, head * 0.48, tall=1.25)
        mask = body.mask(0.8)
        s.lay((40, 46, 66) if x != 800 else (36, 74, 70), mask)
        s.model(mask, LAMP, (16, 10, 16), (0, -5), 5, 0.5)
        s.lay((206, 154, 122), face.mask(0.8))
        hair = s.stencil()
        hair.disc(x, 352 - head * 3.02, head * 0.54, tall=0.85)
        s.lay((70, 48, 38) if x != 800 else (190, 180, 168), hair.mask(0.8))
    wood = desk.mask(0.9)
    s.lay((122, 70, 42), wood)
    s.model(wood, (255, 206, 140), (40, 18, 14), (0, -7), 6, 0.7)


def _chandelier(s: Sheet) -> None:
    frame, flames = s.stencil(), s.stencil()
    frame.line([(800, -10), (800, 150)], 5)
    for turn in range(12):
        x, y = 800 + math.cos(math.tau * turn / 12) * 210, 170 + math.sin(math.tau * turn / 12) * 40
        frame.line(smooth([(800, 120), ((x + 800) / 2, y + 46), (x, y)], closed=False), 4)
        frame.box(x - 3, y - 22, x + 3, y)
        flames.disc(x, y - 30, 8, tall=1.5)
    s.lay((120, 88, 46), frame.mask(0.9))
    s.rim(frame.mask(0.9), (255, 236, 180), (-2, -2), 0.6)
    s.shine((255, 240, 200), flames.mask(1))
    s.glow(800, 150, 520, LAMP, 0.75, tall=0.6)


def _rail(s: Sheet) -> None:
    """The gallery's edge and a notebook on it: where the reporters sit."""
    rail = s.stencil()
    rail.line([(-40, 1010), (1640, 1010)], 74)
    mask = rail.mask(5)
    s.lay((44, 20, 20), mask)
    s.model(mask, (230, 150, 96), (14, 4, 8), (0, -22), 18, 0.8)
    book = s.fill((240, 232, 210), [(1080, 952), (1240, 940), (1270, 996), (1104, 1010)], blur=2.4)
    lines = s.stencil()
    for row in range(4):
        lines.line([(1106, 964 + row * 11), (1226 - row * 12, 955 + row * 11)], 2)
    s.lay((96, 88, 96), times(lines.mask(1.6), book), 0.8)
    pen = s.stencil()
    limb(pen, (1226, 990), (1310, 946), 5, 4)
    s.lay((30, 34, 60), torn(pen.mask(1.4), 2, 1))
