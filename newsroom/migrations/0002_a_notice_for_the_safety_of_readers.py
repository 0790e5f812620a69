import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0001_people_and_site'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitewords',
            name='safety_notice',
            field=models.TextField(blank=True, help_text='One or two calm sentences beside the buttons for sharing and beside the links for donations: what a reader in your country should know before they share a story or send money. Empty: none is shown.', max_length=400, verbose_name='notice for the safety of readers'),
        ),
        migrations.AddField(
            model_name='sitewords',
            name='safety_page',
            field=models.ForeignKey(blank=True, help_text='One of our pages in this language. The notice ends with a link to it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='newsroom.page', verbose_name='page about safety'),
        ),
    ]
