"""Things that stand in more than one scene: people, lamps, houses."""

from __future__ import annotations

import random

from .canvas import Point, Stencil, smooth


def person(
    stencil: Stencil, x: float, ground: float, height: float, lean: float = 0.0, coat: float = 1.0
) -> None:
    """Somebody in a coat, standing, seen from a distance; `lean` moves the head sideways."""
    unit = height / 7.6

    def at(right: float, up: float) -> Point:
        return x + (right + lean * up / 7) * unit, ground - up * unit

    outline = [
        at(-0.72 * coat, 2.1),
        at(-0.70 * coat, 3.4),
        at(-0.78 * coat, 4.6),
        at(-1.02, 5.2),
        at(-0.92, 5.95),
        at(-0.35, 6.35),
        at(0.35, 6.35),
        at(0.92, 5.95),
        at(1.02, 5.2),
        at(0.78 * coat, 4.6),
        at(0.70 * coat, 3.4),
        at(0.72 * coat, 2.1),
    ]
    stencil.polygon(smooth(outline))
    for side in (-1, 1):
        stencil.polygon([at(side * 0.62, 2.6), at(0, 2.6), at(side * 0.10, 0.2), at(side * 0.52, 0.2)])
        stencil.polygon([at(side * 0.06, 0), at(side * 0.74, 0), at(side * 0.54, 0.42), at(side * 0.06, 0.5)])
    head = at(0.02, 7.0)
    stencil.disc(head[0], head[1], 0.54 * unit, tall=1.15)
    collar = at(0, 6.3)
    stencil.disc(collar[0], collar[1], 0.46 * unit, tall=0.7)


def roofs(
    stencil: Stencil,
    base: float,
    heights: tuple[float, float],
    widths: tuple[float, float],
    seed: int,
    span: tuple[float, float],
) -> list[tuple[float, float, float]]:
    """A row of old town houses; returns (left, right, top) of each front."""
    randomness = random.Random(seed)
    left, end = span
    houses = []
    while left < end:
        width = randomness.uniform(*widths)
        top = base - randomness.uniform(*heights)
        right = left + width
        stencil.box(left, top, right + 1, base)
        roof = width * randomness.uniform(0.18, 0.42)
        match randomness.randrange(4):
            case 0:
                stencil.polygon([(left, top + 1), (left + width / 2, top - roof), (right, top + 1)])
            case 1:
                inset = width * 0.16
                stencil.polygon(
                    [
                        (left, top + 1),
                        (left + inset, top - roof * 0.7),
                        (right - inset, top - roof * 0.7),
                        (right, top + 1),
                    ]
                )
            case 2:
                step = width / 7
                for index in range(4):
                    rise = roof * (index + 1) / 4
                    stencil.box(left + step * index, top - rise, right - step * index, top + 1)
            case _:
                stencil.box(left - 1, top - 3, right + 1, top)
        if randomness.random() < 0.7:
            chimney = left + width * randomness.uniform(0.15, 0.75)
            stencil.box(chimney, top - roof * 0.9, chimney + width * 0.08, top + 1)
        houses.append((left, right, top))
        left = right
    return houses
