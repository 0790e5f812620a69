"""What a person is writing, and what was given to them, is found by its state: the archive behind it is not walked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_remember_merged_sections_and_authors")]
    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["created_by", "desk_state", "-changed_at", "-id"], name="work_of_a_person"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["assigned_to", "desk_state", "-changed_at", "-id"], name="work_of_an_assignee"
            ),
        ),
    ]
