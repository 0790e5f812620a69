"""Rules that the database itself keeps: append-only tables, slices that never overlap, the search index.

One thing passes the append-only rule: a redaction that two people have confirmed and that is being carried out. It
may change words, in the columns named here, of the story that it names; never another column, never a whole row.

Installed in `post_migrate`, because an `AlterField` on SQLite drops a table's triggers without a word, and
checked at start-up. On PostgreSQL the overlap is an exclusion constraint, made by a migration.
"""

from __future__ import annotations

import hashlib

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

REDACTABLE = {
    "Revision": ("item", "note"),
    "AuditEvent": ("reason", "details"),
    "Correction": ("text",),
    "Clearance": ("name", "remark"),
}
"""Append-only models, and the columns in which somebody wrote words."""
APPEND_ONLY_TABLES = tuple(f"articles_{name.lower()}" for name in REDACTABLE)
IS_BEING_REDACTED = (
    "SELECT 1 FROM articles_redaction WHERE confirmed_at IS NOT NULL AND done_at IS NULL "
    "AND (article_id IS NULL OR article_id = OLD.article_id)"
)
"""Such a row is seen by nobody else: it is confirmed and done in one transaction."""
SLICES = "articles_publishedarticle"


def _kept_columns(model_name: str) -> list[str]:
    """What not even a redaction changes: every column that is not named above, those of tomorrow among them."""
    model = apps.get_model("articles", model_name)
    return [field.column for field in model._meta.concrete_fields if field.name not in REDACTABLE[model_name]]


def _append_only_on_sqlite(model_name: str, table: str) -> dict[str, str]:
    differs = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in _kept_columns(model_name))
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    update, delete = f"{table}_refuses_update", f"{table}_refuses_delete"
    return {
        update: (
            f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} "
            f"WHEN NOT EXISTS ({IS_BEING_REDACTED}) OR {differs} {refuse}"
        ),
        delete: f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} {refuse}",
    }


def _sqlite() -> dict[str, str]:
    made: dict[str, str] = {}
    for model_name, table in zip(REDACTABLE, APPEND_ONLY_TABLES, strict=True):
        made |= _append_only_on_sqlite(model_name, table)
    overlap = (
        f"SELECT RAISE(ABORT, 'slices of one story overlap') WHERE EXISTS (SELECT 1 FROM {SLICES} AS other "
        "WHERE other.story_id = NEW.story_id AND other.id <> NEW.id "
        "AND other.visible_from < NEW.visible_until AND NEW.visible_from < other.visible_until)"
    )
    made["slices_never_overlap_on_insert"] = (
        f"CREATE TRIGGER slices_never_overlap_on_insert AFTER INSERT ON {SLICES} BEGIN {overlap}; END"
    )
    made["slices_never_overlap_on_update"] = (
        "CREATE TRIGGER slices_never_overlap_on_update AFTER UPDATE OF story_id, visible_from, visible_until "
        f"ON {SLICES} BEGIN {overlap}; END"
    )
    forget = (
        "INSERT INTO articles_search(articles_search, rowid, search_headline, search_text) "
        "VALUES ('delete', OLD.id, OLD.search_headline, OLD.search_text)"
    )
    learn = (
        "INSERT INTO articles_search(rowid, search_headline, search_text) "
        "VALUES (NEW.id, NEW.search_headline, NEW.search_text)"
    )
    made["search_learns"] = f"CREATE TRIGGER search_learns AFTER INSERT ON {SLICES} BEGIN {learn}; END"
    made["search_forgets"] = f"CREATE TRIGGER search_forgets AFTER DELETE ON {SLICES} BEGIN {forget}; END"
    made["search_follows"] = (
        f"CREATE TRIGGER search_follows AFTER UPDATE OF search_headline, search_text ON {SLICES} "
        f"BEGIN {forget}; {learn}; END"
    )
    return made


APPEND_ONLY_ON_POSTGRESQL = f"""CREATE OR REPLACE FUNCTION articles_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV AND EXISTS ({IS_BEING_REDACTED}) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$"""
"""Its arguments are the columns that a redaction may change."""


def _postgresql() -> dict[str, str]:
    made = {}
    for model_name, table in zip(REDACTABLE, APPEND_ONLY_TABLES, strict=True):
        columns = ", ".join(f"'{name}'" for name in REDACTABLE[model_name])
        made[f"{table}_refuses_change"] = (
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION articles_append_only({columns})"
        )
        made[f"{table}_refuses_truncate"] = (
            f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only()"
        )
    return made


def definitions(vendor: str) -> dict[str, str]:
    """Name -> the statement that makes it."""
    return _sqlite() if vendor == "sqlite" else _postgresql()


def installed(connection: BaseDatabaseWrapper) -> set[str]:
    return set(_standing(connection))


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Those that do not stand, or stand as an older Newsroom made them."""
    standing, made = _standing(connection), definitions(connection.vendor)
    told_by = _as_it_is if connection.vendor == "sqlite" else _edition
    return {name for name, definition in made.items() if standing.get(name) != told_by(definition)}


def _standing(connection: BaseDatabaseWrapper) -> dict[str, str | None]:
    """Name -> what tells by which definition the trigger was made."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname, obj_description(oid, 'pg_trigger') FROM pg_trigger "
                "WHERE NOT tgisinternal AND tgenabled <> 'D'"
            )
        return dict(cursor.fetchall())


def _as_it_is(definition: str) -> str:
    """SQLite keeps the very statement."""
    return definition


def _edition(definition: str) -> str:
    """PostgreSQL keeps a trigger in words of its own, so its comment says which definition it was made by."""
    return hashlib.sha256(f"{APPEND_ONLY_ON_POSTGRESQL}\n{definition}".encode()).hexdigest()[:16]


def install(connection: BaseDatabaseWrapper) -> None:
    """Make whatever is missing or outdated; what stands is left alone."""
    absent = missing(connection)
    if not absent:
        return
    made, standing = definitions(connection.vendor), installed(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(APPEND_ONLY_ON_POSTGRESQL)
        for name in sorted(absent):
            if name in standing:
                cursor.execute(_dropping(connection.vendor, name))
            cursor.execute(made[name])
            if connection.vendor == "postgresql":
                cursor.execute(f"COMMENT ON TRIGGER {name} ON {_table_of(name)} IS '{_edition(made[name])}'")


def _table_of(name: str) -> str:
    return name.rpartition("_refuses_")[0]


def _dropping(vendor: str, name: str) -> str:
    return f"DROP TRIGGER {name}" if vendor == "sqlite" else f"DROP TRIGGER {name} ON {_table_of(name)}"


def remove(connection: BaseDatabaseWrapper) -> None:
    """Lift every trigger. For the teardown of tests that flush tables, and for nothing else."""
    with connection.cursor() as cursor:
        for name in sorted(installed(connection) & set(definitions(connection.vendor))):
            cursor.execute(_dropping(connection.vendor, name))


def step_aside(connection: BaseDatabaseWrapper) -> None:
    """Before migrations: SQLite makes no table anew while a trigger elsewhere names it. `install` puts them back."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for name in sorted(installed(connection)):
            if IS_BEING_REDACTED in definitions("sqlite").get(name, ""):
                cursor.execute(_dropping("sqlite", name))
