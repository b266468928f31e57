from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('observatory', '0005_files_of_records'),
    ]

    operations = [
        migrations.AddField(
            model_name='disagreement',
            name='first_upper',
            field=models.FloatField(null=True, verbose_name='upper end of the figure'),
        ),
        migrations.AddField(
            model_name='disagreement',
            name='second_upper',
            field=models.FloatField(null=True, verbose_name='upper end of the other figure'),
        ),
    ]
