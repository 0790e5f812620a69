"""The sanitiser: what an editor could have made stays, and nothing else does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from newsroom.lib.richtext import sanitise
from newsroom.lib.richtext.sanitiser import EDITOR_EXTENSIONS, PAGE_EXTENSIONS

ALLOWED = {
    "a": {"href", "rel", "title"},
    "blockquote": set(),
    "br": set(),
    "div": {"data-embed"},
    "em": set(),
    "figure": {"data-photo", "data-caption", "data-alt"},
    "h2": set(),
    "h3": set(),
    "hr": set(),
    "li": set(),
    "ol": {"start"},
    "p": set(),
    "strong": set(),
    "sup": {"data-footnote"},
    "ul": set(),
}
"""The whole dialect, as `NewsItem` promises it; written down here once more so that a wider one is noticed."""

FOR_PAGES_NOT = {"div", "figure", "sup"}


def offences(html: str, allowed: dict[str, set[str]] = ALLOWED) -> list[str]:
    """What a parser of its own finds in `html` that the dialect does not have."""
    if not html.strip():
        return []
    found = []
    for element in lxml_html.fragment_fromstring(html, create_parent="section").iterdescendants():
        tag = str(element.tag)
        if tag not in allowed:
            found.append(f"<{tag}>")
            continue
        found += [f"{tag} {name}" for name in element.attrib if name not in allowed[tag]]
        link = element.get("href", "")
        # As a browser reads it: control characters and spaces in front, tabs and line ends anywhere are nothing.
        read = re.sub(r"[\t\n\r]", "", link).lstrip("".join(map(chr, range(33))))
        scheme = re.match(r"([a-z][a-z0-9+.-]*):", read, re.IGNORECASE)
        if scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel"):
            found.append(f"{tag} href={link}")
    return found


class KeepTests:
    @pytest.mark.parametrize(
        "html",
        [
            "<p>The vote came at <strong>ten</strong> past <em>eleven</em>.<br>Nobody went home.</p>",
            "<h2>Subhead</h2><h3>Smaller</h3><hr>",
            "<ul><li><p>One</p></li></ul><ol><li><p>Two</p></li></ol>",
            "<blockquote><p>Said.</p></blockquote>",
            '<p><a href="https://example.org/a?b=c&amp;d=e" rel="noopener">source</a></p>',
            '<p><a href="mailto:desk@example.org" rel="noopener">write</a></p>',
            '<figure data-photo="k3" data-caption="The quay — “at night”"></figure>',
            '<figure data-photo="k3" data-caption="Причал" data-alt="Пустой причал, «ночь»"></figure>',
            '<div data-embed="https://video.example.org/v/1"></div>',
            '<p>Said so.<sup data-footnote="Minutes, p. 4 &lt;draft&gt;"></sup></p>',
            "<p>5 &lt; 6 &amp; «так» — да</p>",
        ],
    )
    def test_what_the_editor_makes_is_kept_as_it_is(self, html: str) -> None:
        assert sanitise(html) == html

    def test_an_empty_paragraph_is_nothing(self) -> None:
        assert sanitise("<p></p>") == sanitise("<p><br></p>") == sanitise("") == ""

    def test_pages_have_no_photos_embeds_or_footnotes(self) -> None:
        html = '<p>a<sup data-footnote="x"></sup></p><figure data-photo="k"></figure><div data-embed="https://e.org"></div>'
        assert sanitise(html, for_page=True) == "<p>a</p>"
        assert {"Photo", "Embed", "Footnote"} == set(EDITOR_EXTENSIONS) - set(PAGE_EXTENSIONS)


class DropTests:
    @pytest.mark.parametrize(
        ("html", "kept"),
        [
            ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
            ("<p>a<style>p{}</style>b</p>", "<p>ab</p>"),
            ('<p onclick="alert(1)" style="color:red" class="x" id="y">a</p>', "<p>a</p>"),
            (
                "<p><a>a</a> and <a href='vbscript:x'><strong>b</strong> c</a></p>",
                "<p>a and <strong>b</strong> c</p>",
            ),
            ('<p><a href="javascript:alert(1)">a</a></p>', "<p>a</p>"),
            ('<p><a href="&#106;avascript:alert(1)">a</a></p>', "<p>a</p>"),
            ('<p><a href="java\tscript:alert(1)">a</a></p>', "<p>a</p>"),
            ('<p><a href="data:text/html,x" target="_blank">a</a></p>', "<p>a</p>"),
            ('a<svg onload="alert(1)"><title>t</title></svg>b', "ab"),
            ("a<math><mi>x</mi></math>b", "ab"),
            ('a<iframe src="https://e.org"></iframe>b', "ab"),
            ('a<img src="x" onerror="alert(1)">b', "ab"),
            ("a<template><p>x</p></template>b", "ab"),
            ("a<!-- note to self -->b", "ab"),
            ('<form action="/"><input name="a">b</form>', "b"),
            ("<p>a\x00\x0bb\ud800</p>", "<p>ab</p>"),
            (
                '<base href="https://e.org"><meta http-equiv="refresh" content="0"><link rel="stylesheet" href="x">a',
                "a",
            ),
            ('<figure data-photo="k" onload="x" src="y"></figure>', '<figure data-photo="k"></figure>'),
        ],
    )
    def test_what_no_editor_could_make_is_dropped(self, html: str, kept: str) -> None:
        assert sanitise(html) == kept

    @given(st.text(alphabet="<>/=\"'&;:!- abhijopqrstuvxscript", max_size=120))
    def test_no_mixture_of_markup_leaves_the_dialect(self, html: str) -> None:
        assert offences(sanitise(html)) == []

    @given(
        st.lists(
            st.sampled_from(
                "<p> </p> <svg> </svg> <math> </math> <style> </style> <script> </script> <a href='javascript:x'> </a> "
                "<table> <td> <noscript> </noscript> <textarea> </textarea> <title> </title> <select> <!-- --> <![CDATA[ ]]> "
                "<figure data-photo='k'> </figure> <img src=x onerror=y> <template> </template> <mi> <mglyph> x".split(
                    " "
                )
            ),
            max_size=14,
        )
    )
    def test_no_nesting_leaves_the_dialect(self, parts: list[str]) -> None:
        once = sanitise("".join(parts))
        assert offences(once) == []
        assert (
            offences(
                sanitise("".join(parts), for_page=True),
                {t: a for t, a in ALLOWED.items() if t not in FOR_PAGES_NOT},
            )
            == []
        )

    def test_this_test_would_see_an_offence(self) -> None:
        assert offences("<p onclick='x'>a</p>") and offences("<script>x</script>") and offences("<svg></svg>")
        assert offences("<a href='JavaScript:x'>a</a>") and not offences("<a href='/terms/'>a</a>")


@pytest.mark.long
class RealPayloadTests:
    def payloads(self, folder: Path) -> list[str]:
        listed = json.loads((folder / "dompurify-payloads.part.json").read_text())
        lines = (folder / "xss-payload-list.part.txt").read_text(errors="replace").splitlines()
        return [one["payload"] for one in listed] + lines + json.loads((folder / "blns.json").read_text())

    def test_no_known_payload_leaves_the_dialect(
        self, shared_data: Path, long_sample: Callable[..., list[str]]
    ) -> None:
        payloads = long_sample(self.payloads(shared_data / "xss"), 1500)
        assert len(payloads) >= 1000
        found = {payload: bad for payload in payloads if (bad := offences(sanitise(payload)))}
        assert not found
