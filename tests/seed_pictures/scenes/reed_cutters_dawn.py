"""Reed cutters in file against a low sun, water to their ankles, the standing reed on either side."""

from __future__ import annotations

from PIL import Image, ImageChops

from ..canvas import Colour, smooth, times
from ..figures import STANDING, WALKING, figure, limb, reeds
from ..sheet import WIDE, Sheet, mirrored, torn, water_light

HORIZON = 560
GROUND = 716
SUN: Colour = (255, 232, 190)


def draw() -> Image.Image:
    s = Sheet(
        WIDE,
        [
            (0, (132, 150, 172)),
            (0.3, (196, 184, 186)),
            (0.52, (244, 202, 172)),
            (0.63, (255, 226, 186)),
            (1, (255, 226, 186)),
        ],
    )
    s.brush((112, 124, 152), s.down((0, 230), (0.4, 120), (0.56, 0)), 7, (640, 46), 0.55)
    s.brush((255, 196, 168), s.down((0, 60), (0.35, 220), (0.56, 40)), 9, (560, 30), 0.6, light=True)
    s.glow(1010, 500, 700, SUN, 0.8, tall=0.6)
    s.glow(1010, 500, 120, (255, 246, 224), 1.0, fall=0.9)
    _far(s)
    s.reflect(HORIZON, 4, 0.9, 1.1, water_light(s, HORIZON, 5, (255, 226, 190), (112, 118, 140), 0.4))
    s.mist((255, 226, 196), 3, (0.5, 0), (0.6, 210), (0.67, 120), (0.78, 0))
    _people(s)
    _near(s)
    s.bloom(200, 26, 0.35)
    return s.finish(0.4, 0.5, 3)


def _far(s: Sheet) -> None:
    hills = smooth([(-30, 520), (300, 496), (700, 512), (1100, 494), (1640, 516)], closed=False)
    s.fill((206, 172, 164), hills + [(1640, 570), (-30, 570)], blur=3, strength=0.8)
    for seed, tone, top, left in ((1, (196, 158, 142), 60, 0), (2, (166, 126, 110), 96, 1)):
        bed = s.stencil()
        reeds(bed, (-40, 620 - 160 * left), HORIZON + 8, (top * 0.7, top), 420, seed, 0.1, 1.5)
        reeds(bed, (1240 + 100 * left, 1650), HORIZON + 8, (top * 0.8, top * 1.25), 330, seed + 20, 0.1, 1.5)
        s.lay(tone, bed.mask(1.2))
        s.mist((255, 222, 190), seed, (0.5, 0), (0.62, 130), (0.66, 130))


def _people(s: Sheet) -> None:
    """Four of them, two with scythes over the shoulder, two under sheaves."""
    group, straw = s.stencil(), s.stencil()
    back = WALKING | {"knee": (0.55, 2.1), "foot": (0.9, 0.1), "knee2": (-0.1, 2.0), "foot2": (-0.75, 0.25)}
    halt = STANDING | {"head": (-0.2, 6.95), "hand": (-0.3, 4.4), "elbow": (-0.95, 5.0)}
    file = (
        (1196, 30, "scythe", WALKING, "cap"), (1012, 32, "sheaf", back, "wool"), (742, 34, "sheaf", WALKING, "wool"),
        (586, 33, "scythe", halt, "brim"),
    )  # fmt: skip
    for x, head, load, pose, hat in file:
        lifted = {"hand2": (0.6, 5.6), "elbow2": (0.85, 4.8)}
        at = figure(group, x, GROUND + 4, head, pose | lifted, 1, 0.72, 0.9, hat)
        for knee, foot in (("knee", "foot"), ("knee2", "foot2")):
            limb(group, at[knee], at[foot], 0.33 * head, 0.27 * head)
        hand = at["hand2"]
        if load == "scythe":
            end = (x - 3.6 * head, GROUND - 7.6 * head)
            limb(group, (x + 2.0 * head, GROUND - 4.7 * head), end, 3, 3)
            blade = smooth([end, (end[0] - 14, end[1] + 40), (end[0] - 4, end[1] + 92)], closed=False)
            group.polygon(blade + [(end[0] + 6, end[1] + 40), (end[0] + 5, end[1])])
        else:
            low, high = (
                (hand[0] + 1.7 * head, hand[1] - 0.2 * head),
                (hand[0] - 4.6 * head, hand[1] - 2.0 * head),
            )
            limb(straw, low, high, 0.34 * head, 0.8 * head)
            for step in range(26):
                straw.line([high, (high[0] - 46 - (step % 5) * 9, high[1] - 14 + (step - 13) * 2.6)], 2)
    both = ImageChops.lighter(group.mask(1), straw.mask(1))
    broken = s.clouds(90, 8, 3).point([min(255, v * 2) for v in range(256)])
    s.lay((92, 80, 96), times(torn(mirrored(both, GROUND), 6, 4, 0.45), broken), 0.75)
    people, sheaves = group.mask(0.9), torn(straw.mask(0.8), 8, 1.4, 0.25)
    s.lay((150, 104, 62), sheaves)
    s.brush((255, 214, 140), sheaves, 3, (60, 8), 0.7, light=True)
    s.lay((62, 50, 62), people)
    s.rim(people, (255, 214, 160), (3, -2), 0.7)
    s.mist((255, 228, 200), 9, (0.76, 0), (0.797, 120), (0.83, 0), wide=900)
    s.rim(sheaves, (255, 226, 170), (2, -4), 0.7)


def _near(s: Sheet) -> None:
    for seed, tone, span, heights in (
        (41, (120, 88, 66), (-40, 300), (260, 470)),
        (42, (78, 58, 52), (-60, 190), (330, 620)),
        (43, (92, 68, 56), (1400, 1660), (220, 430)),
        (44, (60, 46, 46), (1500, 1670), (300, 560)),
    ):
        bed = s.stencil()
        reeds(bed, span, 920, heights, 110, seed, 0.1, 3.0)
        mask = bed.mask(1.3)
        s.lay(tone, mask)
        s.rim(mask, SUN, (2, -1) if span[0] < 0 else (-2, -1), 0.55)
