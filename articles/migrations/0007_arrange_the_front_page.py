from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_store_cards'),
    ]

    operations = [
        migrations.CreateModel(
            name='FrontPin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story_id', models.BigIntegerField(unique=True)),
                ('language', models.CharField(max_length=8)),
                ('place', models.CharField(choices=[('lead', 'Lead'), ('second', 'Second'), ('strip', 'Strip')], max_length=8)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('since__lt', models.F('until'))), name='a_pin_stands_for_a_while')],
            },
        ),
    ]
