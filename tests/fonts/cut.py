"""Cuts the site's fonts to what its pages set, from three npm packages, into newsroom/static/newsroom/fonts/.

    npm pack source-serif@4.5.1 @fontsource-variable/source-serif-4@5.3.1 @fontsource-variable/golos-text@5.3.0
    (unpack each into PACKAGES/<its name without scope>/)
    pip install fonttools brotli
    python tests/fonts/cut.py PACKAGES

Source Serif is cut from Adobe's own files, because the subsets of @fontsource have lost the old-style figures; the
ranges are @fontsource's. Weights 400 to 600 and optical sizes from 20 are all that the style sheets ask for, and
half the bytes. A changed font may not carry the reserved name, so it is called Newsroom Serif.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parents[2] / "newsroom" / "static" / "newsroom" / "fonts"
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
STYLES = {"": "Roman", "-italic": "Italic"}
FEATURES = ["ccmp", "locl", "liga", "kern", "mark", "mkmk", "onum", "pnum", "lnum", "tnum"]
BASICS = (
    "U+0020-0040,U+005B,U+005D,U+00A0,U+00A7,U+00A9,U+00AB,U+00AD,U+00B0,U+00B7,U+00BB,U+2009,U+2010-2014,"
    "U+2018-201E,U+2026,U+202F"
)
"""Space, figures, marks: in the Cyrillic file too, so that a Russian page needs no Latin one and « kerns with its letter."""


def code_points(ranges: str) -> set[int]:
    found: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def narrowed(path: Path, **limits: tuple[int, int]) -> bytes:
    font = TTFont(path)
    instantiateVariableFont(font, limits, inplace=True)
    font["fvar"].instances = []
    if "STAT" in font:
        del font["STAT"]
    font.flavor = None
    return saved(font)


def saved(font: TTFont) -> bytes:
    sink = io.BytesIO()
    font.save(sink)
    return sink.getvalue()


def renamed(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID not in (0, 7, 13, 14):
            record.string = (
                str(record)
                .replace("Source Serif 4", "Newsroom Serif")
                .replace("SourceSerif4", "NewsroomSerif")
            )


def cut(content: bytes, ranges: str) -> bytes:
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    options = subset.Options(
        layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=code_points(ranges))
    cutter.subset(font)
    renamed(font)
    font.flavor = "woff2"
    return saved(font)


def cut_serif(packages: Path) -> None:
    ranges = json.loads((packages / "source-serif-4" / "unicode.json").read_text())
    ranges["cyrillic"] += f",{BASICS}"
    for suffix, style in STYLES.items():
        source = packages / "source-serif" / "VAR" / f"SourceSerif4Variable-{style}.ttf"
        content = narrowed(source, wght=(400, 600), opsz=(20, 60))
        for name in SUBSETS:
            (FONTS / f"serif{suffix}-{name}.woff2").write_bytes(cut(content, ranges[name]))


def cut_sans(packages: Path) -> None:
    """The files come in subsets already."""
    for name in SUBSETS:
        source = packages / "golos-text" / "files" / f"golos-text-{name}-wght-normal.woff2"
        font = TTFont(io.BytesIO(narrowed(source, wght=(400, 600))), recalcTimestamp=False)
        font.flavor = "woff2"
        (FONTS / f"sans-{name}.woff2").write_bytes(saved(font))


if __name__ == "__main__":
    where = Path(sys.argv[1])
    cut_serif(where)
    cut_sans(where)
