"""What the Markdown writer writes, its reader reads back: every field, every character, whatever a body holds."""

from __future__ import annotations

import html as html_module
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from articles.exchange import formats
from articles.exchange.reading import InLibrary, Reading, Source, Vocabulary
from articles.exchange.writers import markdown
from articles.exchange.writers.markdown.body import markdown_of
from articles.newsitem import (
    Byline,
    BylineRole,
    CorrectionKind,
    CorrectionNotice,
    Embargo,
    NewsItem,
    PhotoPlace,
    PhotoUse,
    Standing,
    StoryState,
    Term,
)
from newsroom.lib.richtext import sanitise
from newsroom.lib.richtext.document import photo_keys

PATH = "2026-11-15-anything.md"


def read(data: bytes) -> Reading:
    return formats.read(Source(path=PATH, data=data), "markdown", Vocabulary())


def a_reading(body: str = "<p>Words.</p>", **fields: Any) -> Reading:
    standing = fields.pop("standing", Standing())
    library = fields.pop("library", {})
    item = NewsItem(
        **{"headline": "Reed", "language": "en", "import_ref": "en/1", "body": body, "source": PATH, **fields}
    )
    return Reading(item=item, standing=standing, library=library, is_named=True)


def assert_it_comes_back(reading: Reading) -> None:
    data = markdown.write(reading)
    again = read(data)
    assert again.warnings == (), data.decode()
    assert again.item == reading.item, data.decode()
    assert again == reading, data.decode()
    assert markdown.write(again) == data


FILES = {"1": "media/quay.jpg", "2": "media/boat (2).jpg"}
LEAD = PhotoUse(key="1", place=PhotoPlace.LEAD, file=FILES["1"])
INLINE = PhotoUse(key="2", place=PhotoPlace.INLINE, file=FILES["2"])


def photos_of(html: str) -> tuple[PhotoUse, ...]:
    """An inline photo that stands nowhere in the text would come to stand below it."""
    return (LEAD, INLINE) if "2" in photo_keys(html) else (LEAD,)


class BodyTests:
    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("<p>One.</p><p>Two.</p>", "One.\n\nTwo.\n"),
            ("<h2>Subhead</h2><h3>Smaller</h3><hr>", "## Subhead\n\n### Smaller\n\n---\n"),
            ("<p>A <em>b</em>, <strong>c</strong>?</p>", "A *b*, **c**?\n"),
            ("<p><strong>What did you see?</strong></p>", "**What did you see?**\n"),
            ("<p><strong>a <em>b</em></strong> <em>c <strong>d</strong></em></p>", "**a _b_** _c **d**_\n"),
            ("<p>One<br>two</p>", "One\\\ntwo\n"),
            ("<ul><li>one</li><li>two</li></ul>", "- one\n- two\n"),
            ("<ul><li><p>one</p></li><li><p>two</p></li></ul>", "- one\n\n- two\n"),
            ('<ol start="3"><li>a</li><li>b<ul><li>c</li></ul></li></ol>', "3. a\n4. b\n   - c\n"),
            ("<blockquote><p>Said.</p><p>More.</p></blockquote>", "> Said.\n>\n> More.\n"),
            (
                '<p><a href="https://e.org/a_(b)?c=d&amp;e=f" rel="noopener">link</a></p>',
                "[link](https://e.org/a_\\(b\\)?c=d&e=f)\n",
            ),
            ('<figure data-photo="1"></figure>', "![](media/quay.jpg)\n"),
            ('<figure data-photo="2"></figure>', "![](<media/boat \\(2\\).jpg>)\n"),
            ('<div data-embed="https://v.example/1"></div>', "<https://v.example/1>\n"),
            (
                '<p>a<sup data-footnote="One [1] *x*."></sup> b<sup data-footnote="Two"></sup></p>',
                "a[^1] b[^2]\n\n[^1]: One \\[1\\] \\*x\\*.\n\n[^2]: Two\n",
            ),
            ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b\n"),
        ],
    )
    def test_what_markdown_has_words_for_is_written_in_them(self, html: str, text: str) -> None:
        assert markdown_of(html, FILES) == text

    @pytest.mark.parametrize(
        "html",
        [
            "<ul><li><p>alone</p></li></ul>",
            "<p>wo<strong> r</strong>d</p>",
            "<p><em>a</em><em>b</em></p>",
            "<p>a<br></p>",
            "<p><br>a</p>",
            "<p></p><p>a</p>",
            "<blockquote>bare</blockquote>",
            "bare words",
            "<p>a</p>bare",
            '<figure data-photo="2" data-caption="Here &quot;so&quot;&#10;and so"></figure>',
            '<figure data-photo="2" data-alt="Here &quot;so&quot;&#10;and so"></figure>',
            '<ul><li><figure data-photo="1"></figure></li></ul>',
            '<p>a<sup data-footnote=""></sup></p>',
            '<p><a href="https://e.org/&lt;a&gt; b" rel="noopener" title="a &quot;b&quot;&#10;c">x</a></p>',
            '<p><a href="https://e.org" rel="noopener">https://e.org</a></p>',
            "<ul><li>a</li><li><p>b</p></li></ul>",
            "<h2>a<br>b</h2>",
        ],
    )
    def test_what_it_has_none_for_comes_back_all_the_same(self, html: str) -> None:
        assert_it_comes_back(a_reading(sanitise(html), photos=photos_of(html)))

    def test_a_photo_that_waits_for_its_file_stands_by_its_number(self) -> None:
        waiting = replace(INLINE, file="", caption="A boat.")
        assert_it_comes_back(a_reading('<p>a</p><figure data-photo="2"></figure>', photos=(LEAD, waiting)))

    @pytest.mark.parametrize(
        "words",
        [
            *("* a", "- a", "+ a", "1. a", "1) a", "2026. a year", "# a", "#a", "> a", "---", "===", "- - -", "~~~"),
            *("*a*", "_a_", "a_b_c", "__a__", "`a`", "[a](b)", "![a](b)", "[^1]", "[a]: b", "<b>", "&amp;", "&copy"),
            *("a\\", "\\*", " a", "a ", "\u00a0a\u00a0", "\u2003a", "\u3000", "a\u2028b", "a\x85b", "!", "a\tb"),
            *("    code", "\ta", "| a | b |", "a  b", "a#", "# #", "<!-- a -->", "<https://e.org>", "https://e.org"),
            *("a\nb", "a\n\nb", "\n", "***", "**", "a*b*c", "\ufeffa", "\u200b", "“«»”—…", "Ю́", "😀", "\\", "]", "=a"),
        ],
    )  # fmt: skip
    def test_no_character_means_more_than_itself(self, words: str) -> None:
        escaped, value = html_module.escape(words, quote=False), html_module.escape(words)
        for body in (
            f"<p>{escaped}</p>",
            f"<h2>{escaped}</h2>",
            f"<p>a<br>{escaped}<br>b</p>",
            f"<p>a <em>{escaped}</em> <strong>{escaped}</strong>{escaped}</p>",
            f"<ul><li>{escaped}</li><li>b</li></ul>",
            f"<blockquote><p>{escaped}</p></blockquote>",
            f'<p>a<sup data-footnote="{value}"></sup>{escaped}</p>',
            f'<p>{escaped}<a href="https://e.org/{value}" title="{value}" rel="noopener">{escaped}</a></p>',
        ):
            assert_it_comes_back(a_reading(sanitise(body)))


words = st.text(
    st.one_of(
        st.sampled_from("*_[]<>#-+.!|\\`~=&;:^(){}\"'/ \u00a0\n1290aб—«»“”"),
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
    ),
    max_size=14,
)  # fmt: skip
inline = st.recursive(
    words.map(lambda text: html_module.escape(text, quote=False)),
    lambda inner: st.one_of(
        st.builds(lambda tag, one: f"<{tag}>{one}</{tag}>", st.sampled_from(["em", "strong"]), inner),
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda one: f"{one}<br>{one}", inner),
        st.builds(
            lambda url, one: f'<a href="https://e.org/{html_module.escape(url)}">{one}</a>', words, inner
        ),
        st.builds(lambda note: f'a<sup data-footnote="{html_module.escape(note)}"></sup>', words),
    ),
    max_leaves=5,
)
simple = st.one_of(
    st.builds(lambda tag, one: f"<{tag}>{one}</{tag}>", st.sampled_from(["p", "p", "p", "h2", "h3"]), inline),
    st.just("<hr>"),
    st.just('<figure data-photo="2"></figure>'),
    st.builds(
        lambda caption: f'<figure data-photo="2" data-caption="{html_module.escape(caption)}"></figure>',
        words,
    ),
    words.map(lambda text: f'<div data-embed="https://v.example/{html_module.escape(text)}"></div>'),
)
blocks = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda many: f"<blockquote>{''.join(many)}</blockquote>"),
        st.builds(
            lambda tag, items: f"<{tag}>{''.join(f'<li>{one}</li>' for one in items)}</{tag}>",
            st.sampled_from(["ul", "ol", 'ol start="7"']),
            st.lists(st.one_of(inline, inner, st.lists(inner, max_size=2).map("".join)), min_size=1, max_size=3),
        ),
    ),
    max_leaves=5,
).map(lambda html: html.replace("</ol start=\"7\">", "</ol>"))  # fmt: skip
bodies = st.lists(blocks, max_size=4).map("".join)

BLANK = " \t\n"
said = words.map(lambda text: text.strip(BLANK))
names = words.map(lambda text: " ".join(text.replace(",", "").split())).filter(bool)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(lambda when: when.replace(tzinfo=UTC))


parts = st.floats(0, 1)
records = st.builds(
    InLibrary,
    caption=said,
    alt=st.none() | said,
    copyright_notice=st.none() | said,
    focal_point=st.none() | st.tuples(parts, parts),
)


class RandomTests:
    @given(bodies)
    def test_any_body_of_the_dialect_comes_back(self, html: str) -> None:
        body = sanitise(html)
        assert_it_comes_back(
            a_reading(body, photos=photos_of(body), standing=Standing(state=StoryState.DRAFT))
        )

    @given(st.data())
    def test_any_item_comes_back(self, data: st.DataObject) -> None:
        draw = data.draw
        photos = tuple(
            PhotoUse(
                key=str(number),
                place=PhotoPlace.LEAD,
                file=f"media/{number}.jpg",
                caption=draw(said),
                alt=draw(said),
                licence=draw(said),
                is_decorative=draw(st.booleans()),
                is_sensitive=draw(st.booleans()),
                is_graphic=draw(st.booleans()),
                rights_until=draw(st.none() | moments),
            )
            for number in range(1, draw(st.integers(1, 2)))
        )
        corrections = tuple(
            CorrectionNotice(kind=kind, text=text, made_at=when)
            for when, kind, text in sorted(
                draw(
                    st.lists(
                        st.tuples(moments, st.sampled_from(CorrectionKind), said.filter(bool)), max_size=3
                    )
                )
            )
        )
        assert_it_comes_back(
            a_reading(
                headline=draw(said.filter(bool)),
                kicker=draw(said),
                standfirst=draw(said),
                kind=draw(st.none() | said.filter(bool).map(lambda name: Term(name=name))),
                section=draw(st.none() | said.filter(bool).map(lambda name: Term(name=name))),
                bylines=tuple(draw(st.lists(st.builds(Byline, name=said.filter(bool), role=st.sampled_from(BylineRole), affiliation=said), max_size=3))),
                tags=tuple(Term(name=name) for name in draw(st.lists(names, max_size=4, unique_by=lambda name: name.casefold()))),
                photos=photos,
                corrections=corrections,
                published_at=draw(st.none() | moments),
                developing_until=draw(st.none() | moments),
                updated_at=draw(st.none() | moments),
                translation_of=draw(said),
                library={use.key: draw(records) for use in photos if draw(st.booleans())},
                standing=Standing(
                    state=StoryState.DRAFT,
                    visible_until=draw(st.none() | moments),
                    embargo=draw(st.none() | st.builds(Embargo, until=moments, reason=said.filter(bool))),
                ),
            )
        )  # fmt: skip


class StandingTests:
    WHEN = datetime(2026, 12, 9, 6, tzinfo=UTC)

    @pytest.mark.parametrize(
        "standing",
        [
            *(Standing(state=state) for state in StoryState if state not in (StoryState.SCHEDULED, StoryState.RETRACTED)),
            Standing(state=StoryState.SCHEDULED, scheduled_for=WHEN, visible_until=WHEN + timedelta(days=1)),
            Standing(state=StoryState.RETRACTED, notice="“It” was: not true.\nNot at all.", notice_at=WHEN),
            Standing(state=StoryState.RETRACTED, notice="No."),
            Standing(state=StoryState.UNPUBLISHED, notice="# Gone"),
            Standing(old_addresses=("/articles/2026/11/14/a/", "/b c.html", "/д/")),
            Standing(embargo=Embargo(until=WHEN, reason="a: b")),
        ],
    )  # fmt: skip
    def test_it_comes_back(self, standing: Standing) -> None:
        assert_it_comes_back(a_reading(standing=standing))


class InterchangeTests:
    def test_an_ordinary_yaml_reader_reads_the_same_words(self) -> None:
        reading = a_reading(
            headline="1984", kicker="no", standfirst="2026-11-15", tags=(Term(name="12"), Term(name="null"))
        )
        front = yaml.safe_load(markdown.write(reading).decode().split("---\n")[1])
        assert (front["headline"], front["kicker"], front["standfirst"]) == ("1984", "no", "2026-11-15")
        assert front["tags"] == ["12", "null"] and front["published_at"] is None

    def test_photographer_and_agency_are_said_only_where_the_credit_does_not_tell(self) -> None:
        credit = {"credit_line": "Ilka Morrow / LWS", "photographer": "Ilka Morrow", "agency": "LWS"}
        use = PhotoUse(key="1", place=PhotoPlace.LEAD, file="media/a.jpg", **credit)
        assert b"photographer" not in markdown.write(a_reading(photos=(use,)))
        assert_it_comes_back(a_reading(photos=(use,)))
        for changed in (replace(use, photographer=""), replace(use, agency="LWS Photo")):
            assert_it_comes_back(a_reading(photos=(changed,)))
