"""Heads and shoulders for the portraits beside bylines, lit from one side."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageFilter

from .canvas import Colour, Stencil, mix, smooth, times
from .figures import limb
from .sheet import Sheet, torn

SIZE = (1000, 1000)
LIGHT: Colour = (255, 232, 200)
DARK: Colour = (24, 18, 22)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """Who sits for the picture: colours, hair, and what is worn."""

    wall: tuple[Colour, Colour]
    skin: Colour
    hair: Colour
    coat: Colour
    shirt: Colour
    style: str
    beard: bool = False
    glasses: bool = False
    seed: int = 1


def portrait(face: Face) -> Image.Image:
    s = Sheet(SIZE, [(0, face.wall[0]), (1, face.wall[1])])
    s.brush(mix(face.wall[1], DARK, 0.4), s.down((0, 255), (1, 255)), face.seed, (420, 300), 0.5)
    s.glow(170, 260, 620, LIGHT, 0.35)
    _hair_behind(s, face)
    _shoulders(s, face)
    _head(s, face)
    _features(s, face)
    _hair(s, face)
    # Half in shadow, as beside a window, then laid down in strokes.
    s.lay(
        DARK, times(s.across((0, 0), (0.44, 0), (0.68, 210), (1, 235)), s.clouds(300, 300, face.seed)), 0.95
    )
    s.image = s.image.crop((140, 90, 860, 810)).filter(ImageFilter.MedianFilter(9))
    s.size, (s.width, s.height) = s.image.size, s.image.size
    s.brush(LIGHT, s.down((0, 60), (1, 60)), face.seed + 20, (14, 90), 0.35, light=True)
    return s.finish(0.4, 0.6, face.seed)


def _laid(
    s: Sheet, shape: Stencil, tone: Colour, seed: int, reach: float = 26, light: float = 0.5
) -> Image.Image:
    mask = shape.mask(1.4)
    s.lay(tone, mask)
    s.brush(mix(tone, DARK, 0.5), mask, seed, (120, 150), 0.35)
    s.model(
        mask, mix(tone, LIGHT, light), mix(tone, DARK, 0.8), (-round(reach), -round(reach * 0.5)), reach, 0.9
    )
    return mask


def _shoulders(s: Sheet, face: Face) -> None:
    neck, coat, shirt = s.stencil(), s.stencil(), s.stencil()
    limb(neck, (505, 560), (510, 760), 92, 108)
    _laid(s, neck, mix(face.skin, DARK, 0.22), face.seed, 22)
    shirt.polygon(smooth([(385, 735), (510, 830), (635, 735), (700, 1010), (330, 1010)]))
    _laid(s, shirt, face.shirt, face.seed + 1, 16)
    for side in (-1, 1):
        coat.polygon(
            smooth(
                [
                    (510 + side * 112, 716),
                    (510 + side * 250, 772),
                    (510 + side * 372, 850),
                    (510 + side * 420, 1040),
                    (510 + side * 20, 1040),
                    (510 + side * 40, 940),
                    (510 + side * 108, 800),
                ]
            )
        )
    _laid(s, coat, face.coat, face.seed + 2, 34, 0.35)
    lapel = s.stencil()
    for side in (-1, 1):
        lapel.line([(510 + side * 118, 740), (510 + side * 168, 870), (510 + side * 44, 985)], 5)
    s.lay(DARK, lapel.mask(2), 0.6)


def _head(s: Sheet, face: Face) -> None:
    head, ear = s.stencil(), s.stencil()
    for side in (-1, 1):
        ear.disc(505 + side * 168, 440, 30, tall=1.6)
    _laid(s, ear, mix(face.skin, DARK, 0.15), face.seed, 10)
    head.polygon(
        smooth(
            [
                (505, 212),
                (612, 240),
                (668, 340),
                (668, 450),
                (640, 560),
                (575, 640),
                (505, 662),
                (435, 640),
                (370, 560),
                (342, 450),
                (342, 340),
                (398, 240),
            ]
        )
    )
    _laid(s, head, face.skin, face.seed + 4, 44, 0.6)
    if face.beard:
        beard = s.stencil()
        beard.polygon(
            smooth(
                [
                    (346, 470),
                    (392, 520),
                    (440, 548),
                    (505, 536),
                    (570, 548),
                    (618, 520),
                    (664, 470),
                    (650, 590),
                    (590, 680),
                    (505, 710),
                    (420, 680),
                    (360, 590),
                ]
            )
        )
        mask = torn(beard.mask(2), face.seed, 7)
        s.lay(face.hair, mask)
        s.model(mask, mix(face.hair, LIGHT, 0.5), DARK, (-18, -8), 18, 0.8)


def _features(s: Sheet, face: Face) -> None:
    shade, dark, light = s.stencil(), s.stencil(), s.stencil()
    for side in (-1, 1):
        x = 505 + side * 78
        shade.disc(x, 424, 50, tall=0.62)
        dark.disc(x, 430, 13, tall=0.8)
        dark.line(smooth([(x - 36, 428), (x, 412), (x + 36, 428)], closed=False), 7)
        dark.line(smooth([(x - 46, 388), (x + side * 4, 368), (x + 46, 386)], closed=False), 13)
    shade.polygon(smooth([(512, 420), (548, 520), (536, 546), (508, 552)]))
    shade.line(smooth([(452, 612), (505, 626), (558, 612)], closed=False), 12)
    s.lay(mix(face.skin, DARK, 0.6), shade.mask(12), 0.55)
    s.lay(mix(face.hair, DARK, 0.75), dark.mask(4), 0.8)
    mouth = s.stencil()
    mouth.polygon(smooth([(446, 592), (486, 582), (505, 587), (524, 582), (564, 592), (505, 612)]))
    s.lay(mix(face.skin, (110, 44, 40), 0.45), mouth.mask(5), 0.7)
    light.line(smooth([(494, 420), (488, 500), (478, 536)], closed=False), 12)
    s.shine(LIGHT, light.mask(9), 0.4)
    if face.glasses:
        frame = s.stencil()
        for side in (-1, 1):
            points = [
                (505 + side * (78 + x), 432 + y)
                for x, y in ((-58, -44), (58, -44), (62, 10), (30, 48), (-34, 48), (-60, 8))
            ]
            frame.line([*smooth(points), smooth(points)[0]], 6)
            frame.line([(505 + side * 140, 410), (505 + side * 172, 424)], 8)
        frame.line(smooth([(484, 424), (505, 416), (526, 424)], closed=False), 8)
        s.lay((28, 26, 30), frame.mask(1.6), 0.8)


def _hair_behind(s: Sheet, face: Face) -> None:
    if face.style == "long":
        hair = s.stencil()
        hair.polygon(
            smooth(
                [
                    (505, 150),
                    (690, 230),
                    (740, 440),
                    (726, 640),
                    (690, 760),
                    (320, 760),
                    (284, 640),
                    (270, 440),
                    (320, 230),
                ]
            )
        )
        _laid(s, hair, face.hair, face.seed + 6, 30, 0.3)


def _hair(s: Sheet, face: Face) -> None:
    hair = s.stencil()
    match face.style:
        case "short":
            outline = [(330, 420), (322, 300), (380, 190), (505, 150), (630, 184), (690, 300), (680, 420),
                       (654, 350), (610, 282), (540, 262), (440, 284), (372, 330)]  # fmt: skip
        case "long":
            outline = [(306, 560), (300, 330), (370, 190), (505, 146), (640, 190), (712, 330), (704, 560),
                       (668, 430), (640, 330), (560, 262), (470, 232), (400, 320), (346, 430)]  # fmt: skip
        case _:
            outline = [(318, 372), (322, 260), (390, 160), (505, 128), (620, 160), (690, 260), (694, 372),
                       (505, 322)]  # fmt: skip
    hair.polygon(smooth(outline))
    mask = hair.mask(1.4) if face.style == "wool" else torn(hair.mask(2), face.seed + 2, 8)
    s.lay(face.hair if face.style != "wool" else (44, 74, 84), mask)
    s.model(mask, mix(face.hair, LIGHT, 0.55), DARK, (-20, -10), 22, 0.75)
    s.brush(DARK, mask, face.seed + 9, (26, 160), 0.5)
    if face.style == "wool":
        rib = s.stencil()
        rib.polygon(smooth([(306, 330), (505, 282), (704, 330), (708, 396), (505, 346), (302, 396)]))
        _laid(s, rib, (38, 62, 72), 5, 14, 0.4)
