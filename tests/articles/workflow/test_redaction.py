"""Redaction: the words are found nowhere, two people are needed, and a restored backup loses them too.

The canary stands in every text column of every table, in files, cache and index. Models are walked, so that a new text
column fails here until it is handled.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, models
from django.utils import timezone

from articles.models import (
    Address,
    Article,
    ArticleByline,
    AuditEvent,
    Autosave,
    Clearance,
    Correction,
    Digest,
    DigestLine,
    HouseWord,
    Note,
    PreviewLink,
    PublishedArticle,
    Redaction,
    Revision,
    Tag,
    Task,
    triggers,
)
from articles.models.published import writing
from articles.workflow import actions, blacking, redaction, revisions, scrubbing, sending
from articles.workflow.actions import Refused
from articles.workflow.blacking import text_columns
from articles.workflow.scrubbing import NotClean
from media.models import Agency, Photo
from newsroom.lib import ledger, tasks
from newsroom.lib.blackout import MARK
from newsroom.models import FooterLink, Page, SiteAddress, SiteSettings, SiteWords
from tests.cast import Cast, a_cast, a_person, a_photo, an_author
from tests.media.pictures import a_jpeg, exif
from tests.stories import a_draft, approved_again, live, saved

LATIN, CYRILLIC = "Zwirbelkanaries", "Щурокрылов"
CANARY = f"{LATIN} {CYRILLIC}"
WORDS = [LATIN, CYRILLIC]
TRACES = ("zwirbelkanar", "щурокрыл", "shchurokryl")
"""What is left of the words in an index of stems, and in addresses."""
REASON = "Somebody is in danger."


# Looking everywhere


def is_in(text: str) -> bool:
    folded = text.casefold()
    return any(trace in folded for trace in TRACES)


def hits_in_rows() -> list[str]:
    """`SELECT *` of every table there is, those of the search among them."""
    found = []
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [f"{table}.{name}" for name, value in zip(names, row, strict=True) if says(value)]
    return sorted(set(found))


def says(value: Any) -> bool:
    if isinstance(value, bytes | memoryview):
        return bool(hits_in_bytes(bytes(value)))
    if isinstance(value, str):
        return is_in(value) or is_in(unescaped(value))
    return isinstance(value, dict | list) and is_in(json.dumps(value, ensure_ascii=False))


def unescaped(text: str) -> str:
    return (
        text.encode("latin-1", "backslashreplace").decode("unicode-escape", "ignore")
        if "\\u" in text
        else text
    )


def hits_in_bytes(content: bytes) -> list[str]:
    """In UTF-8 and in JSON's escapes, in small letters and as they were written."""
    lowered = content.lower()
    spellings = {
        form for word in (*TRACES, "Щурокрыл", "ЩУРОКРЫЛ") for form in (word, json.dumps(word)[1:-1])
    }
    return sorted(form for form in spellings if form.lower().encode() in lowered or form.encode() in content)


def hits_in_files() -> list[str]:
    """Every byte of `VAR_DIR`: database, write-ahead log, uploads, smaller pictures, PDFs, ledger."""
    files = [path for path in Path(settings.VAR_DIR).rglob("*") if path.is_file()]
    return [str(path) for path in files if is_in(str(path)) or hits_in_bytes(path.read_bytes())]


def hits_in_sessions() -> list[str]:
    sessions = Session.objects.all()
    return [
        session.session_key
        for session in sessions
        if is_in(json.dumps(session.get_decoded(), ensure_ascii=False))
    ]


# Standing everywhere


@contextmanager
def unguarded() -> Iterator[None]:
    """Write past every rule, as forty years of other software might have."""
    triggers.remove(connection)
    try:
        with writing():
            yield
    finally:
        triggers.install(connection)


def a_photograph() -> bytes:
    """The canary in its EXIF and in a comment."""
    return a_jpeg(exif=exif(ImageDescription=LATIN), comment=CANARY.encode())


def a_site(cast: Cast) -> Article:
    """A row of every model that has words: whoever adds a model adds one here."""
    photo = a_photo(caption=CANARY, file=ContentFile(a_photograph(), name="zwirbelkanaries.jpg"))
    story = live(
        cast, headline=f"{CANARY} speaks", photo=photo, author=an_author(CANARY), tags=(CANARY, "River")
    )
    approved_again(cast, story, body=f"<p>Then Zwirbel<em>kanaries</em> and {CYRILLIC} left.</p>")
    actions.publish(story, cast.editor)
    now, user = timezone.now(), cast.writer
    site = SiteSettings.load()
    site.logo.save("zwirbelkanaries.png", ContentFile(b"no picture"))
    SiteWords.objects.create(language="en", name="The Harbour Paper")
    Page.objects.create(language="en", slug="terms", title="Terms")
    FooterLink.objects.create(language="en", label="Elsewhere", address="/elsewhere/")
    SiteAddress.objects.create(url="https://example.org")
    Agency.objects.create(name="EPA")
    Autosave.objects.create(article=story, user=user, fields={"slug": "zwirbelkanaries"})
    Correction.objects.create(article=story, text="x", made_at=now)
    link = PreviewLink.objects.create(article=story, digest="0", for_whom="x", made_at=now, expires_at=now)
    Clearance.objects.create(
        article=story, revision=story.latest_revision, is_cleared=True, name="x", made_at=now, link=link
    )
    Note.objects.create(article=story, text="x", made_at=now)
    Task.objects.create(article=story, kind="updated", text="x", made_at=now)
    digest = Digest.objects.create(day=now.date(), title="x")
    DigestLine.objects.create(digest=digest, story_id=story.pk, line="x")
    HouseWord.objects.create(avoid="x")
    Redaction.objects.create(article=story, reason="x", asked_at=now, asked_by=user.ref)
    LogEntry.objects.create(
        user=user, content_type=ContentType.objects.get_for_model(Article), object_id=str(story.pk),
        action_flag=CHANGE, object_repr="x", change_message="x",
    )  # fmt: skip
    apps.get_model("taggit", "Tag").objects.create(name="x", slug="x")
    return story


def stand_everywhere() -> None:
    """Put the canary into each text column of the last row of each model, and of every published one."""
    with unguarded():
        for model in blacking.models_with_words():
            rows = model._base_manager.order_by("-pk")
            for row in rows if model is PublishedArticle else rows[:1]:
                words = {column.attname: filled(column, row) for column in text_columns(model)}
                model._base_manager.filter(pk=row.pk).update(
                    **{name: value for name, value in words.items() if value}
                )


def filled(column: models.Field[Any, Any], row: models.Model) -> Any:
    """None where the canary stands already, or where a file is called by it."""
    value = getattr(row, column.attname)
    if isinstance(column, models.FileField) or (value and says(value)):
        return None
    if isinstance(column, models.JSONField):
        return {**value, "canary": CANARY}
    if isinstance(column, models.SlugField) or column.name == "path":
        return f"zwirbelkanaries-{row.pk}"
    return f"{CANARY} {row.pk}"[: column.max_length]


def stand_beside() -> None:
    """Where no row is: cache, session, a PDF of before."""
    cache.set("page", CANARY)
    session = SessionStore()
    session["_messages"] = f"“{CANARY}” was saved."
    session.save()
    story = Article.objects.order_by("pk").first()
    assert story is not None
    default_storage.save(f"pdf/{story.pk}/old.pdf", ContentFile(f"%PDF {CANARY}".encode()))


def do(cast: Cast, article: Article | None = None, **options: Any) -> Redaction:
    asked = redaction.ask(cast.chief, WORDS, reason=REASON, article=article, **options)
    return redaction.confirm(asked, cast.editor, WORDS)


@pytest.fixture
def site(transactional_db: None) -> tuple[Cast, Article]:
    return a_fresh_site()


@pytest.fixture
def desk(db: None, monkeypatch: pytest.MonkeyPatch) -> tuple[Cast, Article]:
    """The same, quicker, for what needs no commit: free pages are not scrubbed."""
    monkeypatch.setattr(scrubbing, "scrub_database", lambda: None)
    return a_fresh_site()


def a_fresh_site() -> tuple[Cast, Article]:
    for name in (ledger.KEY_FILE, ledger.LEDGER_FILE):
        (Path(settings.VAR_DIR) / name).unlink(missing_ok=True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    cast = a_cast()
    return cast, a_site(cast)


class CanaryTests:
    """Everything, in one run, as it is slow to build."""

    def test_the_words_are_found_nowhere_and_a_restored_backup_loses_them_too(
        self, site: tuple[Cast, Article], tmp_path: Path
    ) -> None:
        cast, story = site
        stand_everywhere()
        stand_beside()
        self.the_canary_stands_everywhere()
        backup = a_backup(tmp_path)

        done = do(cast, cuts_addresses=True)

        tasks.run_waiting()
        assert done.cleaned_at is not None
        assert self.hits() == []
        assert cache.get("page") is None
        assert not default_storage.exists(f"pdf/{story.pk}/old.pdf")
        if backup is not None:
            put_back(backup)
            assert hits_in_rows() != []
            assert [is_here for _line, is_here in redaction.apply_ledger()] == [True]
            assert self.hits() == []
            assert Redaction.objects.get(ref=done.ref).done_at is not None

    def the_canary_stands_everywhere(self) -> None:
        found = set(hits_in_rows())
        for model in blacking.models_with_words():
            assert model._base_manager.exists(), f"a_site() makes no row of {model._meta.label}."
            for column in text_columns(model):
                assert f"{model._meta.db_table}.{column.column}" in found, (
                    f"{model._meta.label}.{column.name}"
                )
        assert hits_in_files()
        assert hits_in_sessions()

    def hits(self) -> list[str]:
        return hits_in_rows() + hits_in_files() + hits_in_sessions()

    def test_every_column_of_words_is_known_or_walked(self) -> None:
        """A column that is listed as wordless is one that exists: nothing hides behind a name of yesterday."""
        known = {
            blacking.label_of(model, column)
            for model in apps.get_models()
            for column in model._meta.concrete_fields
        }
        assert known >= blacking.WORDLESS | blacking.BY_THE_ADDRESS_BOOK


def a_backup(folder: Path) -> Path | None:
    """Of the whole database, as a file; other databases are backed up by their own tools."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(folder / "backup.sqlite3")])
    return folder / "backup.sqlite3"


def put_back(backup: Path) -> None:
    place = Path(connection.settings_dict["NAME"])
    connection.close()
    for ending in ("-wal", "-shm"):
        Path(f"{place}{ending}").unlink(missing_ok=True)
    shutil.copyfile(backup, place)


class OneStoryTests:
    def test_only_this_story_loses_the_words(self, desk: tuple[Cast, Article]) -> None:
        cast, story = desk
        other = a_draft(cast, headline=f"{LATIN} elsewhere", tags=(CANARY,))
        do(cast, story)
        assert not any(is_in(json.dumps(item, ensure_ascii=False)) for item in items_of(story))
        assert is_in(str(items_of(other)))
        assert Tag.objects.filter(name=CANARY).exists()

    def test_its_byline_is_withheld_and_its_tag_is_gone(self, desk: tuple[Cast, Article]) -> None:
        cast, story = desk
        do(cast, story)
        row = PublishedArticle.public.at().get(story_id=story.pk)
        assert [author["name"] for author in row.display["authors"]] == ["Name withheld"]
        assert [tag["name"] for tag in row.display["tags"]] == ["River"]
        assert MARK in row.headline and MARK in row.body_html
        assert not is_in(row.body_html + row.card_html + row.structured_data + row.search_text)
        line = ArticleByline.objects.get(article=story)
        assert line.author.form == "withheld"

    def test_its_history_keeps_numbers_times_and_people_and_says_that_words_went(
        self, desk: tuple[Cast, Article]
    ) -> None:
        cast, story = desk
        columns = ("pk", "number", "parent", "made_at", "made_by", "is_substantive", "reason")
        before = list(story.revisions.order_by("number").values_list(*columns))
        done = do(cast, story)
        assert list(story.revisions.order_by("number").values_list(*columns))[: len(before)] == before
        event = story.audit_events.get(move="redacted")
        assert (event.made_by, event.reason, event.details["person"]) == (
            cast.editor.ref,
            REASON,
            str(cast.chief.ref),
        )
        assert done.counts["articles.Revision"] == 2

    def test_what_readers_see_is_the_latest_revision_as_it_was_before(
        self, desk: tuple[Cast, Article]
    ) -> None:
        cast, story = desk
        do(cast, story)
        fresh = Article.objects.get(pk=story.pk)
        live_now = PublishedArticle.public.at().get(story_id=story.pk)
        assert live_now.revision_id == fresh.latest_revision_id == fresh.approved_revision_id

    def test_its_photo_has_other_words_and_another_address(self, desk: tuple[Cast, Article]) -> None:
        cast, story = desk
        before = Photo.objects.get()
        with before.file.open("rb") as file:
            assert hits_in_bytes(file.read())
        do(cast, story)
        photo = Photo.objects.get()
        assert photo.public_key != before.public_key and photo.checksum != before.checksum
        with photo.file.open("rb") as file:
            assert not hits_in_bytes(file.read())
        row = PublishedArticle.public.at().get(story_id=story.pk)
        assert row.photos.get().public_key == photo.public_key

    def test_a_hash_that_would_confirm_a_guess_is_not_kept(self, desk: tuple[Cast, Article]) -> None:
        cast, story = desk
        rows = PublishedArticle.rows.filter(story_id=story.pk)
        old = set(rows.values_list("public_hash", flat=True))
        AuditEvent.objects.create(
            article=story, move="rebuilt", details={"hashes": sorted(old)}, made_at=timezone.now()
        )
        do(cast, story)
        assert not old & set(rows.values_list("public_hash", flat=True))
        said = str(list(AuditEvent.objects.values_list("details", flat=True)))
        assert not any(one in said for one in old)

    def test_whoever_had_the_page_open_does_not_bring_the_words_back(
        self, desk: tuple[Cast, Article]
    ) -> None:
        cast, story = desk
        based_on = Article.objects.get(pk=story.pk).latest_revision
        assert based_on is not None
        begun = based_on.news_item
        do(cast, story)
        fresh = Article.objects.get(pk=story.pk)
        with pytest.raises(revisions.Conflict):
            revisions.record(fresh, cast.writer, based_on=based_on)
        kept = revisions.keep_beside(fresh, begun, cast.writer, based_on=based_on)
        assert not is_in(json.dumps(kept.item, ensure_ascii=False))

    def test_later_the_name_may_be_written_again(self, desk: tuple[Cast, Article]) -> None:
        cast, story = desk
        do(cast, story)
        saved(Article.objects.get(pk=story.pk), cast.writer, standfirst=f"{LATIN} is safe.")
        assert is_in(str(items_of(story)))


def items_of(story: Article) -> list[Any]:
    return list(Revision.objects.filter(article=story).values_list("item", flat=True))


class FamilyTests:
    def test_a_task_on_a_translation_that_quotes_the_words_loses_them(
        self, desk: tuple[Cast, Article]
    ) -> None:
        cast, story = desk
        translation = a_draft(cast, headline="Parom", translation_of=story)
        Task.objects.create(article=translation, kind="corrected", text=LATIN, made_at=timezone.now())
        do(cast, story)
        assert not is_in(str(list(Task.objects.values_list("text", flat=True))))
        assert translation.audit_events.filter(move="redacted").exists()

    def test_an_older_version_of_a_translation_is_counted_beside(self, desk: tuple[Cast, Article]) -> None:
        cast, story = desk
        translation = a_draft(cast, headline=LATIN, translation_of=story)
        saved(translation, cast.writer, headline="Parom")
        assert redaction.stories_beside(story, WORDS, cast.chief) == 1

    def test_the_log_of_its_photos_loses_the_words(self, desk: tuple[Cast, Article]) -> None:
        cast, story = desk
        LogEntry.objects.create(
            user=cast.writer, content_type=ContentType.objects.get_for_model(Photo),
            object_id=str(Photo.objects.get().pk), action_flag=CHANGE, object_repr=f"{LATIN} at home",
        )  # fmt: skip
        do(cast, story)
        assert not is_in(str(list(LogEntry.objects.values_list("object_repr", flat=True))))

    def test_the_line_that_says_it_was_posted_loses_the_hash(self, desk: tuple[Cast, Article]) -> None:
        cast, story = desk
        old = PublishedArticle.public.at().get(story_id=story.pk).public_hash
        sending.mark_posted(story, cast.editor, old)
        do(cast, story)
        assert story.audit_events.get(move="posted").details["public_hash"] == ""


class AddressTests:
    def path_of(self, story: Article) -> str:
        return PublishedArticle.public.at().get(story_id=story.pk).path

    def test_the_old_address_leads_on_although_nobody_can_read_it_any_more(
        self, desk: tuple[Cast, Article], client: Any
    ) -> None:
        cast, story = desk
        old = self.path_of(story)
        do(cast, story)
        new = self.path_of(story)
        assert is_in(old) and not is_in(new)
        assert client.get(new).status_code == 200
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)
        assert not Address.objects.filter(path=old).exists()

    def test_a_cut_address_is_gone_and_leads_nowhere(self, desk: tuple[Cast, Article], client: Any) -> None:
        cast, story = desk
        old = self.path_of(story)
        do(cast, story, cuts_addresses=True)
        assert client.get(old).status_code == 410
        assert client.get(self.path_of(story)).status_code == 200

    def test_the_page_of_an_author_is_cut_too(self, desk: tuple[Cast, Article], client: Any) -> None:
        cast, _story = desk
        path = "/authors/zwirbelkanaries-shchurokrylov/"
        assert client.get(path).status_code == 200
        do(cast, cuts_addresses=True)
        assert client.get(path).status_code == 410


class AskingTests:
    @pytest.fixture
    def draft(self, cast: Cast) -> Article:
        return a_draft(cast, headline=LATIN)

    def test_only_the_chief_asks(self, cast: Cast, draft: Article) -> None:
        for person in cast.everyone_but("chief", "chief_elsewhere").values():
            with pytest.raises(Refused):
                redaction.ask(person, WORDS, reason=REASON, article=draft)
        assert redaction.ask(cast.chief, WORDS, reason=REASON, article=draft).confirmed_at is None

    @pytest.mark.parametrize(
        ("phrases", "reason"),
        [
            ([], REASON),
            (["a"], REASON),
            (["–"], REASON),
            (WORDS, ""),
            (WORDS, f"{LATIN.upper()} asked."),
            (["a b"] * 51, REASON),
        ],
    )
    def test_it_refuses_what_it_could_not_keep_to(self, cast: Cast, phrases: list[str], reason: str) -> None:
        with pytest.raises(Refused) as refusal:
            redaction.ask(cast.chief, phrases, reason=reason)
        assert not is_in(refusal.value.sentence)
        assert not Redaction.objects.exists()

    def test_asking_keeps_no_word_and_changes_none(self, cast: Cast, draft: Article) -> None:
        asked = redaction.ask(cast.chief, WORDS, reason=REASON, article=draft)
        assert not is_in(str(vars(asked)))
        assert Article.objects.get().headline == LATIN

    def test_looking_counts_and_changes_nothing(self, cast: Cast, draft: Article) -> None:
        counts = redaction.look(draft, WORDS, cast.chief).counts
        assert (counts["articles.Article"], counts["articles.Revision"]) == (1, 1)
        assert Article.objects.get().headline == LATIN

    def test_a_closed_story_is_neither_counted_nor_found(self, cast: Cast, draft: Article) -> None:
        Article.objects.update(is_closed=True)
        assert not redaction.look(None, WORDS, cast.chief).counts["articles.Article"]
        with pytest.raises(Refused, match="no such story"):
            redaction.ask(cast.chief, WORDS, reason=REASON, article=Article.objects.get())

    def test_what_stands_in_closed_stories_alone_is_not_counted(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(scrubbing, "scrub_database", lambda: None)
        photo = a_photo(caption=CANARY)
        story = a_draft(cast, headline=LATIN, photo=photo, author=an_author(CANARY), tags=(LATIN,))
        LogEntry.objects.create(
            user=cast.writer, content_type=ContentType.objects.get_for_model(Photo),
            object_id=str(photo.pk), action_flag=CHANGE, object_repr=LATIN,
        )  # fmt: skip
        shared = set(redaction.look(None, WORDS, cast.chief).counts)
        assert shared >= {
            "media.Photo",
            "articles.AuthorName",
            "articles.Tag",
            "admin.LogEntry",
        }
        Article.objects.filter(pk=story.pk).update(is_closed=True)
        assert redaction.look(None, WORDS, cast.chief).counts == {}
        assert do(cast).counts == {}

    def test_it_can_be_taken_back_until_it_is_confirmed(self, cast: Cast) -> None:
        redaction.withdraw(redaction.ask(cast.chief, WORDS, reason=REASON), cast.chief)
        assert not Redaction.objects.exists()

    def test_half_a_word_at_the_end_of_a_column_goes_too(
        self, cast: Cast, draft: Article, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(scrubbing, "scrub_database", lambda: None)
        revision = saved(draft, cast.writer, standfirst="One more.")
        with unguarded():
            Revision.objects.filter(pk=revision.pk).update(note=("x " * 148 + LATIN)[:300])
        do(cast, draft)
        note = Revision.objects.get(pk=revision.pk).note
        assert "Zwir" not in note and note.endswith(MARK[:4])


class ConfirmingTests:
    @pytest.fixture
    def asked(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Redaction:
        monkeypatch.setattr(scrubbing, "scrub_database", lambda: None)
        return redaction.ask(cast.chief, WORDS, reason=REASON, article=a_draft(cast, headline=LATIN))

    def test_nobody_is_their_own_second_person(self, cast: Cast, asked: Redaction) -> None:
        with pytest.raises(Refused, match="somebody else"):
            redaction.confirm(asked, cast.chief, WORDS)

    def test_the_wrong_role_is_refused(self, cast: Cast, asked: Redaction) -> None:
        for person in (cast.writer, cast.photo_editor, cast.stranger):
            with pytest.raises(Refused):
                redaction.confirm(asked, person, WORDS)
        assert Article.objects.get().headline == LATIN

    @pytest.mark.parametrize("words", [[], [LATIN], [*WORDS, "more"], ["other", "words"]])
    def test_other_words_are_refused(self, cast: Cast, asked: Redaction, words: list[str]) -> None:
        with pytest.raises(Refused, match="not the words"):
            redaction.confirm(asked, cast.editor, words)
        assert Article.objects.get().headline == LATIN

    def test_the_same_words_in_another_order_and_case_are_the_same(
        self, cast: Cast, asked: Redaction
    ) -> None:
        redaction.confirm(asked, cast.administrator, [CYRILLIC.upper(), f" {LATIN.lower()} "])
        assert Article.objects.get().headline == MARK

    def test_it_is_done_once(self, cast: Cast, asked: Redaction) -> None:
        redaction.confirm(asked, cast.editor, WORDS)
        with pytest.raises(Refused, match="already"):
            redaction.confirm(asked, cast.chief_elsewhere, WORDS)

    def test_afterwards_history_is_as_shut_as_before(self, cast: Cast, asked: Redaction) -> None:
        redaction.confirm(asked, cast.editor, WORDS)
        with pytest.raises(Exception, match="append-only"):
            Revision.objects.update(note="x")


FAULTS: list[tuple[Any, str]] = [
    (blacking, "_black_out_published"),
    (blacking, "_end_sessions"),
    (blacking.chrome, "rewrite"),
    (redaction, "_renew"),
    (redaction, "_write_lines"),
    (ledger, "write"),
]


def fails(*args: Any, **kwargs: Any) -> None:
    raise OSError("the power went")


class FaultTests:
    def test_a_fault_in_the_middle_leaves_everything_and_it_can_be_run_again(
        self, site: tuple[Cast, Article], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cast, _story = site
        asked = redaction.ask(cast.chief, WORDS, reason=REASON)
        before = hits_in_rows()
        for place, name in FAULTS:
            with monkeypatch.context() as patched, pytest.raises(OSError, match="the power went"):
                patched.setattr(place, name, fails)
                redaction.confirm(asked, cast.editor, WORDS)
            assert hits_in_rows() == before, name
            assert list(ledger.lines()) == []
        redaction.confirm(asked, cast.editor, WORDS)
        assert hits_in_rows() == []

    def test_a_fault_after_it_is_taken_up_without_the_words(
        self, site: tuple[Cast, Article], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cast, _story = site
        asked = redaction.ask(cast.chief, WORDS, reason=REASON)
        with monkeypatch.context() as patched, pytest.raises(OSError, match="the power went"):
            patched.setattr(scrubbing, "take_words_out", fails)
            redaction.confirm(asked, cast.editor, WORDS)
        for name in ("_delete_orphans", "scrub_database"):
            with monkeypatch.context() as patched, pytest.raises(OSError, match="the power went"):
                patched.setattr(scrubbing, name, fails)
                redaction.finish(redaction.unfinished().get())
        redaction.finish(redaction.unfinished().get())
        assert not redaction.unfinished()
        assert hits_in_rows() + hits_in_files() == []

    def test_a_pdf_that_cannot_be_deleted_is_told(
        self, site: tuple[Cast, Article], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cast, _story = site
        with monkeypatch.context() as patched:
            patched.setattr("articles.delivery.pdf._delete_all", fails)
            with pytest.raises(NotClean):
                do(cast)
        redaction.finish(redaction.unfinished().get())

    def test_a_story_that_cannot_be_projected_is_closed_and_not_left_standing(
        self, site: tuple[Cast, Article], monkeypatch: pytest.MonkeyPatch, client: Any
    ) -> None:
        cast, story = site
        monkeypatch.setattr("articles.workflow.publication._rebuild_story", fails)
        do(cast)
        assert not PublishedArticle.public.at(timezone.now() + timedelta(seconds=1)).exists()
        assert (
            PublishedArticle.rows.filter(story_id=story.pk).latest("visible_until").end_reason == "redacted"
        )
        assert hits_in_rows() == []


@pytest.mark.django_db
class BusyTests:
    @pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone wants the database for itself.")
    def test_a_database_that_is_in_use_says_what_to_do(self) -> None:
        with pytest.raises(NotClean, match="redact --finish"):
            scrubbing.scrub_database()  # The test is itself in the middle of a transaction.


class NameTests:
    def test_two_names_that_become_the_same_mark_are_told_apart(self, desk: tuple[Cast, Article]) -> None:
        cast, _story = desk
        tags = [Tag.objects.create(name=word) for word in WORDS]
        do(cast)
        names = set(Tag.objects.filter(pk__in=[tag.pk for tag in tags]).values_list("name", flat=True))
        assert len(names) == 2 and all(name.startswith(MARK) for name in names)

    def test_an_author_of_this_name_is_withheld_and_has_no_page(self, desk: tuple[Cast, Article]) -> None:
        cast, _story = desk
        author = an_author(LATIN, portrait=Photo.objects.get())
        do(cast)
        author.refresh_from_db()
        assert (author.form, author.portrait, author.has_page) == ("withheld", None, False)

    def test_a_login_of_this_name_is_another(self, desk: tuple[Cast, Article]) -> None:
        cast, _story = desk
        person = a_person(LATIN, None)
        do(cast)
        person.refresh_from_db()
        assert person.username == f"person-{person.pk}" and not is_in(person.email + person.first_name)


class RunAgainTests:
    def test_the_ledger_may_be_applied_to_what_is_clean_already(self, desk: tuple[Cast, Article]) -> None:
        cast, story = desk
        done = do(cast)
        revisions_before = story.revisions.count()
        assert len(list(redaction.apply_ledger())) == 1
        assert story.revisions.count() == revisions_before
        assert story.audit_events.filter(move="redacted").count() == 1
        assert Redaction.objects.get(pk=done.pk).done_at == done.done_at

    def test_a_story_that_is_not_in_this_database_is_passed_over(self, desk: tuple[Cast, Article]) -> None:
        cast, story = desk
        do(cast, story)
        Article.objects.filter(pk=story.pk).update(ref="anotherstory")
        assert [is_here for _line, is_here in redaction.apply_ledger()] == [False]
