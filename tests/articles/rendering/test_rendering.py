"""A NewsItem as readers see it: nothing here touches a database."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from articles.newsitem import Byline, NewsItem, PhotoPlace, PhotoUse, Term
from articles.rendering.body import render_body, render_lead
from articles.rendering.card import DESCRIPTION_LENGTH, description
from articles.rendering.search_text import stemmed
from articles.rendering.story import NamedAuthor, Resolved
from articles.rendering.structured_data import for_site, structured_data
from media.renditions import Picture
from tests.cast import a_news_item

PICTURE = Picture(public_key="k" * 26, width=1600, height=1000)
USE = PhotoUse(
    key="p1", caption="The ferry.", credit_line="EPA / TOLGA AKMEN", alt="A ferry at night.", ref="p1"
)


def body_of(html: str, **fields: object) -> str:
    return render_body(a_news_item(body=html, photos=(USE,), **fields), {"p1": PICTURE}).html


class TestBody:
    def test_a_photo_comes_with_caption_and_credit(self) -> None:
        html = body_of('<p>One.</p><figure data-photo="p1"></figure><p>Two.</p>')
        assert (
            html.index("One.")
            < html.index("The ferry.")
            < html.index("EPA / TOLGA AKMEN")
            < html.index("Two.")
        )

    def test_a_caption_written_for_this_story_wins(self) -> None:
        html = body_of('<figure data-photo="p1" data-caption="Saved, for a year."></figure>')
        assert "Saved, for a\u00a0year." in html and "The ferry." not in html

    def test_an_alt_text_written_for_this_story_wins(self) -> None:
        html = body_of('<figure data-photo="p1" data-alt="Паром ночью."></figure>')
        assert 'alt="Паром ночью."' in html and "A ferry at night." not in html
        assert 'alt="A ferry at night."' in body_of('<figure data-photo="p1" data-alt=" "></figure>')

    def test_a_caption_is_never_read_out_as_alt_text(self) -> None:
        item = a_news_item(
            body='<figure data-photo="p1" data-caption="Here."></figure>', photos=(replace(USE, alt=""),)
        )
        assert 'alt=""' in render_body(item, {"p1": PICTURE}).html

    def test_a_decorative_photo_stays_so_whatever_the_story_says_of_it(self) -> None:
        use = replace(USE, is_decorative=True, is_alt_local=True, place=PhotoPlace.LEAD)
        item = a_news_item(body='<figure data-photo="p1" data-alt="Words."></figure>', photos=(use,))
        pictures = {"p1": PICTURE}
        assert 'alt=""' in render_body(item, pictures).html and 'alt=""' in render_lead(item, pictures)

    def test_a_photo_that_is_not_there_leaves_no_hole(self) -> None:
        assert (
            body_of('<p>One.</p><figure data-photo="gone"></figure><p>Two.</p>') == "<p>One.</p><p>Two.</p>"
        )

    def test_text_around_markup_is_kept(self) -> None:
        assert body_of("<p>5 &lt; 6 &amp; “so on”</p>") == "<p>5 &lt; 6 &amp; “so on”</p>"

    def test_an_embed_is_a_local_card_that_leads_there(self) -> None:
        html = body_of('<div data-embed="https://www.youtube.com/watch?v=1"></div>')
        assert 'href="https://www.youtube.com/watch?v=1"' in html
        assert "youtube.com" in html and "iframe" not in html

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "data:text/html,x", "//x", "file:///etc/passwd", ""]
    )
    def test_an_embed_that_leads_nowhere_good_is_left_out(self, address: str) -> None:
        assert body_of(f'<p>One.</p><div data-embed="{address}"></div>') == "<p>One.</p>"

    def test_footnotes_are_numbered_in_order(self) -> None:
        item = a_news_item(
            body='<p>A<sup data-footnote="First."></sup> b<sup data-footnote="Second."></sup></p>'
        )
        body = render_body(item, {})
        assert body.footnotes == ["First.", "Second."]
        assert 'href="#note-1"' in body.html and 'href="#note-2"' in body.html

    def test_a_lead_photo_without_credit_cannot_be_shown(self) -> None:
        use = PhotoUse(key="p1", place=PhotoPlace.LEAD, caption="The ferry.")
        with pytest.raises(ValueError, match="credit"):
            render_lead(a_news_item(photos=(use,)), {"p1": PICTURE})


class TestCard:
    def test_the_standfirst_else_the_first_paragraph(self) -> None:
        assert description(a_news_item(standfirst="Kept.")) == "Kept."
        assert description(a_news_item(body="<h2>Sub</h2><p>One.</p>")) == "One."

    def test_it_is_cut_at_a_word(self) -> None:
        text = description(a_news_item(standfirst="word " * 100))
        assert len(text) <= DESCRIPTION_LENGTH and text.endswith("word…")


class TestSearchText:
    @pytest.mark.parametrize(
        ("language", "one", "other"),
        [
            ("ru", "войны", "Война"),
            ("en", "Ferries", "ferry"),
            ("ru", "ёлка", "Елка"),
            ("uk", "Інтервʼю", "інтерв'ю"),
        ],
    )
    def test_forms_of_a_word_are_one(self, language: str, one: str, other: str) -> None:
        assert stemmed(one, language) == stemmed(other, language)

    def test_signs_are_not_words(self) -> None:
        assert stemmed('a* "b" NOT (c) -d col:e ^f', "en") == "a b not c d col e f"


class TestStructuredData:
    def story(self, **fields: object) -> dict[str, object]:
        item = NewsItem(
            **{
                "headline": "Council",
                "language": "en",
                "body": "<p>One.</p>",
                "section": Term(name="Politics"),
                "bylines": (Byline(name="Vera Lindqvist"),),
                "published_at": datetime(2026, 11, 24, 12, tzinfo=UTC),
                **fields,
            }  # type: ignore[arg-type]
        )
        authors = tuple(
            NamedAuthor(name=line.name, role=line.role, path="/authors/x/") for line in item.bylines
        )
        text = structured_data(
            Resolved(item=item, path="/articles/x/", site_name="The Wharf", authors=authors)
        )
        assert "<" not in text and ">" not in text and "\u2028" not in text
        return json.loads(text)  # type: ignore[no-any-return]

    @pytest.mark.parametrize("words", ["</script><script>", "<!--", "\u2028", '"\\', "&amp;"])
    def test_no_headline_breaks_out_of_the_script(self, words: str) -> None:
        assert self.story(headline=words)["headline"] == words

    def test_each_author_is_one_object_by_name_alone(self) -> None:
        names = (Byline(name="Vera Lindqvist"), Byline(name="Jan Holm"))
        data = self.story(bylines=names)
        assert [author["name"] for author in data["author"]] == ["Vera Lindqvist", "Jan Holm"]  # type: ignore[attr-defined,index]

    def test_without_a_byline_the_paper_is_the_author(self) -> None:
        assert self.story(bylines=())["author"][0]["name"] == "The Wharf"  # type: ignore[index]

    def test_dates_carry_a_zone(self) -> None:
        assert self.story()["datePublished"] == "2026-11-24T12:00:00+00:00"

    def test_the_sites_address_is_put_in_when_it_is_served(self) -> None:
        item = a_news_item(published_at=datetime(2026, 11, 24, 12, tzinfo=UTC))
        stored = structured_data(Resolved(item=item, path="/articles/x/", site_name="The Wharf"))
        assert "127.0.0.1" not in stored
        served = json.loads(for_site(stored, "https://wharf.example"))
        assert served["url"] == "https://wharf.example/articles/x/"
