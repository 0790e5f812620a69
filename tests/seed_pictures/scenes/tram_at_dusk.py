"""A tram comes down a wet street under its wires; the last light stands at the end of the street."""

from __future__ import annotations

import random

from PIL import Image, ImageChops, ImageFilter

from .. import canvas as c
from ..figures import person

VANISHING: c.Point = (760, 590)
LIGHT: c.Colour = (255, 200, 126)
TRAM = (890.0, 742.0, 1.0)


def draw() -> Image.Image:
    image = c.sky(
        [
            (0, (34, 40, 74)),
            (0.22, (70, 68, 108)),
            (0.4, (150, 104, 116)),
            (0.52, (232, 158, 112)),
            (0.57, (252, 196, 136)),
            (1, (60, 50, 60)),
        ]
    )
    veil = c.times(
        c.levels(c.clouds((560, 90), 3, 5), 110, 245), c.band([(0, 255), (0.35, 190), (0.5, 40), (1, 0)])
    )
    c.lay(image, (44, 46, 82), veil, 0.6)
    c.glow(image, (760, 580), 520, (255, 190, 120), 0.7, tall=0.8)
    _ground(image)
    _street(image)
    far = Image.new("RGB", c.SIZE)
    c.glow(far, (760, 570), 470, (255, 255, 255), 1.0, tall=0.7, fall=1.3)
    c.lay(
        image, (240, 176, 130), c.times(far.getchannel(0), c.levels(c.clouds((400, 70), 7, 4), -80, 230)), 0.5
    )
    _rails(image)
    _tram_light(image)
    lights = _tram(image)
    _wet(image, lights)
    _wires(image)
    _people(image)
    c.vignette(image, 0.65)
    return c.grain(image, 0.55, 41)


def _toward(point: c.Point, share: float) -> c.Point:
    """The point moved towards the end of the street."""
    return point[0] + (VANISHING[0] - point[0]) * share, point[1] + (VANISHING[1] - point[1]) * share


def _ground(image: Image.Image) -> None:
    ground = c.Stencil()
    ground.box(-10, VANISHING[1] + 2, 1610, 1080)
    road = c.sky([(0, (74, 62, 70)), (0.56, (92, 74, 76)), (0.68, (50, 46, 58)), (1, (20, 21, 30))])
    image.paste(road, (0, 0), ground.mask(2))


def _street(image: Image.Image) -> None:
    """Fronts on both sides, from the far end to the near one, each darker than the one behind it."""
    randomness = random.Random(13)
    glass_lights = c.Stencil()
    for side in (-1, 1):
        edge = 760 + side * 1150
        shares = [0.91, 0.86, 0.79, 0.70, 0.58, 0.43, 0.24, 0.0]
        for step, near in enumerate(shares[1:], start=1):
            far = shares[step - 1]
            top = randomness.uniform(-560, -330) if near > 0 else -700
            walls = c.Stencil()
            corners = [
                _toward((edge, top), far),
                _toward((edge, top), near),
                _toward((edge, 1010), near),
                _toward((edge, 1010), far),
            ]
            walls.polygon(corners)
            cornice = [
                _toward((edge - side * 24, top), far),
                _toward((edge - side * 24, top), near),
                _toward((edge, top + 46), near),
                _toward((edge, top + 46), far),
            ]
            walls.polygon(cornice)
            if near > 0.3:
                a, b = _toward((edge, top), far), _toward((edge, top), near)
                walls.box(
                    (a[0] + b[0]) / 2 - 3,
                    min(a[1], b[1]) - 30 * (1 - near),
                    (a[0] + b[0]) / 2 + 12 * (1 - near),
                    max(a[1], b[1]) + 4,
                )
            distance = near**1.25
            c.lay(image, c.mix((13, 14, 25), (158, 108, 104), distance), walls.mask(0.8 + 1.5 * distance))
            _windows(glass_lights, edge, far, near, top, randomness)
    warm = glass_lights.mask(0.8)
    c.shine(image, (255, 190, 112), warm, 0.9)
    c.shine(image, (255, 176, 96), warm.filter(ImageFilter.GaussianBlur(12)), 0.9)


def _windows(
    s: c.Stencil, edge: float, far: float, near: float, top: float, randomness: random.Random
) -> None:
    columns, rows = 4, 6
    for column in range(columns):
        for row in range(rows):
            if randomness.random() > (0.2 if row < rows - 1 else 0.5):
                continue
            first = near + (far - near) * (column + 0.24) / columns
            second = near + (far - near) * (column + 0.72) / columns
            upper = top + 120 + (1010 - top - 150) * row / rows
            lower = upper + (1010 - top) / rows * (0.56 if row < rows - 1 else 0.72)
            s.polygon(
                [
                    _toward((edge, upper), first),
                    _toward((edge, upper), second),
                    _toward((edge, lower), second),
                    _toward((edge, lower), first),
                ],
                randomness.randrange(90, 230),
            )


def _tram_light(image: Image.Image) -> None:
    x, y, size = TRAM
    c.glow(image, (x, y - 70), 430 * size, (255, 196, 128), 0.5, tall=0.8)


def _tram(image: Image.Image) -> Image.Image:
    """The tram, head on; returns its lights alone, for the wet stones."""
    x, y, size = TRAM
    body, glass, trim = c.Stencil(), c.Stencil(), c.Stencil()
    shell = [
        (-102, 0),
        (-112, -60),
        (-112, -210),
        (-100, -286),
        (-78, -304),
        (78, -304),
        (100, -286),
        (112, -210),
        (112, -60),
        (102, 0),
    ]
    body.polygon([(x + dx * size, y + dy * size) for dx, dy in shell])
    body.box(x - 86, y - 4, x + 86, y + 16)
    body.polygon([(x - 52, y - 322), (x + 52, y - 322), (x + 60, y - 300), (x - 60, y - 300)])
    arms = [[(x - 8, y - 320), (x + 34, y - 372), (x + 2, y - 424)], [(x - 44, y - 426), (x + 48, y - 426)]]
    for arm in arms:
        body.line(arm, 4)
    glass.polygon(
        c.smooth(
            [
                (x - 92, y - 128),
                (x - 90, y - 210),
                (x - 80, y - 236),
                (x, y - 240),
                (x + 80, y - 236),
                (x + 90, y - 210),
                (x + 92, y - 128),
                (x, y - 122),
            ]
        )
    )
    sign = c.Stencil()
    sign.polygon([(x - 60, y - 290), (x + 60, y - 290), (x + 62, y - 256), (x - 62, y - 256)])
    trim.line([(x - 108, y - 100), (x, y - 92), (x + 108, y - 100)], 3)
    trim.line([(x - 104, y - 40), (x + 104, y - 40)], 2)
    lights = Image.new("RGB", c.SIZE)
    inside = c.times(glass.mask(1), c.levels(c.clouds((60, 50), 5, 3), -120, 200))
    lights.paste((255, 206, 136), (0, 0), c.scaled(inside, 0.92))
    driver = c.Stencil()
    driver.disc(x - 34, y - 184, 17, tall=1.2)
    driver.polygon(
        c.smooth(
            [(x - 78, y - 118), (x - 70, y - 152), (x - 34, y - 168), (x + 2, y - 150), (x + 10, y - 118)],
            closed=False,
        )
    )
    for place, height in ((42, 170), (62, 158), (22, 176)):
        driver.disc(x + place, y - height, 9, 170, tall=1.2)
        driver.box(x + place - 12, y - height + 11, x + place + 12, y - 118, 170)
    driver.box(x - 2, y - 240, x + 2, y - 122)
    lights = Image.composite(Image.new("RGB", c.SIZE, (30, 22, 20)), lights, driver.mask(1))
    lights.paste((255, 168, 84), (0, 0), c.scaled(sign.mask(1.2), 0.7))
    for side in (-1, 1):
        c.glow(lights, (x + side * 70, y - 66), 30, (255, 246, 222), 1.0, fall=1.1)
        c.glow(lights, (x + side * 70, y - 66), 18, (255, 255, 248), 1.0, fall=0.8)
    c.lay(image, (30, 26, 34), body.mask(0.9))
    c.shine(
        image,
        (150, 96, 70),
        c.times(body.mask(2), c.band([(0, 0), (0.56, 0), (0.64, 110), (0.7, 40), (1, 0)])),
        0.6,
    )
    c.shine(image, (214, 160, 120), trim.mask(0.7), 0.5)
    image.paste(ImageChops.screen(image, lights))
    bloom = lights.filter(ImageFilter.GaussianBlur(14)).point(lambda v: min(255, round(v * 1.7)))
    image.paste(ImageChops.screen(image, bloom))
    for side in (-1, 1):
        c.glow(image, (x + side * 70, y - 66), 150, (255, 226, 176), 0.9, fall=2.6)
    return lights


def _wet(image: Image.Image, lights: Image.Image) -> None:
    """Wet setts: rails that shine, and every light drawn downwards."""
    horizon = round(TRAM[1]) + 14
    mirrored = image.copy()
    c.reflect(mirrored, horizon, 9, 0.5, 1.0)
    mirrored = mirrored.filter(ImageFilter.GaussianBlur((3, 14)))
    below = c.band([(0, 0), ((horizon - 6) / 1067, 0), ((horizon + 14) / 1067, 165), (0.9, 130), (1, 60)])
    setts = c.levels(c.ripples((c.WIDTH, c.HEIGHT - 590), 22), 70, 200)
    stones = Image.new("L", c.SIZE)
    stones.paste(setts, (0, 590))
    image.paste(mirrored, (0, 0), c.times(below, c.levels(stones, -90, 160)))
    streaks = lights.copy()
    c.reflect(streaks, horizon, 11, 0.7, 1.7)
    streaks = streaks.filter(ImageFilter.GaussianBlur((4, 22))).point(lambda v: min(255, round(v * 2.2)))
    streaks = Image.composite(streaks, Image.new("RGB", c.SIZE), c.times(below, c.levels(stones, -20, 150)))
    image.paste(ImageChops.screen(image, streaks))
    c.lay(image, (10, 11, 18), c.times(_setts(), c.band([(0, 0), (0.6, 0), (0.72, 90), (1, 170)])), 0.5)


def _rails(image: Image.Image) -> None:
    rails = c.Stencil()
    for near in (374, 696, 1018, 1340):
        rails.polygon(
            [
                (near - 7, 1080),
                (near + 7, 1080),
                _toward((near, 1080), 0.985),
                _toward((near - 3, 1080), 0.985),
            ]
        )
    rail = rails.mask(0.8)
    c.lay(image, (12, 12, 18), c.shifted(rail, 3, 2), 0.7)
    c.shine(image, (255, 198, 140), c.times(rail, c.band([(0, 0), (0.56, 255), (0.78, 170), (1, 70)])), 0.85)


def _setts() -> Image.Image:
    """The joints between stones, in perspective."""
    joints = c.Stencil()
    y, step = 606.0, 3.0
    randomness = random.Random(3)
    while y < 1080:
        joints.line([(-10, y), (1610, y)], max(0.5, step * 0.09), 150)
        width = step * 2.3
        x = -10 + randomness.uniform(0, width)
        while x < 1610:
            if step > 7:
                joints.line(
                    [(x, y), (x + (x - 760) / (y - 590) * step, y + step)], max(0.6, step * 0.08), 150
                )
            x += width * randomness.uniform(0.85, 1.15)
        y += step
        step *= 1.052
    return joints.mask(0.9)


def _wires(image: Image.Image) -> None:
    wires = c.Stencil()
    # The wire of the left track runs to the end of the street, the other as far as the tram.
    wires.polygon([(600, -20), (606, -20), VANISHING])
    wires.polygon([(1048, -20), (1054, -20), (TRAM[0] + 1, TRAM[1] - 425), (TRAM[0] - 1, TRAM[1] - 425)])
    for share, left, right in ((0.34, 176, 168), (0.56, 182, 176), (0.7, 180, 176), (0.8, 180, 176)):
        start, end = _toward((-390, left - 330), share), _toward((1910, right - 330), share)
        wires.line(c.wire(start, end, 64 * (1 - share)), max(0.9, 3.2 * (1 - share)))
        for hang in (0.44, 0.56):
            x = start[0] + (end[0] - start[0]) * hang
            y = start[1] + (end[1] - start[1]) * hang + 64 * (1 - share) * 4 * hang * (1 - hang)
            wires.disc(x, y, 4.4 * (1 - share) + 0.6)
    c.lay(image, (20, 20, 34), wires.mask(0.6), 0.92)


def _people(image: Image.Image) -> None:
    crowd, wet = c.Stencil(), c.Stencil()
    for x, ground, height, lean, coat in (
        (262, 968, 262, 0.12, 1.0),
        (346, 928, 214, -0.2, 1.1),
        (1388, 884, 176, 0.35, 1.0),
        (486, 792, 108, 0.0, 1.0),
        (516, 786, 100, 0.3, 1.0),
    ):
        person(crowd, x, ground, height, lean, coat)
        wet.disc(x, ground + height * 0.34, height * 0.11, 190, tall=3.2)
    c.lay(image, (12, 12, 20), c.times(wet.mask(9), c.levels(c.clouds((60, 9), 4, 3), 20, 170)), 0.75)
    _umbrella(crowd, 304, 668)
    mask = crowd.mask(1.1)
    c.lay(image, (11, 11, 18), mask)
    rim = c.times(
        ImageChops.subtract(mask, c.shifted(mask, -2, 1)), c.across([(0, 255), (0.4, 255), (0.5, 0), (1, 0)])
    )
    c.shine(image, (255, 196, 134), rim, 0.42)


def _umbrella(s: c.Stencil, x: float, top: float) -> None:
    """Open, its edge drawn in between the ribs."""
    half, low = 112, 74
    dome = [
        (-half, low),
        (-half * 0.8, 34),
        (-half * 0.42, 8),
        (0, 0),
        (half * 0.42, 8),
        (half * 0.8, 34),
        (half, low),
    ]
    edge = [(x + dx, top + dy) for dx, dy in c.smooth(dome, closed=False)]
    ribs = (half, half * 0.56, 0.0, -half * 0.56, -half)
    for right, left in zip(ribs, ribs[1:], strict=False):
        edge += c.wire((x + right, top + low), (x + left, top + low), -13)
    s.polygon(edge)
    s.line([(x, top - 12), (x, top + 4)], 4)
    s.line([(x, top + 40), (x - 4, top + 176)], 4)
