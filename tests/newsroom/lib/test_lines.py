"""Rich text read as lines of words, and changed without touching a tag."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.richtext.lines import Line, Lines

PAGES = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<em>", "</em>", "<br>", "<hr>", '<a href="x>y">', "</a>", "a", "b c", "&amp;", "&nbsp;", "<", ">"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


class LinesTests:
    def test_words_are_read_across_inline_markup(self) -> None:
        lines = Lines("<h2>One</h2><ul><li><p>t<em>w</em>o &amp; three<br>four</p></li></ul><p> </p>")
        assert [line.text for line in lines] == ["One", "two & three\nfour"]

    def test_a_change_goes_into_the_markup_of_its_first_letter(self) -> None:
        lines = Lines('<p>the <strong>ill</strong>egal <a href="x">boat</a></p>')
        lines[0].replace(4, 11, "smuggled")
        assert lines.html() == '<p>the <strong>smuggled</strong> <a href="x">boat</a></p>'

    def test_what_is_written_is_escaped(self) -> None:
        lines = Lines("<p>a and b</p>")
        lines[0].replace(2, 5, "<&>")
        assert lines.html() == "<p>a &lt;&amp;&gt; b</p>"

    def test_a_plain_text_is_one_line(self) -> None:
        line = Line.plain("Fish & chips")
        line.replace(0, 4, "Bread")
        assert line.text == "Bread & chips"

    @given(PAGES)
    def test_a_text_that_is_only_read_comes_back_byte_for_byte(self, html: str) -> None:
        lines = Lines(html)
        assert lines.html() == html
