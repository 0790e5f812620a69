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


# Joints in heads (a grown person is 7.5 heads high), right of and above the spot between the feet.
Joints = dict[str, Point]

STANDING: Joints = {
    "head": (0.05, 7.0), "neck": (0, 6.2), "hip": (0, 3.9),
    "elbow": (-0.75, 4.9), "hand": (-0.6, 3.8), "elbow2": (0.8, 4.9), "hand2": (0.7, 3.8),
    "knee": (-0.3, 2.0), "foot": (-0.35, 0.1), "knee2": (0.35, 2.0), "foot2": (0.4, 0.1),
}  # fmt: skip
WALKING: Joints = STANDING | {
    "head": (0.3, 6.95), "neck": (0.12, 6.2), "elbow": (-0.55, 4.9), "hand": (-0.75, 4.0), "elbow2": (0.6, 4.9),
    "hand2": (1.0, 4.2), "knee": (-0.25, 2.0), "foot": (-1.25, 0.3), "knee2": (0.75, 2.1), "foot2": (1.05, 0.1),
}  # fmt: skip
BENT: Joints = STANDING | {
    "head": (2.25, 5.1), "neck": (1.55, 5.15), "hip": (-0.2, 3.8), "elbow": (1.75, 3.9), "hand": (2.35, 3.0),
    "elbow2": (1.5, 3.8), "hand2": (1.9, 2.7), "knee": (-0.35, 2.0), "foot": (-0.7, 0.1), "knee2": (0.6, 2.1),
    "foot2": (0.5, 0.1),
}  # fmt: skip
SITTING: Joints = STANDING | {
    "head": (0.3, 4.6), "neck": (0.1, 3.85), "hip": (-0.1, 1.6), "elbow": (0.1, 2.5), "hand": (1.0, 1.95),
    "elbow2": (0.2, 2.5), "hand2": (1.15, 2.0), "knee": (1.65, 1.75), "foot": (1.6, -0.1), "knee2": (1.75, 1.7),
    "foot2": (2.0, -0.1),
}  # fmt: skip


def limb(stencil: Stencil, start: Point, end: Point, first: float, last: float, level: int = 255) -> None:
    """A round stick that gets thinner from one joint to the next."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    long = max(1e-6, (dx * dx + dy * dy) ** 0.5)
    right, down = -dy / long, dx / long
    stencil.polygon(
        [
            (start[0] + right * first, start[1] + down * first),
            (end[0] + right * last, end[1] + down * last),
            (end[0] - right * last, end[1] - down * last),
            (start[0] - right * first, start[1] - down * first),
        ],
        level,
    )
    stencil.disc(*start, first, level)
    stencil.disc(*end, last, level)


def figure(
    stencil: Stencil,
    x: float,
    ground: float,
    head: float,
    joints: Joints,
    way: int = 1,
    broad: float = 0.75,
    coat: float = 0.0,
    hat: str = "",
) -> dict[str, Point]:
    """Somebody in any pose; `broad` is half the shoulders, `coat` how far below the hip it hangs."""
    at = {name: (x + right * head * way, ground - up * head) for name, (right, up) in joints.items()}
    neck, hip, top = at["neck"], at["hip"], at["head"]
    for knee, foot in (("knee", "foot"), ("knee2", "foot2")):
        limb(stencil, hip, at[knee], 0.42 * head, 0.28 * head)
        limb(stencil, at[knee], at[foot], 0.27 * head, 0.16 * head)
        toe = (at[foot][0] + 0.5 * head * way, at[foot][1] + 0.02 * head)
        limb(stencil, at[foot], toe, 0.17 * head, 0.1 * head)
    chest = (neck[0] + (hip[0] - neck[0]) * 0.16, neck[1] + (hip[1] - neck[1]) * 0.16)
    along = ((hip[0] - neck[0]), (hip[1] - neck[1]))
    long = max(1e-6, (along[0] ** 2 + along[1] ** 2) ** 0.5)
    side = (-along[1] / long * head, along[0] / long * head)
    low = 1 + coat * head / long
    hem = (neck[0] + along[0] * low, neck[1] + along[1] * low)
    half = 0.5 + 0.13 * coat
    outline = [
        (neck[0] - side[0] * 0.25, neck[1] - side[1] * 0.25),
        (chest[0] - side[0] * broad, chest[1] - side[1] * broad),
        (hip[0] - side[0] * 0.5, hip[1] - side[1] * 0.5),
        (hem[0] - side[0] * half, hem[1] - side[1] * half),
        (hem[0] + side[0] * half, hem[1] + side[1] * half),
        (hip[0] + side[0] * 0.5, hip[1] + side[1] * 0.5),
        (chest[0] + side[0] * broad, chest[1] + side[1] * broad),
        (neck[0] + side[0] * 0.25, neck[1] + side[1] * 0.25),
    ]
    stencil.polygon(smooth(outline, steps=6))
    for elbow, hand in (("elbow", "hand"), ("elbow2", "hand2")):
        sign = 1 if (at[elbow][0] - chest[0]) * side[0] + (at[elbow][1] - chest[1]) * side[1] > 0 else -1
        reach = sign * (broad - 0.24)
        shoulder = (chest[0] + side[0] * reach, chest[1] + side[1] * reach)
        limb(stencil, shoulder, at[elbow], 0.29 * head, 0.22 * head)
        limb(stencil, at[elbow], at[hand], 0.22 * head, 0.14 * head)
        stencil.disc(*at[hand], 0.17 * head)
    limb(stencil, neck, top, 0.24 * head, 0.24 * head)
    stencil.disc(*top, 0.42 * head, tall=1.22)
    _hat(stencil, top, head, way, hat)
    return at


def seated_from_behind(
    stencil: Stencil, x: float, ground: float, head: float, lean: float = 0.0, hat: str = ""
) -> None:
    """Somebody who sits on a step with a rounded back; `lean` tips them sideways."""
    right = [(0.3, 3.35), (0.78, 3.1), (1.04, 2.5), (1.12, 1.7), (1.02, 1.05), (0.98, 0.4), (0.86, 0.0)]
    left = [(-across, up) for across, up in reversed(right)]

    def at(across: float, up: float) -> Point:
        return x + (across + lean * up) * head, ground - up * head

    stencil.polygon(smooth([at(*point) for point in right + left], steps=6))
    top = at(0.04 + lean * 0.6, 3.98)
    limb(stencil, at(0, 3.2), top, 0.26 * head, 0.24 * head)
    stencil.disc(*top, 0.43 * head, tall=1.2)
    _hat(stencil, top, head, 1, hat)


def _hat(stencil: Stencil, top: Point, head: float, way: int, hat: str) -> None:
    x, y = top
    match hat:
        case "cap":
            stencil.disc(x, y - 0.2 * head, 0.5 * head, tall=0.75)
            limb(
                stencil,
                (x, y - 0.2 * head),
                (x + 0.75 * head * way, y - 0.14 * head),
                0.12 * head,
                0.06 * head,
            )
        case "wool":
            stencil.disc(x - 0.03 * head * way, y - 0.16 * head, 0.48 * head, tall=1.05)
        case "brim":
            stencil.disc(x, y - 0.22 * head, 0.95 * head, tall=0.16)
            stencil.disc(x, y - 0.34 * head, 0.46 * head, tall=0.85)
        case "hood":
            stencil.disc(x - 0.08 * head * way, y + 0.03 * head, 0.54 * head, tall=1.2)
            limb(
                stencil, (x - 0.1 * head * way, y + 0.3 * head), (x, y + 0.75 * head), 0.5 * head, 0.55 * head
            )
        case "bun":
            stencil.disc(x - 0.42 * head * way, y - 0.16 * head, 0.22 * head)
        case "long":
            limb(
                stencil,
                (x - 0.12 * head * way, y),
                (x - 0.2 * head * way, y + 0.75 * head),
                0.4 * head,
                0.3 * head,
            )


def reeds(
    stencil: Stencil,
    span: tuple[float, float],
    ground: float,
    heights: tuple[float, float],
    count: int,
    seed: int,
    lean: float = 0.12,
    thick: float = 1.6,
) -> None:
    """Stalks with nodding plumes, standing along a line."""
    randomness = random.Random(seed)
    for _ in range(count):
        x, tall = randomness.uniform(*span), randomness.uniform(*heights)
        tilt = randomness.gauss(lean, 0.09)
        path = [(x + tilt * tall * t * t, ground - tall * t) for t in (0.0, 0.35, 0.65, 0.88, 1.0)]
        stencil.line(smooth(path, closed=False, steps=4), thick * randomness.uniform(0.6, 1.2))
        for place in (0.25, 0.42, 0.56, 0.7):
            if randomness.random() < 0.75:
                side, long = randomness.choice((-1, 1, 1)), tall * randomness.uniform(0.12, 0.22)
                foot = (x + tilt * tall * place * place, ground - tall * place)
                bend = (foot[0] + side * long * 0.45, foot[1] - long * 0.5)
                tip = (foot[0] + side * long, foot[1] - long * randomness.uniform(0.1, 0.5))
                leaf = smooth([foot, bend, tip], closed=False, steps=5)
                stencil.polygon([*leaf, (bend[0], bend[1] + thick * 2.4), (foot[0], foot[1] + thick * 2.4)])
        _plume(stencil, path[-1], tall * 0.15, lean * 1.4 + 0.3, thick, randomness)


def _plume(
    stencil: Stencil, top: Point, long: float, droop: float, thick: float, randomness: random.Random
) -> None:
    for _ in range(16):
        share = randomness.random() ** 1.3
        start = (top[0] + long * droop * 0.1 * share, top[1] + long * 0.75 * share)
        away = long * droop * (0.35 + 0.9 * share * (1 - share) * 2) * randomness.uniform(0.4, 1.0)
        stencil.line([start, (start[0] + away, start[1] + long * 0.22)], thick * 1.1)
