import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_arrange_the_front_page"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeclinedTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("declined_at", models.DateTimeField(verbose_name="when")),
                ("declined_by", models.UUIDField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="declined_tags",
                        to="articles.article",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.tag"
                    ),
                ),
            ],
            options={
                "verbose_name": "declined tag",
                "verbose_name_plural": "declined tags",
                "ordering": ["declined_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "tag"), name="a_tag_is_declined_once_for_a_story"
                    )
                ],
            },
        ),
    ]
