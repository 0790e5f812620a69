"""Rules that the database itself keeps, on both databases; each also seen to fail once its trigger is gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import Model

from articles.apps import install_triggers, let_triggers_step_aside
from articles.models import (
    AuditEvent,
    Clearance,
    Correction,
    PreviewLink,
    PublishedArticle,
    PublishedPhoto,
    Redaction,
    Revision,
    triggers,
)
from articles.models.published import FOREVER, writing
from tests.cast import a_revision, a_story

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
IS_POSTGRESQL = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="Only PostgreSQL truncates.")


def drop(name: str) -> None:
    """Take one rule away, as a careless migration would."""
    definition = triggers.definitions(connection.vendor)[name]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
        else:
            table = definition.partition(" ON ")[2].split()[0]
            cursor.execute(f"DROP TRIGGER {name} ON {table}")


def truncate(model: type[Model]) -> None:
    with connection.cursor() as cursor:
        # Foreign keys that wait for the end of the transaction would refuse it on grounds of their own.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


def a_row_of_history(model: type[Model]) -> Model:
    story = a_story()
    if model is Revision:
        return a_revision(story)
    if model is AuditEvent:
        return AuditEvent.objects.create(article=story, move="submit", made_at=NOON)
    if model is Clearance:
        return Clearance.objects.create(
            article=story, revision=a_revision(story), is_cleared=True, name="Ada Holm", made_at=NOON
        )
    return Correction.objects.create(article=story, text="It was eleven, not ten.", made_at=NOON)


HISTORY: list[type[Model]] = [Revision, AuditEvent, Correction, Clearance]


@pytest.mark.parametrize("model", HISTORY)
class AppendOnlyTests:
    def test_its_tables_are_the_ones_that_the_triggers_name(self, model: type[Model]) -> None:
        assert model._meta.db_table in triggers.APPEND_ONLY_TABLES
        assert len(triggers.APPEND_ONLY_TABLES) == 4

    def test_a_change_is_refused(self, model: type[Model]) -> None:
        row = a_row_of_history(model)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model._default_manager.filter(pk=row.pk).update(made_by=None)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            row.save()

    def test_a_deletion_is_refused(self, model: type[Model]) -> None:
        row = a_row_of_history(model)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model._default_manager.filter(pk=row.pk).delete()
        assert model._default_manager.filter(pk=row.pk).exists()

    @IS_POSTGRESQL
    def test_emptying_the_table_is_refused(self, model: type[Model]) -> None:
        row = a_row_of_history(model)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            truncate(model)
        triggers.remove(connection)
        truncate(model)
        assert not model._default_manager.filter(pk=row.pk).exists()

    def test_without_the_triggers_all_of_it_would_pass(self, model: type[Model]) -> None:
        row = a_row_of_history(model)
        triggers.remove(connection)
        assert model._default_manager.filter(pk=row.pk).update(made_by=None) == 1
        assert model._default_manager.filter(pk=row.pk).delete()[0] == 1


def a_redaction(**fields: Any) -> Redaction:
    """Confirmed and not done: what stands for the length of one transaction."""
    told: dict[str, Any] = {
        "reason": "Danger.", "asked_at": NOON, "asked_by": uuid4(), "confirmed_at": NOON, "confirmed_by": uuid4(),
    }  # fmt: skip
    return Redaction.objects.create(**{**told, **fields})


def columns_of_history() -> list[Any]:
    """Every column of every append-only table, and whether a redaction may change it."""
    return [
        pytest.param(model, column, id=f"{model.__name__}.{column.name}")
        for model in HISTORY
        for column in model._meta.concrete_fields
    ]


def another(column: Any, value: Any) -> Any:
    """Some other value that the column takes."""
    match column:
        case models.JSONField():
            return {"other": 1}
        case models.BooleanField():
            return not value
        case models.UUIDField():
            return uuid4()
        case models.DateTimeField():
            return value + HOUR
        case models.ForeignKey():
            return None if value else other_id(column)
        case models.IntegerField():
            return (value or 0) + 1
    return f"x{value}"[: column.max_length]


def other_id(column: Any) -> int:
    if column.related_model is PreviewLink:
        story = a_story()
        return PreviewLink.objects.create(article=story, digest="1", made_at=NOON, expires_at=NOON).pk
    return a_revision(a_story()).pk


class RedactionTests:
    """The one exception: words, in the columns of words, of the story that is named, for as long as it is open."""

    @pytest.mark.parametrize(("model", "column"), columns_of_history())
    def test_it_may_change_words_and_no_other_column(self, model: Any, column: Any) -> None:
        row = a_row_of_history(model)
        a_redaction()
        change = {column.attname: another(column, getattr(row, column.attname))}
        if column.name in triggers.REDACTABLE[model.__name__]:
            assert model._default_manager.filter(pk=row.pk).update(**change) == 1
            return
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model._default_manager.filter(pk=row.pk).update(**change)

    @pytest.mark.parametrize("model", HISTORY)
    def test_words_and_another_column_together_are_refused(self, model: Any) -> None:
        row = a_row_of_history(model)
        a_redaction()
        column = triggers.REDACTABLE[model.__name__][0]
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model._default_manager.filter(pk=row.pk).update(**{column: "x", "made_by": uuid4()})

    @pytest.mark.parametrize("model", HISTORY)
    def test_a_deletion_is_refused_even_then(self, model: Any) -> None:
        row = a_row_of_history(model)
        a_redaction()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model._default_manager.filter(pk=row.pk).delete()

    @pytest.mark.parametrize(
        "fields",
        [{"confirmed_at": None, "confirmed_by": None}, {"done_at": NOON}],
        ids=["unconfirmed", "done"],
    )
    @pytest.mark.parametrize("model", HISTORY)
    def test_one_that_is_not_open_opens_nothing(self, model: Any, fields: dict[str, Any]) -> None:
        row = a_row_of_history(model)
        a_redaction(**fields)
        self.is_shut(model, row)

    @pytest.mark.parametrize("model", HISTORY)
    def test_one_of_another_story_opens_nothing(self, model: Any) -> None:
        row: Any = a_row_of_history(model)
        a_redaction(article=a_story())
        self.is_shut(model, row)
        a_redaction(article=row.article)
        column = triggers.REDACTABLE[model.__name__][0]
        assert model._default_manager.filter(pk=row.pk).update(**{column: "x"}) == 1

    def is_shut(self, model: Any, row: Any) -> None:
        column = triggers.REDACTABLE[model.__name__][0]
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model._default_manager.filter(pk=row.pk).update(**{column: "x"})


def a_slice(opens: datetime, ends: datetime = FOREVER, **fields: Any) -> PublishedArticle:
    with writing():
        return PublishedArticle.rows.create(
            **{
                "story_id": 7,
                "revision_id": 1,
                "translation_group": 7,
                "language": "en",
                "visible_from": opens,
                "visible_until": ends,
                "path": "/articles/2026/11/24/ferry/",
                "published_at": opens,
                "headline": "Council keeps the night ferry",
                "public_hash": "0" * 64,
                **fields,
            }
        )


def overlap() -> Any:
    return pytest.raises(IntegrityError, match="overlap")


def forget_the_overlap_rule() -> None:
    if connection.vendor == "sqlite":
        drop("slices_never_overlap_on_insert")
        drop("slices_never_overlap_on_update")
    else:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE articles_publishedarticle DROP CONSTRAINT slices_never_overlap")


OVERLAPPING = [
    pytest.param(NOON, FOREVER, id="the same"),
    pytest.param(NOON - HOUR, NOON + timedelta(seconds=1), id="its beginning"),
    pytest.param(NOON + HOUR, NOON + 2 * HOUR, id="inside"),
    pytest.param(NOON - HOUR, FOREVER, id="around"),
    pytest.param(NOON + 900 * HOUR, FOREVER, id="its end"),
]


class SliceTests:
    @pytest.mark.parametrize(("opens", "ends"), OVERLAPPING)
    def test_a_second_slice_over_the_first_is_refused(self, opens: datetime, ends: datetime) -> None:
        a_slice(NOON)
        with overlap(), transaction.atomic():
            a_slice(opens, ends)
        assert PublishedArticle.rows.count() == 1

    @pytest.mark.parametrize(("opens", "ends"), OVERLAPPING)
    def test_moving_a_slice_over_another_is_refused(self, opens: datetime, ends: datetime) -> None:
        a_slice(NOON)
        other = a_slice(NOON - 3 * HOUR, NOON - 2 * HOUR)
        with overlap(), transaction.atomic(), writing():
            PublishedArticle.rows.filter(pk=other.pk).update(visible_from=opens, visible_until=ends)
        with overlap(), transaction.atomic(), writing():
            other.visible_from, other.visible_until = opens, ends
            other.save()

    def test_giving_a_slice_to_a_story_that_has_one_is_refused(self) -> None:
        a_slice(NOON)
        other = a_slice(NOON, story_id=8)
        with overlap(), transaction.atomic(), writing():
            PublishedArticle.rows.filter(pk=other.pk).update(story_id=7)

    def test_slices_may_touch_and_other_stories_may_stand_beside(self) -> None:
        first = a_slice(NOON, NOON + HOUR)
        a_slice(NOON + HOUR, NOON + 2 * HOUR)
        a_slice(NOON - HOUR, NOON)
        a_slice(NOON, story_id=8)
        with writing():
            PublishedArticle.rows.filter(pk=first.pk).update(visible_until=NOON + HOUR / 2, headline="Other")
        assert PublishedArticle.rows.count() == 4

    def test_a_slice_without_length_is_refused(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            a_slice(NOON, NOON)
        with pytest.raises(IntegrityError), transaction.atomic():
            a_slice(NOON, NOON - HOUR)

    def test_without_the_rule_all_of_it_would_pass(self) -> None:
        forget_the_overlap_rule()
        other = a_slice(NOON - 3 * HOUR, NOON - 2 * HOUR)
        a_slice(NOON)
        a_slice(NOON)
        with writing():
            PublishedArticle.rows.filter(pk=other.pk).update(visible_until=FOREVER)

    def test_a_retraction_says_why(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            a_slice(NOON, form=PublishedArticle.Form.RETRACTION)
        a_slice(NOON, form=PublishedArticle.Form.RETRACTION, words_for_readers="The source was forged.")


class PhotoOfASliceTests:
    def a_photo(self, **fields: Any) -> PublishedPhoto:
        story = a_slice(NOON, NOON + HOUR)
        with writing():
            return PublishedPhoto.rows.create(
                **{
                    "published": story,
                    "photo_ref": "abc",
                    "public_key": "k" * 26,
                    "place": "lead",
                    "credit_line": "EPA / TOLGA AKMEN",
                    "visible_from": story.visible_from,
                    "visible_until": story.visible_until,
                    **fields,
                }
            )

    def test_a_photo_without_its_credit_is_refused_by_the_database(self) -> None:
        with pytest.raises(IntegrityError, match="no_photo_without_a_credit"), transaction.atomic():
            self.a_photo(credit_line="")

    def test_taking_the_credit_away_is_refused(self) -> None:
        photo = self.a_photo()
        with pytest.raises(IntegrityError), transaction.atomic(), writing():
            PublishedPhoto.rows.filter(pk=photo.pk).update(credit_line="")

    def test_a_photo_may_not_outlive_its_rights(self) -> None:
        with pytest.raises(IntegrityError, match="no_photo_after_its_rights"), transaction.atomic():
            self.a_photo(rights_until=NOON + HOUR / 2)

    def test_a_photo_may_stand_until_its_rights_end(self) -> None:
        assert self.a_photo(rights_until=NOON + HOUR).pk


ALL = sorted(triggers.definitions(connection.vendor))


def found_missing() -> str:
    return " ".join(
        message.msg
        for message in run_checks(tags=["database"], databases=["default"])
        if message.id == "articles.E001"
    )


class StandingTests:
    def test_all_of_them_stand_after_the_migrations(self) -> None:
        assert triggers.missing(connection) == set()
        assert found_missing() == ""

    @pytest.mark.parametrize("name", ALL)
    def test_a_missing_one_is_found_by_the_system_check(self, name: str) -> None:
        drop(name)
        assert found_missing() == f"The database has lost {name}: history could be changed."

    @pytest.mark.parametrize("name", ALL)
    def test_migrate_puts_a_missing_one_back(self, name: str) -> None:
        drop(name)
        assert triggers.missing(connection) == {name}
        install_triggers(using="default")
        assert triggers.missing(connection) == set()

    def test_the_command_migrate_does_so_whether_or_not_there_is_a_migration(self) -> None:
        triggers.remove(connection)
        call_command("migrate", verbosity=0, stdout=StringIO())
        assert triggers.missing(connection) == set()

    @IS_POSTGRESQL
    def test_a_trigger_that_is_switched_off_counts_as_missing(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE articles_revision DISABLE TRIGGER articles_revision_refuses_change")
        assert "articles_revision_refuses_change" in found_missing()

    def test_one_that_an_older_newsroom_made_is_replaced(self) -> None:
        name = next(name for name in ALL if name.startswith("articles_revision_refuses"))
        drop(name)
        old = triggers.definitions(connection.vendor)[name].replace("'item'", "'note'")
        with connection.cursor() as cursor:
            cursor.execute(
                f"{old} " if connection.vendor != "sqlite" else old.replace("BEGIN", "WHEN 1 BEGIN", 1)
            )
        assert triggers.missing(connection) == {name}
        install_triggers(using="default")
        assert triggers.missing(connection) == set()

    def test_installing_twice_changes_nothing(self) -> None:
        before = triggers.installed(connection)
        triggers.install(connection)
        assert triggers.installed(connection) == before


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="Only SQLite makes tables anew.")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Redaction, *HISTORY])
def test_a_migration_may_make_a_table_anew(model: type[Model]) -> None:
    """What SQLite does for every change of a column; without the step aside it stumbles over the triggers."""
    let_triggers_step_aside(using="default", plan=["a migration"])
    with connection.schema_editor() as editor:
        editor._remake_table(model)  # type: ignore[attr-defined]
    install_triggers(using="default")
    assert triggers.missing(connection) == set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_transactional_test_leaves_the_rules_and_the_kinds_behind(time: str) -> None:
    """The teardown of the first flushes the tables; the second finds everything as the migrations left it."""
    from articles.models import Kind

    assert triggers.missing(connection) == set()
    assert Kind.objects.count() == 5
    assert not Revision.objects.exists()
    a_revision(a_story())
    a_slice(NOON, search_headline="ferry")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM articles_search WHERE articles_search MATCH 'ferry'")
            assert cursor.fetchone() == (1,)
