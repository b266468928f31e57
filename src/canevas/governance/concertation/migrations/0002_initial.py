from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('concertation', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['date'], name='concertatio_date_7505cc_idx'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['stage', 'date'], name='concertatio_stage_5b7f52_idx'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('body', 'date', 'stage'), name='session_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.UniqueConstraint(fields=('session', 'version'), name='minutes_version_once'),
        ),
        migrations.AddIndex(
            model_name='actionpoint',
            index=models.Index(fields=['status', 'deadline_date'], name='concertatio_status_ebbc4f_idx'),
        ),
        migrations.AddIndex(
            model_name='actionpoint',
            index=models.Index(fields=['deadline_date'], name='concertatio_deadlin_380a07_idx'),
        ),
        migrations.AddIndex(
            model_name='actionpoint',
            index=models.Index(fields=['session', 'order'], name='concertatio_session_2c28d2_idx'),
        ),
    ]
