"""From the story's data to the bytes of its PDF, by typst: tagged, with its fonts inside, the same in every process."""

from __future__ import annotations

import io
import json
import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from articles.rendering.pdf.document import Sheet, data_of

logger = logging.getLogger(__name__)

LAYOUT = 2
"""Raise it with every change of what a PDF looks like: those that are kept are then made anew."""
HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "story.typ"
FONTS = HERE / "fonts"
STANDARD = "ua-1"


def typeset(sheet: Sheet, photos: Mapping[str, bytes]) -> bytes:
    """The PDF. `photos` are JPEGs by the key that the story knows each by."""
    data = data_of(sheet, photos)
    # Typst reads files, not bytes: each compilation has a folder of its own, which is gone afterwards.
    with tempfile.TemporaryDirectory(prefix="newsroom-pdf-") as folder:
        root = Path(folder)
        (root / "story.typ").write_bytes(TEMPLATE.read_bytes())
        files = {}
        for number, (key, content) in enumerate(sorted(photos.items()), start=1):
            (root / f"{number}.jpg").write_bytes(content)
            files[key] = {"name": f"{number}.jpg", "slope": _slope(content)}
        return _compiled(root, data | {"files": files})


def _slope(content: bytes) -> float:
    """Height by width."""
    with Image.open(io.BytesIO(content)) as image:
        return image.height / image.width


def _compiled(root: Path, data: dict[str, Any]) -> bytes:
    try:
        return _compile(root, data, STANDARD)
    except typst.TypstError as error:
        # A letter that no font has keeps no standard, and is no reason to have no PDF. What cannot be set at all
        # fails again here.
        logger.warning("The PDF of %s does not keep %s: %s", data["address"], STANDARD, error)
        return _compile(root, data, None)


def _compile(root: Path, data: dict[str, Any], standard: Any) -> bytes:
    made = typst.compile(
        str(root / "story.typ"),
        root=str(root),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=standard or [],
    )
    assert isinstance(made, bytes)
    return made
