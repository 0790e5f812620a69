"""Drawing tools with nothing of the stories in them: light, mist, silhouettes, water, grain.

Everything that looks accidental comes from a seed, so that the same call draws the same picture.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Point = tuple[float, float]

WIDTH, HEIGHT = SIZE = (1600, 1067)

# Silhouettes are drawn larger and made small, so that their edges are smooth.
OVERSAMPLING = 3
RIM = 178


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The colour that lies `share` of the way from the first to the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def ramp(stops: Sequence[tuple[float, Colour]], length: int) -> list[Colour]:
    """Colours between stops given as (place from 0 to 1, colour)."""
    colours = []
    for step in range(length):
        place = step / max(1, length - 1)
        after = next((i for i, stop in enumerate(stops) if stop[0] >= place), len(stops) - 1)
        before = max(0, after - 1)
        width = stops[after][0] - stops[before][0]
        share = (place - stops[before][0]) / width if width else 0
        colours.append(mix(stops[before][1], stops[after][1], min(1, max(0, share))))
    return colours


def sky(stops: Sequence[tuple[float, Colour]], size: tuple[int, int] = SIZE) -> Image.Image:
    """A picture whose colour runs from top to bottom through the stops."""
    column = Image.new("RGB", (1, size[1]))
    column.putdata(ramp(stops, size[1]))
    return column.resize(size, Image.Resampling.NEAREST)


def band(stops: Sequence[tuple[float, int]], size: tuple[int, int] = SIZE) -> Image.Image:
    """A mask that runs from top to bottom through the stops."""
    return sky([(place, (level, level, level)) for place, level in stops], size).getchannel(0)


def across(stops: Sequence[tuple[float, int]], size: tuple[int, int] = SIZE) -> Image.Image:
    """A mask that runs from left to right through the stops."""
    return band(stops, (size[1], size[0])).transpose(Image.Transpose.ROTATE_90)


def static(size: tuple[int, int], seed: int) -> Image.Image:
    """Even noise, one value a pixel."""
    return Image.frombytes("L", size, random.Random(seed).randbytes(size[0] * size[1]))


def clouds(
    cell: tuple[float, float], seed: int, octaves: int = 5, size: tuple[int, int] = SIZE
) -> Image.Image:
    """Soft noise in several sizes, the largest about `cell` pixels wide and high, from 0 to 255."""
    total: Image.Image | None = None
    for octave in range(octaves):
        cells = (
            min(size[0], max(3, round(size[0] / cell[0] * 2**octave))),
            min(size[1], max(3, round(size[1] / cell[1] * 2**octave))),
        )
        layer = static(cells, seed * 31 + octave).resize(size, Image.Resampling.BICUBIC)
        # Each octave is half as strong as the one before it.
        total = layer if total is None else Image.blend(total, layer, 1 / (2 ** (octave + 1)))
    assert total is not None
    low, high = total.getextrema()
    return levels(total, low, high)


def levels(mask: Image.Image, low: float, high: float, gamma: float = 1.0, top: float = 255) -> Image.Image:
    """The mask stretched so that `low` is black and `high` is `top`."""
    width = max(1e-6, high - low)
    return mask.point([round(top * min(1, max(0, (value - low) / width)) ** gamma) for value in range(256)])


def times(*masks: Image.Image) -> Image.Image:
    """Masks laid over each other: only what passes all of them is left."""
    total = masks[0]
    for mask in masks[1:]:
        total = ImageChops.multiply(total, mask)
    return total


def scaled(mask: Image.Image, strength: float) -> Image.Image:
    """The mask made weaker."""
    return mask.point([round(min(255, value * strength)) for value in range(256)])


def lay(image: Image.Image, colour: Colour, mask: Image.Image, strength: float = 1.0) -> None:
    """Cover the picture with a colour where the mask is white."""
    image.paste(colour, (0, 0), mask if strength == 1 else scaled(mask, strength))


def shine(image: Image.Image, colour: Colour, mask: Image.Image, strength: float = 1.0) -> None:
    """Add light of a colour where the mask is white; nothing gets darker."""
    light = Image.new("RGB", image.size)
    light.paste(colour, (0, 0), scaled(mask, strength))
    image.paste(ImageChops.screen(image, light))


def shifted(mask: Image.Image, right: int, down: int) -> Image.Image:
    """The mask moved; what comes in from outside is black."""
    moved = Image.new(mask.mode, mask.size)
    moved.paste(mask, (right, down))
    return moved


class Stencil:
    """A mask drawn with smooth edges, in the picture's own coordinates."""

    def __init__(self, size: tuple[int, int] = SIZE) -> None:
        self.size = size
        self.large = Image.new("L", (size[0] * OVERSAMPLING, size[1] * OVERSAMPLING))
        self.pen = ImageDraw.Draw(self.large)

    def polygon(self, points: Sequence[Point], level: int = 255) -> None:
        self.pen.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=level)

    def box(self, left: float, top: float, right: float, bottom: float, level: int = 255) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], level)

    def line(self, points: Sequence[Point], width: float, level: int = 255) -> None:
        places = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        self.pen.line(places, fill=level, width=max(1, round(width * OVERSAMPLING)), joint="curve")

    def disc(self, x: float, y: float, radius: float, level: int = 255, tall: float = 1.0) -> None:
        box = (x - radius, y - radius * tall, x + radius, y + radius * tall)
        self.pen.ellipse([value * OVERSAMPLING for value in box], fill=level)

    def mask(self, blur: float = 0) -> Image.Image:
        small = self.large.resize(self.size, Image.Resampling.BOX)
        return small.filter(ImageFilter.GaussianBlur(blur)) if blur else small


def smooth(points: Sequence[Point], closed: bool = True, steps: int = 12) -> list[Point]:
    """A soft curve through all of the points."""
    count = len(points)
    path: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(index + shift) % count] for shift in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[min(count - 1, max(0, index + shift))] for shift in (-1, 0, 1, 2))
        for step in range(steps):
            path.append(
                (
                    _between(a[0], b[0], c[0], d[0], step / steps),
                    _between(a[1], b[1], c[1], d[1], step / steps),
                )
            )
    if not closed:
        path.append(points[-1])
    return path


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def wire(start: Point, end: Point, sag: float, steps: int = 24) -> list[Point]:
    """A line that hangs between two points."""
    path = []
    for step in range(steps + 1):
        t = step / steps
        path.append(
            (start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t + sag * 4 * t * (1 - t))
        )
    return path


def glow(
    image: Image.Image,
    at: Point,
    radius: float,
    colour: Colour,
    strength: float = 1.0,
    tall: float = 1.0,
    fall: float = 2.2,
) -> None:
    """Light around a lamp, fading to nothing at the radius."""
    size = (max(2, round(radius * 2)), max(2, round(radius * 2 * tall)))
    # Pillow's gradient is white in the corners, and at RIM in the middle of each side.
    spot = Image.radial_gradient("L").point(
        [round(255 * max(0, 1 - value / RIM) ** fall) for value in range(256)]
    )
    spot = spot.resize(size, Image.Resampling.BICUBIC)
    mask = Image.new("L", image.size)
    mask.paste(spot, (round(at[0] - size[0] / 2), round(at[1] - size[1] / 2)))
    shine(image, colour, mask, strength)


def mist(
    image: Image.Image,
    colour: Colour,
    stops: Sequence[tuple[float, int]],
    seed: int,
    cell: tuple[float, float] = (700, 120),
    floor: int = 60,
) -> None:
    """A bank of fog that is uneven along its length and runs from top to bottom through the stops."""
    lay(
        image,
        colour,
        times(band(stops, image.size), levels(clouds(cell, seed, 4, image.size), floor - 120, 235)),
    )


def reflect(
    image: Image.Image,
    horizon: int,
    seed: int,
    waves: float = 1.0,
    stretch: float = 1.0,
    tint: Callable[[Image.Image], None] | None = None,
) -> None:
    """Fill everything below the horizon with water that mirrors what stands above it."""
    width, height = image.size
    depth = height - horizon
    above = image.crop((0, max(0, horizon - round(depth / stretch)), width, horizon))
    water = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((width, depth), Image.Resampling.BICUBIC)
    water = water.filter(ImageFilter.GaussianBlur((1.2, 9 * waves)))
    rippled = water.copy()
    randomness = random.Random(seed)
    phases = [randomness.uniform(0, math.tau) for _ in range(7)]
    jitter = 0.0
    for row in range(depth):
        near = row / depth
        # Waves look longer and taller the nearer they are.
        place = 46 * math.log1p(near * 14)
        jitter = 0.55 * jitter + randomness.gauss(0, 1)
        shift = sum(
            math.sin(place * (0.31 + 0.47 * i) + phase) / (1 + 0.6 * i) for i, phase in enumerate(phases)
        )
        offset = round(waves * (1.2 + 15 * near) * (0.55 * shift + 0.3 * jitter))
        line = water.crop((0, row, width, row + 1))
        rippled.paste(ImageChops.offset(line, offset, 0), (0, row))
    rippled = rippled.filter(ImageFilter.GaussianBlur((1.6, 0.7)))
    if tint:
        tint(rippled)
    image.paste(rippled, (0, horizon))


def ripples(size: tuple[int, int], seed: int) -> Image.Image:
    """A mask of small waves seen along the water: fine at the top, broad at the bottom."""
    width, height = size
    whole = clouds((150, 12), seed, 4, (width, height))
    mask = Image.new("L", size)
    strips = 24
    for strip in range(strips):
        near, nearer = (strip / strips) ** 1.7, ((strip + 1) / strips) ** 1.7
        top, bottom = round(height * near), max(round(height * near) + 1, round(height * nearer))
        source = whole.crop((0, height * strip // strips, width, height * (strip + 1) // strips))
        mask.paste(source.resize((width, bottom - top), Image.Resampling.BICUBIC), (0, top))
    return mask


def grain(image: Image.Image, strength: float, seed: int) -> Image.Image:
    """The picture with the unevenness of film, which also hides the steps of soft gradients."""
    noise = static(image.size, seed).filter(ImageFilter.GaussianBlur(0.75))
    layer = levels(noise, 128 - 128 / strength, 128 + 128 / strength)
    layer = Image.blend(Image.new("L", image.size, 128), layer, 0.22)
    return ImageChops.overlay(image, Image.merge("RGB", (layer, layer, layer)))


def vignette(image: Image.Image, strength: float = 0.45) -> None:
    """Darken the corners."""
    mask = Image.radial_gradient("L").resize(
        (round(image.width * 1.15), round(image.height * 1.25)), Image.Resampling.BICUBIC
    )
    left, top = (mask.width - image.width) // 2, (mask.height - image.height) // 2
    mask = mask.crop((left, top, left + image.width, top + image.height))
    lay(image, (6, 7, 10), levels(mask, 90, 255, 1.4), strength)
