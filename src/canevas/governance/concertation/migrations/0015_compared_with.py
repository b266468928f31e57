from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("concertation", "0014_agenda_kinds"),
    ]

    operations = [
        migrations.AddField(
            model_name="intake",
            name="compared_with",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
