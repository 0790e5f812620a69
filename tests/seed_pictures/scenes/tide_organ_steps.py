"""Listeners on wide stone steps that go down into the old sluice at low water, in green evening light."""

from __future__ import annotations

import random

from PIL import Image

from ..canvas import Colour, mix, smooth, times
from ..figures import STANDING, figure, seated_from_behind
from ..sheet import WIDE, Sheet, bricks, mirrored, onto, torn, water_light

WATER = 330
SKY: Colour = (236, 226, 178)
# Where each step's edge lies, from the water up to us.
EDGES = (486, 520, 562, 616, 688, 786, 920)


def draw() -> Image.Image:
    s = Sheet(
        WIDE, [(0, (92, 138, 142)), (0.2, (158, 184, 162)), (0.36, (242, 226, 172)), (1, (242, 226, 172))]
    )
    s.brush((70, 112, 122), s.down((0, 255), (0.3, 60), (0.36, 0)), 5, (520, 50), 0.55)
    s.brush((255, 226, 180), s.down((0, 60), (0.34, 255)), 6, (420, 22), 0.5, light=True)
    s.glow(900, WATER - 20, 640, (255, 238, 180), 0.7, tall=0.5)
    _far(s)
    s.reflect(WATER, 6, 0.8, 1.0, water_light(s, WATER, 8, (244, 232, 186), (20, 62, 66), 0.6))
    _walls(s)
    _steps(s)
    _people(s)
    s.bloom(205, 24, 0.4)
    return s.finish(0.45, 0.5, 9)


def _far(s: Sheet) -> None:
    """The other bank, with warehouses, and the sluice gate half drawn up."""
    bank, gate = s.stencil(), s.stencil()
    randomness = random.Random(4)
    x = -10.0
    while x < 1610:
        wide, top = randomness.uniform(50, 130), WATER - randomness.uniform(26, 74)
        bank.box(x, top, x + wide, WATER + 3)
        bank.polygon([(x, top + 1), (x + wide / 2, top - wide * 0.22), (x + wide, top + 1)])
        x += wide + randomness.choice((0, 0, 12))
    s.lay((118, 140, 130), bank.mask(1.6), 0.85)
    s.mist((250, 232, 182), 3, (0.26, 0), (0.35, 170), (0.37, 120), (0.42, 0))
    for left in (420, 1130):
        gate.box(left, 96, left + 58, WATER + 60)
        gate.box(left - 12, 82, left + 70, 104)
    gate.box(420, 106, 1188, 132)
    gate.box(420, 150, 1188, 160)
    for step in range(12):
        gate.line([(478 + step * 55, 132), (506 + step * 55, 150), (533 + step * 55, 132)], 4)
    gate.box(520, 160, 1088, 214)
    gate.disc(804, 118, 34)
    for x in (640, 960):
        gate.box(x, 60, x + 10, 110)
    s.lay((42, 62, 62), gate.mask(0.9))
    s.rim(gate.mask(0.9), SKY, (-2, -2), 0.5)


def _walls(s: Sheet) -> None:
    """The chamber's two walls, weed below the mark of high water, and the mouths of the pipes."""
    for side, quad in (
        (0, [(-200, 60), (392, 300), (392, 470), (-200, 700)]),
        (1, [(1800, 60), (1216, 300), (1216, 470), (1800, 700)]),
    ):
        flat = onto(bricks((800, 400), 90, 50, 4 + side, 3), quad, s.size)
        mask = s.fill((58, 70, 62) if side else (84, 92, 76), quad)
        s.shine((168, 164, 126), flat, 0.34 if side else 0.55)
        weed = s.fill((26, 56, 44), [quad[0], quad[1], quad[2], quad[3]], strength=0.0)
        low = s.stencil()
        low.polygon([(quad[0][0], 430), (quad[1][0], 404), quad[2], quad[3]])
        s.lay((20, 50, 42), times(torn(low.mask(4), side, 12), weed), 0.85)
        s.brush((150, 170, 110), times(torn(low.mask(4), side, 12), mask), 8, (60, 14), 0.4, light=True)
        mouths = s.stencil()
        for step in range(7):
            x = quad[0][0] + (quad[1][0] - quad[0][0]) * (0.42 + step * 0.078)
            mouths.disc(x, 392 - abs(x - quad[1][0]) * 0.03, 15 - step * 1.4, tall=1.25)
        s.lay((8, 16, 18), mouths.mask(0.9))
        s.rim(mouths.mask(0.9), (214, 206, 150), (0, 3), 0.7)


def _steps(s: Sheet) -> None:
    randomness = random.Random(9)
    for index, (top, low) in enumerate(zip(EDGES, (*EDGES[1:], 1000), strict=True)):
        near = index / len(EDGES)
        half = 520 + index * 118
        tread = [(800 - half, top), (800 + half, top), (800 + half + 60, low), (800 - half - 60, low)]
        riser = (low - top) * 0.42
        base = mix((76, 90, 80), (150, 144, 118), near)
        mask = s.fill(base, tread)
        s.brush(mix(base, (40, 52, 48), 0.6), mask, index, (180, 14 + 10 * near), 0.6)
        s.brush(
            (246, 234, 186),
            times(mask, s.across((0, 0), (0.3, 130), (0.56, 255), (0.8, 110), (1, 0))),
            index + 30,
            (300, 12),
            0.6,
            (70, 220),
            light=True,
        )
        if index:
            s.fill(
                mix((24, 40, 40), (62, 66, 58), near),
                [
                    (800 - half, top),
                    (800 + half, top),
                    (800 + half, top + riser * 0.34),
                    (800 - half, top + riser * 0.34),
                ],
                strength=0.9,
            )
            s.fill(
                (226, 214, 168),
                [(800 - half, top - 2), (800 + half, top - 2), (800 + half, top + 2), (800 - half, top + 2)],
                strength=0.4,
            )
        joints = s.stencil()
        for x in range(-200, 1900, 210):
            spot = x + randomness.uniform(-40, 40)
            joints.line([(spot, top), (800 + (spot - 800) * 1.06, low)], 1.6)
        s.lay((34, 42, 40), joints.mask(0.7), 0.55)
    wet = s.stencil()
    wet.box(-10, 470, 1610, 570)
    s.lay((18, 54, 48), torn(wet.mask(6), 3, 12), 0.6)
    s.brush((230, 232, 180), torn(wet.mask(6), 3, 12), 7, (90, 8), 0.55, (140, 220), light=True)


def _people(s: Sheet) -> None:
    """Seven, from the back: they sit with their arms round their knees and look at the water."""
    seats = (
        (430, 600, 30, "long", (66, 44, 52)),
        (516, 602, 31, "wool", (40, 56, 66)),
        (726, 668, 38, "bun", (150, 66, 48)),
        (936, 552, 26, "", (52, 50, 44)),
        (1000, 554, 22, "wool", (176, 132, 60)),
        (1190, 766, 50, "brim", (46, 52, 46)),
        (318, 770, 48, "hood", (54, 62, 74)),
    )
    for x, ground, head, hat, tone in seats:
        body, shade = s.stencil(), s.stencil()
        lean = {430: 0.1, 516: -0.08, 936: 0.05, 1000: -0.12}.get(x, 0.02)
        seated_from_behind(body, x, ground, head, lean, hat)
        shade.polygon(
            smooth(
                [
                    (x - head, ground - 4),
                    (x + head, ground - 4),
                    (x + 1.2 * head, ground + head),
                    (x - 1.1 * head, ground + head),
                ]
            )
        )
        s.lay((18, 30, 30), shade.mask(head / 5), 0.5)
        mask = body.mask(0.9)
        s.lay(mix(tone, (20, 26, 28), 0.35), mask)
        s.model(mask, mix(tone, SKY, 0.7), (12, 20, 22), (2, -round(head / 4)), head / 5, 0.75)
        s.rim(mask, SKY, (1, -3), 0.75)
    one = s.stencil()
    figure(one, 1316, 534, 24, STANDING, -1, 0.8, 1.2, "cap")
    mask = one.mask(0.9)
    s.lay((18, 44, 46), times(torn(mirrored(mask, 534), 4, 3), s.clouds(60, 6, 3)), 0.6)
    s.lay((34, 44, 46), mask)
    s.rim(mask, SKY, (-3, -2), 0.7)
