"""Stories coming in: known again, never twice, never by halves, and never over what the desk has done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from articles.exchange import ingest
from articles.exchange.ingest import Outcome, Status
from articles.exchange.photo_desk import PhotoDesk
from articles.exchange.recognition import import_ref_of
from articles.models import (
    Article,
    Author,
    AuthorName,
    DeskState,
    Kind,
    KindName,
    PublishedArticle,
    Revision,
    Section,
    SectionName,
    Tag,
)
from articles.newsitem import PhotoPlace
from articles.workflow import actions, publication, revisions
from media.models import Agency, Photo
from newsroom.models import FooterLink, Page, SiteWords, User
from tests.articles.exchange.pages import (
    CAPTION,
    FOOTER,
    HEADLINE,
    PARAGRAPHS,
    a_page,
    a_picture_file,
    bring_in,
    codes,
    lay,
)
from tests.cast import Cast, a_news_item, a_section, an_author
from tests.media.pictures import RED

ALT = "A lit ferry on dark water."


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Path:
    """Where the pages of a test lie."""
    return tmp_path / "pages"


def the_story() -> Article:
    return Article.objects.get()


def everything_counted() -> dict[str, int]:
    models = (Article, Revision, Section, Kind, Author, Tag, Photo, Page, FooterLink, SiteWords)
    return {model.__name__: model._default_manager.count() for model in models}


def rewritten(**changes: Any) -> str:
    """The page with another end, which its ref does not depend on."""
    return a_page(paragraphs=(PARAGRAPHS[0], "The council changed its mind on Monday."), **changes)


def edit_at_desk(article: Article, by: User | None = None, **fields: Any) -> Revision:
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return revisions.record(article, by, based_on=article.latest_revision)


class FirstImportTests:
    def test_a_page_becomes_a_draft_with_all_that_it_names(self, folder: Path) -> None:
        (outcome,) = bring_in(lay(folder, "ferry.txt", a_page()))
        story = the_story()
        assert outcome.status is Status.CREATED and outcome.article_id == story.pk
        assert (story.headline, story.desk_state, story.language) == (HEADLINE, DeskState.DRAFT, "en")
        assert (str(story.kind), str(story.section)) == ("News", "Politics")
        assert [str(line.author) for line in story.bylines.all()] == ["Nela Arden"]
        assert story.published_at == datetime(2025, 11, 20, tzinfo=UTC)
        assert [PARAGRAPHS[0] in story.body, PARAGRAPHS[1] in story.body] == [True, True]
        assert not PublishedArticle.rows.exists()

    def test_it_is_one_revision_that_says_it_was_imported(self, folder: Path, cast: Cast) -> None:
        bring_in(lay(folder, "ferry.txt", a_page()), by=cast.chief)
        revision = Revision.objects.get()
        story = the_story()
        assert (revision.reason, revision.note, revision.made_by) == (
            Revision.Reason.IMPORT,
            "ferry.txt",
            cast.chief.ref,
        )
        assert story.latest_revision == story.imported_revision == revision
        assert story.created_by == cast.chief.ref
        assert story.audit_events.get().move == "imported"

    def test_the_photo_waits_with_caption_and_credit(self, folder: Path) -> None:
        (outcome,) = bring_in(lay(folder, "ferry.txt", a_page()))
        photo = the_story().lead_photo
        assert photo and photo.is_waiting
        assert (photo.caption, photo.credit_line) == (CAPTION, "EPA / TOLGA AKMEN")
        assert (photo.photographer, photo.agency) == ("Tolga Akmen", "EPA")
        assert outcome.waiting_photos == 1

    def test_a_photo_without_a_credit_is_told(self, folder: Path) -> None:
        (outcome,) = bring_in(
            lay(folder, "ferry.txt", a_page(byline="", date="", credit="", caption="A ferry."))
        )
        assert "no_credit" in codes(outcome)
        assert Photo.objects.get().credit_line == ""

    def test_a_second_photo_stands_in_the_body_by_its_ref(self, folder: Path) -> None:
        inline = "The council on Thursday. Photo: LWS / RUNA CASTELL"
        bring_in(lay(folder, "ferry.txt", a_page(paragraphs=(PARAGRAPHS[0], inline, PARAGRAPHS[1]))))
        photo = Photo.objects.get(caption="The council on Thursday.")
        assert f'data-photo="{photo.ref}"' in the_story().body
        assert Photo.objects.count() == 2

    def test_given_tags_come_to_each_story_folded(self, folder: Path) -> None:
        Tag.objects.create(name="Война")
        bring_in(lay(folder, "ferry.txt", a_page()), tags=("война", "River"))
        assert [tag.name for tag in the_story().tags.all()] == ["Война", "River"]

    def test_words_that_do_not_fit_are_refused_and_nothing_is_cut(self, folder: Path) -> None:
        (outcome,) = bring_in(lay(folder, "ferry.txt", a_page()), tags=("x" * 101,))
        assert outcome.status is Status.REFUSED and outcome.reason and outcome.reason.code == "too_long"
        assert not Article.objects.exists()

    def test_a_language_that_the_site_does_not_have_is_refused(self, folder: Path, settings: Any) -> None:
        settings.LANGUAGES = [("ru", "Русский")]
        (outcome,) = bring_in(lay(folder, "ferry.txt", a_page()))
        assert outcome.reason and outcome.reason.code == "language" and not Article.objects.exists()

    def test_a_reader_that_fails_ends_no_run(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*args: Any) -> None:
            raise RecursionError("too deep")

        monkeypatch.setattr(ingest.formats, "read", fail)
        (outcome,) = bring_in(lay(folder, "ferry.txt", a_page()))
        assert outcome.status is Status.REFUSED and "too deep" in str(outcome.reason)


class KnowingAgainTests:
    def test_a_second_run_creates_nothing(self, folder: Path) -> None:
        page = lay(folder, "ferry.txt", a_page())
        bring_in(page)
        before = everything_counted()
        (outcome,) = bring_in(page)
        assert outcome.status is Status.UNCHANGED
        assert outcome.article_id == the_story().pk
        assert everything_counted() == before

    @pytest.mark.parametrize(
        "again",
        [
            a_page(gap="\n\n\n\n"),
            a_page(bar="shareprintpdf"),
            a_page(bar="print\nshare\npdf"),
            a_page(bar=""),
            a_page().replace("\n", "\r\n"),
            a_page().replace(" ferry leaves", "\u00a0ferry\u200b leaves"),
        ],
        ids=["blank lines", "bar in another order", "bar in lines", "no bar", "CRLF", "NBSP"],
    )
    def test_the_page_saved_again_under_another_name_is_the_story(self, folder: Path, again: str) -> None:
        first, second = lay(folder, "ferry.txt", a_page()), lay(folder, "copy of ferry.txt", again)
        in_one_run = bring_in(first, second)
        assert [outcome.status for outcome in in_one_run] == [Status.CREATED, Status.DUPLICATE]
        assert in_one_run[1].article_id == in_one_run[0].article_id
        assert "ferry.txt" in str(in_one_run[1].reason)
        assert [outcome.status for outcome in bring_in(second)] == [Status.UNCHANGED]
        assert Article.objects.count() == 1

    def test_another_encoding_is_the_same_story(self, folder: Path) -> None:
        text = a_page(
            kicker="НовостиПолитика",
            headline="Совет сохранил ночной паром",
            byline="",
            date="",
            caption="Паром.",
            credit="LWS / ИЛЬЯ МОРОЗ",
            paragraphs=("Голосовали поздно вечером, и никто не ушёл.", "Паром остаётся на год, решил совет."),
        )
        bring_in(lay(folder, "one.txt", text))
        (outcome,) = bring_in(lay(folder, "two.txt", text.encode("cp1251")))
        assert outcome.status is Status.UNCHANGED

    def test_date_and_slug_of_the_path_make_the_ref(self, folder: Path) -> None:
        page = lay(folder, "2025/11/20/night-ferry.txt", a_page())
        bring_in(page, root=folder)
        story = the_story()
        assert (story.import_ref, story.slug) == ("en/2025/11/20/night-ferry", "night-ferry")
        lay(
            folder,
            "2025/11/20/night-ferry.txt",
            a_page(headline="The ferry stays", paragraphs=("All new here.",)),
        )
        (outcome,) = bring_in(page, root=folder)
        assert outcome.status is Status.UPDATED
        assert the_story().headline == "The ferry stays"

    @pytest.mark.parametrize(
        "order", [("2025/11/20/ferry.txt", "copy.txt"), ("copy.txt", "2025/11/20/ferry.txt")]
    )
    def test_a_page_with_a_path_is_known_without_it_and_the_other_way_round(
        self, folder: Path, order: tuple[str, str]
    ) -> None:
        for name in order:
            bring_in(lay(folder, name, a_page()), root=folder)
        assert Article.objects.count() == 1

    def test_the_same_words_in_two_languages_are_two_stories(self) -> None:
        english, russian = a_news_item(language="en"), a_news_item(language="ru")
        assert import_ref_of(english) != import_ref_of(russian)

    def test_the_ref_of_words_takes_quotes_dashes_and_case_lightly(self) -> None:
        one = a_news_item(headline="“Ferry” — kept", body="<p>One  vote.</p>")
        other = a_news_item(headline='"FERRY" - kept', body="<p>One vote.</p><p>More.</p>")
        assert import_ref_of(one) == import_ref_of(other)
        assert import_ref_of(one) != import_ref_of(a_news_item(headline="“Ferry” — kept", body="<p>Two.</p>"))


class UpdateTests:
    def test_new_text_of_an_untouched_story_is_taken_over(self, folder: Path) -> None:
        page = lay(folder, "ferry.txt", a_page())
        bring_in(page)
        lay(folder, "ferry.txt", rewritten())
        (outcome,) = bring_in(page)
        story = the_story()
        assert outcome.status is Status.UPDATED
        assert "changed its mind" in story.body
        assert story.revisions.count() == 2 and story.latest_revision == story.imported_revision

    def test_what_the_desk_has_changed_is_kept(self, folder: Path) -> None:
        page = lay(folder, "ferry.txt", a_page())
        bring_in(page)
        edit_at_desk(the_story(), standfirst="Written at the desk.")
        lay(folder, "ferry.txt", rewritten(kicker="NewsSociety"))
        before = everything_counted()
        (outcome,) = bring_in(page)
        assert outcome.status is Status.KEPT
        assert outcome.reason and "changed at the desk" in outcome.reason.sentence
        assert the_story().standfirst == "Written at the desk."
        assert "changed its mind" not in the_story().body
        assert everything_counted() == before

    def test_the_same_page_is_unchanged_though_the_desk_has_changed_the_story(self, folder: Path) -> None:
        page = lay(folder, "ferry.txt", a_page())
        bring_in(page)
        edit_at_desk(the_story(), headline="The ferry stays")
        (outcome,) = bring_in(page)
        assert outcome.status is Status.UNCHANGED
        assert the_story().headline == "The ferry stays"

    @pytest.mark.parametrize("state", [DeskState.IN_REVIEW, DeskState.TRASHED])
    def test_a_story_that_the_desk_has_in_hand_is_kept(self, folder: Path, state: DeskState) -> None:
        page = lay(folder, "ferry.txt", a_page())
        bring_in(page)
        Article.objects.update(desk_state=state)
        lay(folder, "ferry.txt", rewritten())
        assert bring_in(page)[0].status is Status.KEPT
        assert the_story().desk_state == state

    def test_what_the_desk_renamed_does_not_come_back(self, folder: Path) -> None:
        page = lay(folder, "ferry.txt", a_page())
        bring_in(page)
        for names, name in ((SectionName, "The City"), (AuthorName, "Nela Arden-Roe")):
            row = names.objects.get(folded_name__in=("politics", "nela arden"))
            row.name = name
            row.save()
        before = everything_counted()
        assert bring_in(page)[0].status is Status.UNCHANGED
        assert everything_counted() == before
        lay(folder, "ferry.txt", rewritten())
        assert bring_in(page)[0].status is Status.UPDATED
        assert str(the_story().section) == "The City"

    def test_what_an_import_had_given_stays_when_the_next_gives_nothing(self, folder: Path) -> None:
        page = lay(folder, "ferry.txt", a_page(date=""))
        moment = datetime(2025, 12, 14, 18, 5, tzinfo=UTC)
        bring_in(page, tags=("River",), published_at=moment)
        assert bring_in(page)[0].status is Status.UNCHANGED
        lay(folder, "ferry.txt", rewritten(date=""))
        bring_in(page)
        assert the_story().published_at == moment
        assert [tag.name for tag in the_story().tags.all()] == ["River"]


class WholenessTests:
    def test_a_story_that_fails_leaves_no_half_and_the_run_goes_on(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, media_root: Path
    ) -> None:
        first = lay(folder, "ferry.txt", a_page(kicker="EssayHarbour"))
        lay(folder, "ferry.jpg", a_picture_file(alt=ALT))
        second = lay(folder, "tram.txt", a_page(headline="The tram is late", caption="A tram."))
        before = everything_counted()
        record = revisions.record

        def fail_once(article: Article, *args: Any, **kwargs: Any) -> Revision:
            if article.headline == HEADLINE:
                raise RuntimeError("the disk is full")
            return record(article, *args, **kwargs)

        monkeypatch.setattr(revisions, "record", fail_once)
        failed, created = bring_in(first, second)
        assert failed.status is Status.REFUSED and "the disk is full" in str(failed.reason)
        assert created.status is Status.CREATED
        assert the_story().headline == "The tram is late"
        assert everything_counted()["Photo"] == before["Photo"] + 1
        assert not SectionName.objects.filter(name="Harbour").exists()
        assert not [path for path in media_root.rglob("*") if path.is_file()]
        monkeypatch.setattr(revisions, "record", record)
        assert [outcome.status for outcome in bring_in(first, second)] == [Status.CREATED, Status.UNCHANGED]

    def test_a_run_that_was_killed_is_started_again(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pages = [lay(folder, f"{n}.txt", a_page(headline=f"Story number {n} of the day")) for n in range(3)]

        def die(*args: Any, **kwargs: Any) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            bring_in(pages[0])
            patch.setattr(ingest, "write_line", die)
            bring_in(pages[1])
        assert Article.objects.count() == 1
        bring_in(*pages)
        assert Article.objects.count() == Revision.objects.count() == 3

    def test_a_dry_run_writes_nothing_and_tells_the_same(self, folder: Path, media_root: Path) -> None:
        pages = [
            lay(folder, "ferry.txt", a_page(kicker="EssayHarbour")),
            lay(folder, "copy.txt", a_page(kicker="EssayHarbour")),
            lay(folder, "tram.txt", a_page(kicker="EssayHarbour", headline="The tram is late")),
        ]
        lay(folder, "ferry.jpg", a_picture_file(alt=ALT))
        before = everything_counted()
        foreseen = bring_in(*pages, is_dry=True)
        assert everything_counted() == before
        assert not media_root.exists()
        done = bring_in(*pages)
        assert [self.told(outcome) for outcome in foreseen] == [self.told(outcome) for outcome in done]
        assert all(outcome.article_id is None for outcome in foreseen)

    def told(self, outcome: Outcome) -> tuple[Any, ...]:
        return outcome.path, outcome.status, outcome.reason, outcome.warnings, outcome.item, outcome.address


class WordsOfTheSiteTests:
    def test_a_new_kind_and_section_are_added_and_told_once(self, folder: Path) -> None:
        pages = [
            lay(
                folder,
                f"{n}.txt",
                a_page(kicker="Editorial Manifesto · Harbour", headline=f"Manifesto number {n}"),
            )
            for n in range(2)
        ]
        first, second = bring_in(*pages)
        assert {"new_kind", "new_section"} <= set(codes(first))
        assert not {"new_kind", "new_section"} & set(codes(second))
        assert KindName.objects.filter(name="Editorial Manifesto", language="en").count() == 1
        assert SectionName.objects.filter(name="Harbour").count() == 1

    def test_strict_refuses_them_and_creates_nothing(self, folder: Path) -> None:
        before = everything_counted()
        (outcome,) = bring_in(lay(folder, "ferry.txt", a_page()), is_strict=True)
        assert outcome.status is Status.REFUSED
        assert (
            outcome.reason and outcome.reason.code == "new_section" and "Politics" in outcome.reason.sentence
        )
        assert everything_counted() == before

    def test_strict_takes_what_the_site_knows(self, folder: Path) -> None:
        a_section("Politics")
        assert bring_in(lay(folder, "ferry.txt", a_page()), is_strict=True)[0].status is Status.CREATED

    def test_a_name_is_found_in_any_letters_and_in_another_language_last(self, folder: Path) -> None:
        russian, english = a_section("POLITICS", "ru"), a_section("POLITICS", "en")
        bring_in(lay(folder, "ferry.txt", a_page()))
        assert the_story().section == english
        SectionName.objects.filter(section=english).delete()
        bring_in(lay(folder, "tram.txt", a_page(headline="The tram is late")))
        assert Article.objects.latest("pk").section == russian

    def test_an_author_is_found_by_a_folded_name(self, folder: Path) -> None:
        author = an_author("NELA ARDEN", form=Author.Form.PSEUDONYM)
        bring_in(lay(folder, "ferry.txt", a_page()))
        assert the_story().bylines.get().author == author
        assert Author.objects.count() == 1

    @pytest.mark.parametrize(
        ("name", "form"),
        [("Video department", "department"), ("Vera Olshan", "person"), ("By Name withheld", "withheld")],
    )
    def test_a_department_is_told_from_a_person(self, folder: Path, name: str, form: str) -> None:
        bring_in(lay(folder, "ferry.txt", a_page(byline=name)))
        assert Author.objects.get().form == form

    def test_a_new_photo_gets_the_licence_of_its_agency(self, folder: Path) -> None:
        Agency.objects.create(name="European Pressphoto", aliases="EPA", licence="No resale")
        bring_in(lay(folder, "ferry.txt", a_page()))
        assert (Photo.objects.get().agency, Photo.objects.get().licence) == (
            "European Pressphoto",
            "No resale",
        )


class FooterTests:
    def test_it_fills_what_is_empty(self, folder: Path) -> None:
        (outcome,) = bring_in(lay(folder, "ferry.txt", a_page(footer=FOOTER)))
        assert SiteWords.objects.get(language="en").editor_in_chief == "Marta Oselin"
        links = FooterLink.objects.filter(language="en").values_list("label", "page__slug")
        assert list(links) == [("Terms of use", "terms-of-use"), ("Privacy policy", "privacy-policy")]
        assert "new_page" in codes(outcome)

    def test_known_labels_lead_to_the_same_addresses_in_every_language(self, folder: Path) -> None:
        text = a_page(
            kicker="НовостиПолитика",
            headline="Совет сохранил ночной паром",
            byline="",
            date="",
            paragraphs=("Голосовали поздно вечером, и никто не ушёл.", "Паром остаётся на год."),
            footer="Главный редактор — Марта Оселин. Пользовательское соглашение. Политика конфиденциальности.",
        )
        bring_in(lay(folder, "ferry.txt", text))
        pages = Page.objects.filter(language="ru")
        assert set(pages.values_list("slug", flat=True)) == {"terms-of-use", "privacy-policy"}

    def test_what_stands_there_already_is_kept_and_the_difference_told_once(self, folder: Path) -> None:
        bring_in(lay(folder, "ferry.txt", a_page(footer=FOOTER)))
        other = FOOTER.replace("Marta Oselin", "Kirill Martynov").replace("Privacy policy", "Contacts")
        pages = [
            lay(folder, f"{n}.txt", a_page(headline=f"Story number {n} of the day", footer=other))
            for n in range(2)
        ]
        first, second = bring_in(*pages)
        assert codes(first).count("footer_differs") == 2 and "footer_differs" not in codes(second)
        assert "Kirill Martynov" in str(first.warnings) and "Marta Oselin" in str(first.warnings)
        assert SiteWords.objects.get(language="en").editor_in_chief == "Marta Oselin"
        assert FooterLink.objects.count() == 2

    def test_the_same_footer_and_further_links_of_the_site_are_no_difference(self, folder: Path) -> None:
        bring_in(lay(folder, "ferry.txt", a_page(footer=FOOTER)))
        about = Page.objects.create(language="en", slug="about", title="About us")
        FooterLink.objects.create(language="en", label="About us", page=about, order=9)
        (outcome,) = bring_in(lay(folder, "tram.txt", a_page(headline="The tram is late", footer=FOOTER)))
        assert codes(outcome) == []

    def test_a_refused_story_fills_nothing(self, folder: Path) -> None:
        bring_in(lay(folder, "ferry.txt", a_page(footer=FOOTER)), is_strict=True)
        assert not FooterLink.objects.exists() and not SiteWords.objects.exists()


class PhotoTests:
    def photo_of(self, folder: Path, picture: bytes, name: str = "ferry.jpg", **page: Any) -> Photo:
        lay(folder, name, picture)
        bring_in(lay(folder, "ferry.txt", a_page(**page)))
        photo = the_story().lead_photo
        assert photo is not None
        return photo

    def test_its_file_is_found_beside_the_page(self, folder: Path) -> None:
        photo = self.photo_of(folder, a_picture_file(alt=ALT))
        assert (photo.width, photo.height, photo.original_name) == (320, 240, "ferry.jpg")
        assert photo.file.storage.exists(photo.file.name)

    def test_its_file_is_found_in_a_folder_of_photographs(self, folder: Path, tmp_path: Path) -> None:
        lay(tmp_path, "pictures/2025/FERRY.JPG", a_picture_file())
        bring_in(lay(folder, "ferry.txt", a_page()), photos=tmp_path / "pictures")
        assert not Photo.objects.get().is_waiting

    def test_two_files_of_one_name_are_told_and_not_taken(self, folder: Path, tmp_path: Path) -> None:
        for place in ("2024", "2025"):
            lay(tmp_path, f"pictures/{place}/ferry.jpg", a_picture_file())
        (outcome,) = bring_in(lay(folder, "ferry.txt", a_page()), photos=tmp_path / "pictures")
        assert codes(outcome).count("photo_unclear") == 1
        assert Photo.objects.get().is_waiting

    def test_the_second_photo_has_the_second_file(self, folder: Path) -> None:
        inline = "The council on Thursday. Photo: LWS / RUNA CASTELL"
        lay(folder, "ferry-2.jpg", a_picture_file(RED))
        bring_in(lay(folder, "ferry.txt", a_page(paragraphs=(PARAGRAPHS[0], inline, PARAGRAPHS[1]))))
        assert Photo.objects.exclude(file="").get().caption == "The council on Thursday."

    def test_alt_text_comes_from_the_file_and_never_from_the_caption(self, folder: Path) -> None:
        assert self.photo_of(folder, a_picture_file(alt=ALT)).alt == ALT

    def test_a_file_without_alt_text_gives_none(self, folder: Path) -> None:
        assert self.photo_of(folder, a_picture_file(caption="A ferry at night.")).alt == ""

    def test_the_words_of_the_page_win_over_those_of_the_file(self, folder: Path) -> None:
        picture = a_picture_file(caption="DSC", credit_line="Somebody else", creator="Somebody Else")
        photo = self.photo_of(folder, picture)
        assert (photo.caption, photo.credit_line) == (CAPTION, "EPA / TOLGA AKMEN")
        assert photo.photographer == "Tolga Akmen"

    def test_a_credit_that_the_page_lacks_comes_from_the_file(self, folder: Path) -> None:
        photo = self.photo_of(
            folder,
            a_picture_file(credit_line="Runa Castell / LWS", creator="Runa Castell"),
            byline="",
            date="",
            credit="",
            caption="A ferry.",
        )
        assert (photo.credit_line, photo.photographer, photo.agency) == (
            "Runa Castell / LWS",
            "Runa Castell",
            "LWS",
        )

    def test_one_picture_in_two_stories_is_one_photo(self, folder: Path) -> None:
        pages = [
            lay(folder, f"{n}.txt", a_page(headline=f"Story number {n}", caption=f"Ferry {n}."))
            for n in range(2)
        ]
        for n in range(2):
            lay(folder, f"{n}.jpg", a_picture_file())
        bring_in(*pages)
        assert Photo.objects.count() == 1
        assert Article.objects.latest("pk").lead_caption == "Ferry 1."

    def test_a_photo_that_waits_is_found_by_caption_and_credit(self, folder: Path) -> None:
        bring_in(*(lay(folder, f"{n}.txt", a_page(headline=f"Story number {n}")) for n in range(2)))
        assert Photo.objects.count() == 1
        bring_in(lay(folder, "3.txt", a_page(headline="Story number 3", credit="LWS")))
        assert Photo.objects.count() == 2

    def test_photos_without_a_caption_are_not_taken_for_one_another(self, folder: Path) -> None:
        pages = [lay(folder, f"{n}.txt", a_page(headline=f"Story number {n}", caption="")) for n in range(2)]
        bring_in(*pages)
        assert Photo.objects.count() == 2
        assert [outcome.status for outcome in bring_in(*pages)] == [Status.UNCHANGED] * 2

    def test_a_file_that_comes_later_fills_the_photo_that_waits(self, folder: Path) -> None:
        page = lay(folder, "ferry.txt", a_page())
        bring_in(page)
        photo = Photo.objects.get()
        lay(folder, "ferry.jpg", a_picture_file(alt=ALT))
        assert bring_in(page)[0].status is Status.UPDATED
        photo.refresh_from_db()
        assert not photo.is_waiting and photo.alt == ALT
        assert bring_in(page)[0].status is Status.UNCHANGED

    def test_it_fills_the_photo_of_a_story_that_the_desk_has_changed_and_leaves_the_text(
        self, folder: Path
    ) -> None:
        page = lay(folder, "ferry.txt", a_page())
        bring_in(page)
        edit_at_desk(the_story(), headline="The ferry stays")
        lay(folder, "ferry.jpg", a_picture_file(alt=ALT))
        assert bring_in(page)[0].status is Status.UPDATED
        assert not Photo.objects.get().is_waiting
        assert the_story().headline == "The ferry stays" and the_story().revisions.count() == 2

    def test_a_file_never_fills_a_photo_that_another_story_waits_for(self, folder: Path) -> None:
        """“Illustration / EPA” may stand under two different pictures."""
        pages = [lay(folder, f"{n}.txt", a_page(headline=f"Story number {n}")) for n in range(2)]
        bring_in(*pages)
        lay(folder, "0.jpg", a_picture_file())
        bring_in(pages[0])
        first, second = Article.objects.order_by("pk")
        assert first.lead_photo and not first.lead_photo.is_waiting
        assert second.lead_photo and second.lead_photo.is_waiting

    def test_the_librarys_file_is_not_replaced(self, folder: Path) -> None:
        checksum = self.photo_of(folder, a_picture_file()).checksum
        lay(folder, "ferry.jpg", a_picture_file(RED))
        (outcome,) = bring_in(folder / "ferry.txt")
        assert outcome.status is Status.UNCHANGED and "photo_kept" in codes(outcome)
        assert Photo.objects.get().checksum == checksum

    def test_a_caption_or_credit_that_the_photo_desk_has_mended_stays(self, folder: Path) -> None:
        photo = self.photo_of(folder, a_picture_file())
        photo.caption, photo.credit_line = "The ferry *Lodra* leaves.", "EPA / Tolga Akmen"
        photo.save()
        page = folder / "ferry.txt"
        assert bring_in(page)[0].status is Status.UNCHANGED
        edit_at_desk(the_story(), headline="The ferry stays")
        assert bring_in(page)[0].status is Status.UNCHANGED
        assert (the_story().lead_photo, the_story().lead_caption) == (photo, "")

    def test_another_credit_on_the_page_is_told_and_not_taken(self, folder: Path) -> None:
        photo = self.photo_of(folder, a_picture_file())
        (folder / "ferry.jpg").unlink()
        lay(folder, "ferry.txt", a_page(credit="AFP"))
        (outcome,) = bring_in(folder / "ferry.txt")
        assert "credit_differs" in codes(outcome)
        assert the_story().lead_photo == photo and Photo.objects.get().credit_line == "EPA / TOLGA AKMEN"

    def test_another_caption_is_another_photo(self, folder: Path) -> None:
        photo = self.photo_of(folder, a_picture_file())
        (folder / "ferry.jpg").unlink()
        lay(folder, "ferry.txt", a_page(caption="The mayor reads his speech."))
        bring_in(folder / "ferry.txt")
        story = the_story()
        assert story.lead_photo and story.lead_photo != photo and story.lead_photo.is_waiting

    def test_what_is_no_picture_is_told_and_the_story_comes_in(self, folder: Path) -> None:
        lay(folder, "ferry.jpg", b"<svg onload='alert(1)'/>")
        (outcome,) = bring_in(lay(folder, "ferry.txt", a_page()))
        assert outcome.status is Status.CREATED and "bad_photo" in codes(outcome)
        assert Photo.objects.get().is_waiting

    def test_a_word_on_a_picture_stays_with_its_own_story(self, folder: Path) -> None:
        lay(folder, "ferry.jpg", b"no picture")
        pages = [
            lay(folder, "ferry.txt", a_page()),
            lay(folder, "tram.txt", a_page(headline="The tram is late")),
        ]
        a_section("Society")
        lay(folder, "tram.txt", a_page(headline="The tram is late", kicker="NewsSociety", credit="LWS"))
        refused, created = bring_in(*pages, is_strict=True)
        assert refused.status is Status.REFUSED and "bad_photo" in codes(refused)
        assert created.status is Status.CREATED and "bad_photo" not in codes(created)

    def test_a_page_cannot_name_a_file_elsewhere(self, folder: Path, tmp_path: Path) -> None:
        from articles.exchange.pictures import Pictures
        from articles.newsitem import PhotoUse

        lay(tmp_path, "secret.jpg", a_picture_file())
        page = lay(folder, "ferry.txt", a_page())
        for name in ("../secret.jpg", str(tmp_path / "secret.jpg"), "..\\secret.jpg"):
            item = a_news_item(photos=(PhotoUse(key="1", place=PhotoPlace.LEAD, file=name),))
            assert Pictures().of(item, page) == {}

    def test_files_of_a_second_import_that_is_not_wanted_are_deleted(
        self, folder: Path, media_root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = lay(folder, "ferry.txt", a_page(caption="", credit=""))
        bring_in(page)
        edit_at_desk(the_story(), headline="The ferry stays")
        lay(folder, "ferry.txt", a_page())
        lay(folder, "ferry.jpg", a_picture_file(alt=ALT))
        stored: list[Photo] = []
        take = PhotoDesk._take_file

        def note(self: PhotoDesk, photo: Photo, *args: Any) -> None:
            take(self, photo, *args)
            stored.append(photo)

        monkeypatch.setattr(PhotoDesk, "_take_file", note)
        assert bring_in(page)[0].status is Status.KEPT
        assert stored and not any(path.is_file() for path in media_root.rglob("*"))


class PublishTests:
    def publish(self, *pages: Path, by: User, **options: Any) -> list[Outcome]:
        return bring_in(*pages, publish=True, by=by, **options)

    def live(self) -> PublishedArticle | None:
        return publication.live_slice(the_story())

    def a_whole_page(self, folder: Path, text: str | None = None) -> Path:
        lay(folder, "ferry.jpg", a_picture_file(alt=ALT))
        return lay(folder, "ferry.txt", text or a_page())

    def test_it_goes_through_the_door_and_stands_on_the_site(self, folder: Path, cast: Cast) -> None:
        (outcome,) = self.publish(self.a_whole_page(folder), by=cast.chief)
        live = self.live()
        assert live and outcome.address == live.address == f"/articles/2025/11/20/{live.path.split('/')[-2]}/"
        assert not outcome.failed
        event = the_story().audit_events.get(move="publish")
        assert event.made_by == cast.chief.ref and "without a second pair of eyes" in event.reason

    def test_what_fails_the_checklist_stays_a_draft_and_says_why(self, folder: Path, cast: Cast) -> None:
        page = self.a_whole_page(folder, a_page(byline="", date="", credit="", caption="A ferry."))
        (outcome,) = self.publish(page, by=cast.chief)
        assert outcome.status is Status.CREATED and outcome.failed
        (said,) = [warning.sentence for warning in outcome.warnings if warning.code == "not_published"]
        assert "credit" in said and "date" in said
        assert the_story().desk_state == DeskState.DRAFT and self.live() is None

    def test_a_person_without_the_right_publishes_nothing(self, folder: Path, cast: Cast) -> None:
        (outcome,) = self.publish(self.a_whole_page(folder), by=cast.editor)
        assert outcome.failed and self.live() is None

    def test_an_error_in_the_publication_leaves_the_draft_and_is_told(
        self, folder: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*args: Any, **kwargs: Any) -> None:
            raise OSError("no space left")

        monkeypatch.setattr(actions, "import_standing", fail)
        (outcome,) = self.publish(self.a_whole_page(folder), by=cast.chief)
        assert (
            outcome.status is Status.CREATED and outcome.failed and "no space left" in str(outcome.warnings)
        )
        assert the_story().desk_state == DeskState.DRAFT

    def test_a_draft_of_an_earlier_run_is_published_when_asked(self, folder: Path, cast: Cast) -> None:
        page = self.a_whole_page(folder)
        bring_in(page)
        (outcome,) = self.publish(page, by=cast.chief)
        assert outcome.status is Status.UNCHANGED and outcome.address and self.live()

    def test_a_second_run_publishes_nothing_again(self, folder: Path, cast: Cast) -> None:
        page = self.a_whole_page(folder)
        self.publish(page, by=cast.chief)
        assert self.publish(page, by=cast.chief)[0].status is Status.UNCHANGED
        assert PublishedArticle.rows.count() == 1

    def test_new_text_of_what_an_import_had_published_is_published(self, folder: Path, cast: Cast) -> None:
        page = self.a_whole_page(folder)
        address = self.publish(page, by=cast.chief)[0].address
        lay(folder, "ferry.txt", rewritten())
        (outcome,) = self.publish(page, by=cast.chief)
        live = self.live()
        assert outcome.status is Status.UPDATED and outcome.address == address
        assert live and "changed its mind" in live.body_html

    def test_without_publish_the_public_text_stays_until_an_editor_comes(
        self, folder: Path, cast: Cast
    ) -> None:
        page = self.a_whole_page(folder)
        self.publish(page, by=cast.chief)
        lay(folder, "ferry.txt", rewritten())
        assert bring_in(page)[0].status is Status.UPDATED
        live = self.live()
        assert live and "changed its mind" not in live.body_html
        assert "changed its mind" in the_story().body and the_story().desk_state == DeskState.DRAFT

    def test_what_an_editor_took_down_stays_down(self, folder: Path, cast: Cast) -> None:
        page = self.a_whole_page(folder)
        self.publish(page, by=cast.chief)
        actions.unpublish(the_story(), cast.chief, reason="The court asked.")
        assert self.publish(page, by=cast.chief)[0].status is Status.UNCHANGED
        lay(folder, "ferry.txt", rewritten())
        assert self.publish(page, by=cast.chief)[0].status is Status.KEPT
        assert self.live() is None

    @pytest.mark.parametrize("move", ["trash", "return"])
    def test_what_the_desk_put_aside_is_not_published(self, folder: Path, cast: Cast, move: str) -> None:
        page = self.a_whole_page(folder)
        bring_in(page)
        if move == "trash":
            actions.trash(the_story(), cast.chief)
        else:
            actions.submit(the_story(), cast.chief)
            actions.return_to_writer(the_story(), cast.chief, note="Who counted?")
        (outcome,) = self.publish(page, by=cast.chief)
        assert not outcome.failed and "left_to_desk" in codes(outcome)
        assert self.live() is None

    def test_what_the_desk_has_changed_is_not_published(self, folder: Path, cast: Cast) -> None:
        page = self.a_whole_page(folder)
        self.publish(page, by=cast.chief)
        edit_at_desk(the_story(), cast.writer, headline="The ferry stays")
        lay(folder, "ferry.txt", rewritten())
        assert self.publish(page, by=cast.chief)[0].status is Status.KEPT
        live = self.live()
        assert live and live.headline == HEADLINE and "changed its mind" not in live.body_html

    def test_a_dry_run_foresees_addresses_and_refusals(self, folder: Path, cast: Cast) -> None:
        pages = [
            self.a_whole_page(folder),
            lay(folder, "copy.txt", a_page(caption="", credit="", paragraphs=("Other words.", "And more."))),
            lay(folder, "tram.txt", a_page(headline="The tram is late", date="", caption="", credit="")),
        ]
        foreseen = self.publish(*pages, by=cast.chief, is_dry=True)
        assert not Article.objects.exists() and not PublishedArticle.rows.exists()
        done = self.publish(*pages, by=cast.chief)
        assert [(one.address, one.warnings) for one in foreseen] == [
            (one.address, one.warnings) for one in done
        ]
        assert foreseen[0].address and foreseen[1].address == foreseen[0].address.rstrip("/") + "-2/"

    def test_a_date_ahead_is_refused_by_the_checklist(self, folder: Path, cast: Cast) -> None:
        page = self.a_whole_page(folder, a_page(date=""))
        ahead = timezone.now() + timedelta(days=2)
        (outcome,) = self.publish(page, by=cast.chief, published_at=ahead)
        assert outcome.failed and self.live() is None
