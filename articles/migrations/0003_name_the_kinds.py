"""The kinds of story that every paper starts with, in three languages. An editor can add to them."""

from django.db import migrations

from newsroom.lib.folding import fold
from newsroom.lib.refs import new_ref
from newsroom.lib.slugs import slug_of

KINDS = [
    {"en": "News", "ru": "Новости", "uk": "Новини"},
    {"en": "Stories", "ru": "Истории", "uk": "Історії"},
    {"en": "Interview", "ru": "Интервью", "uk": "Інтервʼю"},
    {"en": "Comment", "ru": "Мнение", "uk": "Коментар"},
    {"en": "Analysis", "ru": "Анализ", "uk": "Аналіз"},
]


def name_the_kinds(apps, schema_editor):
    Kind = apps.get_model("articles", "Kind")
    KindName = apps.get_model("articles", "KindName")
    for order, names in enumerate(KINDS):
        kind = Kind.objects.create(ref=new_ref(), order=order)
        for language, name in names.items():
            KindName.objects.create(
                kind=kind, language=language, name=name, folded_name=fold(name), slug=slug_of(name)
            )


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_database_rules")]
    operations = [migrations.RunPython(name_the_kinds, migrations.RunPython.noop)]
