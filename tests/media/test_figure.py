"""The one function that renders photo, caption and credit."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse

from media.figure import address_of, figure, portrait, thumbnail
from media.renditions import Picture

KEY = "abcdefghjkmnpqrstuvwxyz234"
PICTURE = Picture(public_key=KEY, width=3000, height=2000, credit_line="EPA / TOLGA AKMEN")
HOSTILE = "\"'><script>alert(1)</script>&"


def rendered(picture: Picture | None = PICTURE, **words: Any) -> str:
    return figure(
        picture,
        **{
            "caption": "The ferry leaves.",
            "credit_line": "EPA / TOLGA AKMEN",
            "alt": "A lit ferry.",
            "is_decorative": False,
            "language": "en",
            **words,
        },
    )


class Reader(HTMLParser):
    """What a browser would find: elements with their attributes, and the text of each class."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def attributes(self, tag: str) -> dict[str, str | None]:
        return next(attributes for name, attributes in self.elements if name == tag)


class FigureTests:
    @pytest.mark.parametrize("credit_line", ["", "  ", "\n\u00a0"])
    def test_it_refuses_a_photo_without_credit(self, credit_line: str) -> None:
        with pytest.raises(ValueError, match="credit"):
            rendered(credit_line=credit_line)

    def test_it_leaves_no_hole_where_the_file_is_missing(self) -> None:
        assert rendered(None) == ""
        assert rendered(None, credit_line="") == ""

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", "Photo: EPA"),
            ("ru", "Фото: EPA"),
            ("uk", "Фото: EPA"),
            ("en-GB", "Photo: EPA"),
            ("de", "Photo: EPA"),
        ],
    )
    def test_the_credit_stands_under_the_photo_in_the_story_s_language(
        self, language: str, words: str
    ) -> None:
        markup = rendered(language=language)
        assert f'<span class="credit">{words} / TOLGA AKMEN</span></figcaption>' in markup

    def test_caption_and_credit_stand_apart(self) -> None:
        assert (
            '<figcaption><span class="caption">The ferry leaves.</span> '
            '<span class="credit">Photo: EPA / TOLGA AKMEN</span></figcaption>'
        ) in rendered()
        assert '<figcaption><span class="credit">' in rendered(caption=" ")

    def test_everything_is_escaped(self) -> None:
        markup = rendered(caption=HOSTILE, credit_line=HOSTILE, alt=HOSTILE)
        assert "<script" not in markup
        reader = Reader(markup)
        assert reader.attributes("img")["alt"] == HOSTILE
        assert reader.words == f"{HOSTILE} Photo: {HOSTILE}"

    def test_it_has_no_inline_style_and_no_script(self) -> None:
        for markup in (rendered(), rendered(place="lead"), thumbnail(PICTURE)):
            names = {name for _, attributes in Reader(markup).elements for name in attributes}
            assert "style" not in names
            assert not [name for name in names if name.startswith("on")]

    def test_width_and_height_are_always_told(self) -> None:
        for place in ("lead", "inline"):
            image = Reader(rendered(place=place)).attributes("img")
            assert int(image["height"] or 0) == round(int(image["width"] or 0) * 2 / 3)
        small = Picture(public_key=KEY, width=75, height=100)
        image = Reader(rendered(small)).attributes("img")
        assert (image["src"], image["width"], image["height"]) == (f"/media/{KEY}/75.jpg", "75", "100")

    def test_a_browser_may_choose_the_size_and_the_format(self) -> None:
        reader = Reader(rendered())
        source, image = reader.attributes("source"), reader.attributes("img")
        widths = (480, 800, 1200, 1600)
        assert source["type"] == "image/webp"
        assert source["srcset"] == ", ".join(f"/media/{KEY}/{width}.webp {width}w" for width in widths)
        assert image["srcset"] == ", ".join(f"/media/{KEY}/{width}.jpg {width}w" for width in widths)
        assert source["sizes"] == image["sizes"]

    def test_the_lead_comes_first_and_the_others_when_they_are_near(self) -> None:
        for place in ("lead", "front"):
            lead = Reader(rendered(place=place))
            assert lead.attributes("figure")["class"] == f"photo photo-{place}"
            assert lead.attributes("img")["loading"] == "eager"
            assert lead.attributes("img")["fetchpriority"] == "high"
            assert "auto" not in (lead.attributes("img")["sizes"] or ""), "only what is lazy can be measured"
        inline = Reader(rendered())
        assert inline.attributes("figure")["class"] == "photo photo-inline"
        assert inline.attributes("img")["loading"] == "lazy"
        assert "fetchpriority" not in inline.attributes("img")
        assert (inline.attributes("img")["sizes"] or "").startswith("auto, ")

    def test_a_decorative_photo_has_an_empty_alt_text(self) -> None:
        assert Reader(rendered(is_decorative=True)).attributes("img")["alt"] == ""
        assert Reader(rendered()).attributes("img")["alt"] == "A lit ferry."

    def test_the_caption_is_never_the_alt_text(self) -> None:
        assert Reader(rendered(alt="")).attributes("img")["alt"] == ""


class ThumbnailTests:
    def test_it_carries_the_credit_for_the_eye_and_for_the_ear(self) -> None:
        reader = Reader(thumbnail(PICTURE, alt="A lit ferry."))
        assert reader.attributes("span")["title"] == "Photo: EPA / TOLGA AKMEN"
        assert reader.words == "Photo: EPA / TOLGA AKMEN"

    def test_the_story_s_own_credit_and_language_come_first(self) -> None:
        assert Reader(thumbnail(PICTURE, credit_line="ТАСС", language="ru")).words == "Фото: ТАСС"

    def test_it_refuses_a_photo_without_credit(self) -> None:
        with pytest.raises(ValueError, match="credit"):
            thumbnail(Picture(public_key=KEY, width=30, height=20))

    def test_it_leaves_no_hole_where_the_file_is_missing(self) -> None:
        assert thumbnail(None) == ""


class AddressTests:
    def test_it_is_a_jpeg_about_as_wide_as_asked(self) -> None:
        assert address_of(PICTURE, 1200) == f"/media/{KEY}/1200.jpg"
        assert address_of(PICTURE, 1000) == f"/media/{KEY}/1200.jpg"
        assert address_of(PICTURE, 9000) == f"/media/{KEY}/1600.jpg"
        assert address_of(Picture(public_key=KEY, width=900, height=600), 1200) == f"/media/{KEY}/900.jpg"

    def test_it_is_where_the_view_stands(self) -> None:
        assert reverse("media:picture", args=[KEY, "480.jpg"]) == PICTURE.address(480)


class PortraitTests:
    def test_it_is_the_smallest_picture_and_its_title_is_the_credit(self) -> None:
        reader = Reader(portrait(PICTURE, language="ru"))
        assert reader.attributes("span")["title"] == "Фото: EPA / TOLGA AKMEN"
        assert reader.attributes("source")["srcset"] == f"/media/{KEY}/480.webp"
        image = reader.attributes("img")
        assert (image["src"], image["width"], image["height"]) == (f"/media/{KEY}/480.jpg", "480", "320")
        assert image["alt"] == ""

    def test_it_refuses_a_photo_without_credit(self) -> None:
        with pytest.raises(ValueError, match="credit"):
            portrait(dataclasses.replace(PICTURE, credit_line=" "), language="en")
