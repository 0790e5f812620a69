"""A picture in the making: one sheet of any format, and the ways to put colour and light on it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageChops, ImageFilter

from . import canvas as c

Stops = Sequence[tuple[float, int]]

LANDSCAPE = c.SIZE
WIDE = (1600, 900)
PORTRAIT = (1600, 2000)


class Sheet:
    """Everything that a scene needs in the size of its own picture."""

    def __init__(self, size: tuple[int, int], stops: Sequence[tuple[float, c.Colour]]) -> None:
        self.size = size
        self.width, self.height = size
        self.image = c.sky(stops, size)

    def stencil(self) -> c.Stencil:
        return c.Stencil(self.size)

    def clouds(self, wide: float, high: float, seed: int, octaves: int = 4) -> Image.Image:
        return c.clouds((wide, high), seed, octaves, self.size)

    def down(self, *stops: tuple[float, int]) -> Image.Image:
        return c.band(stops, self.size)

    def across(self, *stops: tuple[float, int]) -> Image.Image:
        return c.across(stops, self.size)

    def lay(self, colour: c.Colour, mask: Image.Image, strength: float = 1.0) -> None:
        c.lay(self.image, colour, mask, strength)

    def shine(self, colour: c.Colour, mask: Image.Image, strength: float = 1.0) -> None:
        c.shine(self.image, colour, mask, strength)

    def fill(
        self, colour: c.Colour, *shapes: Sequence[c.Point], blur: float = 0.8, strength: float = 1.0
    ) -> Image.Image:
        """Cover shapes with a colour; returns their mask."""
        stencil = self.stencil()
        for shape in shapes:
            stencil.polygon(shape)
        mask = stencil.mask(blur)
        self.lay(colour, mask, strength)
        return mask

    def glow(
        self,
        x: float,
        y: float,
        radius: float,
        colour: c.Colour,
        strength: float = 1.0,
        tall: float = 1.0,
        fall: float = 2.2,
    ) -> None:
        c.glow(self.image, (x, y), radius, colour, strength, tall, fall)

    def mist(self, colour: c.Colour, seed: int, *stops: tuple[float, int], wide: float = 700) -> None:
        c.mist(self.image, colour, stops, seed, (wide, wide / 8))

    def reflect(
        self,
        horizon: int,
        seed: int,
        waves: float = 1.0,
        stretch: float = 1.0,
        tint: Callable[[Image.Image], None] | None = None,
    ) -> None:
        c.reflect(self.image, horizon, seed, waves, stretch, tint)

    def brush(
        self,
        colour: c.Colour,
        mask: Image.Image,
        seed: int,
        cell: tuple[float, float] = (240, 30),
        strength: float = 0.5,
        part: tuple[float, float] = (120, 210),
        light: bool = False,
    ) -> None:
        """Drag a dry brush of a colour over what the mask shows, darker or as light."""
        strokes = c.times(mask, c.levels(self.clouds(*cell, seed), *part))
        (self.shine if light else self.lay)(colour, strokes, strength)

    def model(
        self,
        mask: Image.Image,
        light: c.Colour,
        dark: c.Colour,
        way: tuple[int, int] = (-8, -8),
        reach: float = 10,
        strength: float = 0.6,
    ) -> None:
        """Make a flat shape round: light on the side that `way` points to, shadow on the other."""
        soft = mask.filter(ImageFilter.GaussianBlur(reach))
        slope = ImageChops.subtract(soft, _moved(soft, way), 1, 128)
        self.shine(light, c.times(mask, c.levels(slope, 132, 215)), strength)
        self.lay(dark, c.times(mask, c.levels(ImageChops.invert(slope), 132, 215)), strength)

    def rim(self, mask: Image.Image, colour: c.Colour, way: tuple[int, int], strength: float = 0.6) -> None:
        """A thin line of light on the edge that `way` points to."""
        self.shine(colour, ImageChops.subtract(mask, _moved(mask, way)), strength)

    def bloom(self, threshold: int, blur: float, strength: float = 0.6) -> None:
        """Let whatever is bright spread, as it does in a lens."""
        bright = self.image.point(
            [max(0, round((v - threshold) * 255 / (255 - threshold))) for v in range(256)] * 3
        )
        bright = bright.filter(ImageFilter.GaussianBlur(blur))
        bright = bright.point([round(v * strength) for v in range(256)] * 3)
        self.image.paste(ImageChops.screen(self.image, bright))

    def finish(self, vignette: float = 0.35, grain: float = 0.5, seed: int = 1) -> Image.Image:
        c.vignette(self.image, vignette)
        if self.height > self.width:
            # An upright picture is shown no higher than a lying one is wide.
            self.image = self.image.resize((1280, 1600), Image.Resampling.LANCZOS)
        return c.grain(self.image, grain, seed)


def _moved(mask: Image.Image, way: tuple[int, int]) -> Image.Image:
    """Shifted away from where the light comes from; the border is drawn out, so that it has no edge."""
    right, down = -way[0], -way[1]
    width, height = mask.size
    moved = ImageChops.offset(mask, right, down)
    if right:
        strip = mask.crop((0, 0, 1, height) if right > 0 else (width - 1, 0, width, height))
        moved.paste(strip.resize((abs(right), height)), (0 if right > 0 else width + right, down))
    if down:
        strip = mask.crop((0, 0, width, 1) if down > 0 else (0, height - 1, width, height))
        moved.paste(strip.resize((width, abs(down))), (right, 0 if down > 0 else height + down))
    return moved


def torn(mask: Image.Image, seed: int, reach: float = 6, share: float = 0.4) -> Image.Image:
    """The mask with the uneven edge of a brush on rough paper."""
    soft = mask.filter(ImageFilter.GaussianBlur(reach))
    mixed = Image.blend(soft, c.clouds((reach * 7, reach * 7), seed, 4, mask.size), share)
    return c.levels(mixed, 114, 140)


def mirrored(mask: Image.Image, line: int, squash: float = 1.0) -> Image.Image:
    """What stands above a line as it hangs below it in still water."""
    width, height = mask.size
    room = height - line
    above = mask.crop((0, max(0, line - round(room / squash)), width, line))
    below = Image.new("L", mask.size)
    flipped = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    below.paste(flipped.resize((width, round(flipped.height * squash))), (0, line))
    return below


def water_light(
    sheet: Sheet, horizon: int, seed: int, light: c.Colour, dark: c.Colour, strength: float = 0.5
) -> Callable[[Image.Image], None]:
    """How reflected water is tinted: crests in the light of the sky, troughs in the dark of the depth."""

    def tint(water: Image.Image) -> None:
        waves = c.ripples(water.size, seed)
        c.lay(water, dark, c.band([(0, 10), (1, 190)], water.size), strength)
        c.shine(
            water,
            light,
            c.times(c.levels(waves, 140, 250, 1.4), c.band([(0, 200), (1, 70)], water.size)),
            strength,
        )
        c.lay(
            water,
            dark,
            c.times(c.levels(ImageChops.invert(waves), 125, 240), c.band([(0, 60), (1, 200)], water.size)),
            strength,
        )

    return tint


def onto(picture: Image.Image, corners: Sequence[c.Point], size: tuple[int, int]) -> Image.Image:
    """A flat picture seen in perspective: its corners (from the top left, clockwise) on four points."""
    width, height = picture.size
    flat = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return picture.transform(size, Image.Transform.PERSPECTIVE, _solved(rows), Image.Resampling.BICUBIC)


def _solved(rows: list[list[float]]) -> list[float]:
    """Gauss's elimination: as many unknowns as rows."""
    count = len(rows)
    for column in range(count):
        best = max(range(column, count), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        pivot = rows[column][column]
        rows[column] = [value / pivot for value in rows[column]]
        for other in range(count):
            factor = rows[other][column]
            if other != column and factor:
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[column], strict=True)]
    return [row[-1] for row in rows]


def bricks(size: tuple[int, int], wide: float, high: float, seed: int, gap: float = 2.0) -> Image.Image:
    """A wall's pattern as a mask: each brick with its own lightness, the joints black."""
    randomness = random.Random(seed)
    stencil = c.Stencil(size)
    for row in range(int(size[1] / high) + 2):
        x = -wide * (0.5 if row % 2 else 1)
        while x < size[0]:
            stencil.box(x + gap, row * high + gap, x + wide, (row + 1) * high, randomness.randrange(90, 255))
            x += wide
    return stencil.mask(0.6)


def rain(sheet: Sheet, seed: int, count: int, length: float, slant: float, width: float = 1.2) -> Image.Image:
    """Falling streaks, as a mask."""
    randomness = random.Random(seed)
    streaks = sheet.stencil()
    for _ in range(count):
        x, y = randomness.uniform(-60, sheet.width + 60), randomness.uniform(-80, sheet.height)
        long = length * randomness.uniform(0.5, 1.3)
        streaks.line([(x, y), (x + slant * long, y + long)], width, randomness.randrange(40, 200))
    return streaks.mask(0.7)
