from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0002_regular_work'),
    ]

    operations = [
        migrations.AddField(
            model_name='job',
            name='about',
            field=models.CharField(blank=True, db_index=True, max_length=250, verbose_name='about'),
        ),
    ]
