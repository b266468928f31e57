import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # no reservation could be entered before: the new columns need no value for rows that are not there

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("concertation", "0009_item_history"),
    ]

    operations = [
        migrations.AddField(
            model_name="adoption",
            name="told_by",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT,
                                    related_name="+", to="concertation.minutes"),
        ),
        migrations.AlterField(
            model_name="reservation",
            name="adoption",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE,
                                    related_name="reservations", to="concertation.adoption"),
        ),
        migrations.AddField(
            model_name="reservation",
            name="minutes",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reservations",
                                    to="concertation.minutes", verbose_name="version"),
        ),
        migrations.AddField(
            model_name="reservation",
            name="made_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+",
                                    to=settings.AUTH_USER_MODEL, verbose_name="entered by"),
        ),
    ]
