"""Three islands in a brown-green river, straight from above, with a ship and its wash in the channel."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .. import canvas as c

# Heights from deep water to tree tops, with the colour that each has from the air.
PALETTE = [
    (0.00, (20, 44, 52)),
    (0.26, (30, 62, 66)),
    (0.40, (52, 88, 84)),
    (0.475, (96, 122, 104)),
    (0.50, (150, 152, 122)),
    (0.515, (184, 176, 146)),
    (0.535, (172, 154, 112)),
    (0.56, (148, 122, 74)),
    (0.62, (112, 98, 56)),
    (0.70, (78, 82, 48)),
    (0.82, (54, 66, 42)),
    (1.00, (40, 52, 36)),
]
ISLANDS = (
    # middle, length, breadth, turn in degrees, strength
    ((400, 250), 660, 236, 26, 190),
    ((770, 590), 350, 138, 38, 174),
    ((1200, 830), 640, 226, 31, 192),
)


def draw() -> Image.Image:
    heights = _heights()
    image = _coloured(heights)
    _relief(image, heights)
    _trees(image, heights)
    _creeks(image, heights)
    _water_light(image, heights)
    _shore(image, heights)
    _ship(image)
    c.mist(image, (214, 216, 206), [(0, 130), (0.2, 50), (0.4, 0), (1, 0)], 77, (620, 300), 130)
    c.vignette(image, 0.38)
    return c.grain(image, 0.42, 12)


def _heights() -> Image.Image:
    ground = Image.new("L", c.SIZE, 58)
    for (x, y), length, breadth, turn, strength in ISLANDS:
        spot = Image.new("L", c.SIZE)
        one = c.Stencil()
        angle = math.radians(turn)
        outline = []
        for step in range(60):
            around = math.tau * step / 60
            # A blunt head upstream, a long tail downstream.
            along = math.cos(around) * length / 2
            wide = (
                math.sin(around) * breadth / 2 * (1 + 0.34 * math.cos(around) - 0.12 * math.cos(2 * around))
            )
            outline.append(
                (
                    x + along * math.cos(angle) - wide * math.sin(angle),
                    y + along * math.sin(angle) + wide * math.cos(angle),
                )
            )
        one.polygon(outline, strength)
        spot = one.mask(44)
        ground = ImageChops.lighter(ground, spot)
    banks = c.Stencil()
    banks.polygon(
        c.smooth([(-60, 470), (120, 640), (330, 860), (520, 980), (640, 1140), (-60, 1140)], closed=False),
        205,
    )
    banks.polygon(
        c.smooth([(1020, -60), (1180, 60), (1330, 230), (1500, 330), (1680, 400), (1680, -60)], closed=False),
        205,
    )
    ground = ImageChops.lighter(ground, banks.mask(40))
    rough = c.clouds((210, 170), 91, 6)
    fine = c.clouds((64, 52), 17, 5)
    ground = Image.blend(ground, rough, 0.3)
    return Image.blend(ground, fine, 0.13)


def _coloured(heights: Image.Image) -> Image.Image:
    table = c.ramp(PALETTE, 256)
    return Image.merge("RGB", [heights.point([colour[channel] for colour in table]) for channel in range(3)])


def _relief(image: Image.Image, heights: Image.Image) -> None:
    """Light from the left, low: slopes towards it shine, the others are dark."""
    soft = heights.filter(ImageFilter.GaussianBlur(1.1))
    slope = ImageChops.subtract(soft, c.shifted(soft, 5, 4), 0.16, 128)
    # Nothing is known of what lies outside the frame: no slope there.
    frame = Image.new("L", c.SIZE, 128)
    frame.paste(slope.crop((10, 10, c.WIDTH - 10, c.HEIGHT - 10)), (10, 10))
    slope = frame
    land = c.levels(heights, 126, 136)
    c.shine(image, (250, 236, 196), c.times(c.levels(slope, 140, 255), land), 0.4)
    c.lay(image, (18, 24, 22), c.times(c.levels(ImageChops.invert(slope), 140, 255), land), 0.6)


def _trees(image: Image.Image, heights: Image.Image) -> None:
    """Crowns of willows, each with its shadow, where the ground is high enough."""
    randomness = random.Random(55)
    woods = c.clouds((120, 110), 33, 4)
    crowns, shadows, tops = c.Stencil(), c.Stencil(), c.Stencil()
    for _ in range(26000):
        x, y = randomness.randrange(1600), randomness.randrange(1067)
        if heights.getpixel((x, y)) < 152 or woods.getpixel((x, y)) < 116:
            continue
        radius = randomness.uniform(2.0, 4.6)
        shadows.disc(x + radius * 0.9, y + radius * 0.7, radius)
        crowns.disc(x, y, radius, randomness.randrange(120, 255))
        tops.disc(x - radius * 0.3, y - radius * 0.3, radius * 0.5, randomness.randrange(60, 220))
    c.lay(image, (16, 24, 20), shadows.mask(1.2), 0.6)
    c.lay(image, (62, 74, 42), crowns.mask(0.6), 0.85)
    c.shine(image, (168, 156, 84), tops.mask(0.7), 0.4)


def _creeks(image: Image.Image, heights: Image.Image) -> None:
    """Narrow water that winds through the reeds."""
    winding = c.clouds((230, 200), 72, 4)
    thin = c.times(c.levels(winding, 120, 127), c.levels(ImageChops.invert(winding), 120, 127))
    thin = c.times(thin, c.levels(heights, 132, 138), c.levels(ImageChops.invert(heights), 80, 92))
    c.lay(image, (44, 74, 74), thin.filter(ImageFilter.GaussianBlur(1)), 0.85)


def _water_light(image: Image.Image, heights: Image.Image) -> None:
    """The current drawn out along the river, and the sun in it."""
    water = c.levels(ImageChops.invert(heights), 128, 140)
    current = c.clouds((520, 26), 29, 5, (2100, 2100)).rotate(-36, Image.Resampling.BICUBIC)
    current = current.crop((250, 516, 1850, 1583))
    c.shine(image, (120, 140, 122), c.times(c.levels(current, 130, 230, 1.3), water), 0.2)
    c.lay(image, (14, 34, 42), c.times(c.levels(ImageChops.invert(current), 130, 230, 1.2), water), 0.3)
    plume = (
        c.clouds((420, 60), 8, 4, (2100, 2100))
        .rotate(-34, Image.Resampling.BICUBIC)
        .crop((250, 516, 1850, 1583))
    )
    near = c.times(c.levels(heights, 86, 126), water)
    c.lay(image, (150, 140, 102), c.times(c.levels(plume, 120, 220), near), 0.5)
    sparkle = c.times(c.levels(c.static(c.SIZE, 6).filter(ImageFilter.GaussianBlur(0.8)), 148, 190), water)
    spot = Image.new("RGB", c.SIZE)
    c.glow(spot, (560, 640), 560, (255, 255, 255), 1.0, tall=0.6, fall=1.4)
    c.shine(image, (236, 226, 190), c.times(sparkle, spot.getchannel(0)), 0.14)
    c.shine(image, (226, 212, 170), c.times(spot.getchannel(0), water, c.levels(current, 60, 230)), 0.3)


def _shore(image: Image.Image, heights: Image.Image) -> None:
    """A pale line where small waves break."""
    soft = heights.filter(ImageFilter.GaussianBlur(0.8))
    line = c.times(c.levels(soft, 121, 126), c.levels(ImageChops.invert(soft), 121, 127))
    c.lay(image, (222, 220, 204), c.times(line, c.levels(c.clouds((60, 60), 14, 3), 90, 200)), 0.7)


def _ship(image: Image.Image) -> None:
    """A barge train in the channel between the middle island and the far bank."""
    tile, way = Image.new("L", (760 * 3, 300 * 3)), 32.0
    pen = ImageDraw.Draw(tile)
    middle, bow = 150 * 3, 690 * 3
    for step in range(150):
        back = step * 4 * 3
        spread = 12 * 3 + back * 0.17
        fade = round(150 * (1 - step / 150) ** 1.5 * (0.6 + 0.4 * math.sin(step * 1.1) ** 2))
        for side in (-1, 1):
            y = middle + side * spread
            pen.line(
                [(bow - back - 26, y + side * 5), (bow - back + 20, y - side * 5)],
                fill=fade,
                width=max(2, round(9 + step * 0.05)),
            )
    for step in range(110):
        back = 110 * 3 + step * 4 * 3
        half = 9 * 3 + step * 0.25
        pen.line(
            [(bow - back, middle - half), (bow - back, middle + half)],
            fill=round(150 * (1 - step / 110) ** 1.3),
            width=10,
        )
    hull = Image.new("L", tile.size)
    ImageDraw.Draw(hull).polygon(
        [
            (bow - 118 * 3, middle - 27),
            (bow - 20 * 3, middle - 27),
            (bow + 12, middle),
            (bow - 20 * 3, middle + 27),
            (bow - 118 * 3, middle + 27),
        ],
        fill=255,
    )
    deck = Image.new("L", tile.size)
    for left in range(5):
        ImageDraw.Draw(deck).rectangle(
            (bow - 88 * 3 + left * 42, middle - 19, bow - 88 * 3 + left * 42 + 34, middle + 19),
            fill=200 - left % 2 * 70,
        )
    house = Image.new("L", tile.size)
    ImageDraw.Draw(house).rectangle((bow - 114 * 3, middle - 21, bow - 98 * 3, middle + 21), fill=255)
    place = (506, -30)

    def turned(layer: Image.Image, blur: float) -> Image.Image:
        small = layer.resize((760, 300), Image.Resampling.BOX).rotate(
            -way, Image.Resampling.BICUBIC, expand=True
        )
        mask = Image.new("L", c.SIZE)
        mask.paste(small.filter(ImageFilter.GaussianBlur(blur)), place)
        return mask

    c.shine(
        image, (226, 232, 220), c.times(turned(tile, 1.6), c.levels(c.clouds((18, 18), 3, 3), 20, 190)), 0.8
    )
    c.lay(image, (12, 24, 28), c.shifted(turned(hull, 1.6), 4, 4), 0.6)
    c.lay(image, (58, 48, 46), turned(hull, 0.6))
    c.lay(image, (150, 104, 74), turned(deck, 0.5), 0.9)
    c.lay(image, (226, 224, 214), turned(house, 0.5))
