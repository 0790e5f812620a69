"""Slices never overlap, and stories can be searched: what each database needs made by hand."""

from django.db import migrations

POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    (
        "ALTER TABLE articles_publishedarticle ADD CONSTRAINT slices_never_overlap EXCLUDE USING gist "
        "(story_id WITH =, tstzrange(visible_from, visible_until, '[)') WITH &&)"
    ),
    (
        "CREATE INDEX articles_search ON articles_publishedarticle USING gin "
        "((to_tsvector('simple', search_headline || ' ' || search_text)))"
    ),
]
SQLITE = [
    (
        "CREATE VIRTUAL TABLE articles_search USING fts5(search_headline, search_text, "
        "content='articles_publishedarticle', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
    ),
]


def make(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX articles_search")
        schema_editor.execute("ALTER TABLE articles_publishedarticle DROP CONSTRAINT slices_never_overlap")
    else:
        for name in ("search_learns", "search_forgets", "search_follows"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        schema_editor.execute("DROP TABLE articles_search")


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_stories")]
    operations = [migrations.RunPython(make, unmake)]
