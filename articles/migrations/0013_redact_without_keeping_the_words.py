"""Redaction keeps digests of the words, and of the addresses that held them, in place of the sealed words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_records_of_the_desk")]
    operations = [
        migrations.RemoveField(model_name="redaction", name="sealed_words"),
        migrations.AddField(model_name="redaction", name="digests", field=models.JSONField(default=list)),
        migrations.AddField(
            model_name="redaction", name="cleaned_at", field=models.DateTimeField(null=True)
        ),
        migrations.AlterField(
            model_name="address",
            name="target_kind",
            field=models.CharField(
                choices=[
                    ("story", "Story"),
                    ("tag", "Tag"),
                    ("section", "Section"),
                    ("author", "Author"),
                    ("page", "Page"),
                    ("cut", "Cut"),
                ],
                max_length=8,
            ),
        ),
    ]
