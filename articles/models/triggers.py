"""Rules that the database itself keeps: append-only tables, slices that never overlap, the search index.

Installed in `post_migrate`, because an `AlterField` on SQLite drops a table's triggers without a word, and
checked at start-up. On PostgreSQL the overlap is an exclusion constraint, made by a migration.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY_TABLES = (
    "articles_revision",
    "articles_auditevent",
    "articles_correction",
    "articles_clearance",
)
SLICES = "articles_publishedarticle"


def _sqlite() -> dict[str, str]:
    made = {}
    for table in APPEND_ONLY_TABLES:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_refuses_{event.lower()}"
            made[name] = (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
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


def _postgresql() -> dict[str, str]:
    made = {}
    for table in APPEND_ONLY_TABLES:
        made[f"{table}_refuses_change"] = (
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION articles_append_only()"
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
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        return {name for (name,) in cursor.fetchall()}


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    return set(definitions(connection.vendor)) - installed(connection)


def install(connection: BaseDatabaseWrapper) -> None:
    """Make whatever is missing; what stands is left alone."""
    absent = missing(connection)
    if not absent:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION articles_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
            )
        for name in sorted(absent):
            cursor.execute(definitions(connection.vendor)[name])


def remove(connection: BaseDatabaseWrapper) -> None:
    """Lift every trigger. For the teardown of tests that flush tables, and for nothing else."""
    with connection.cursor() as cursor:
        for name in sorted(installed(connection) & set(definitions(connection.vendor))):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {name}")
            else:
                table = name.rpartition("_refuses_")[0]
                cursor.execute(f"DROP TRIGGER {name} ON {table}")
