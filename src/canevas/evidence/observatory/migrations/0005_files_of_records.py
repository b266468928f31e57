from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('observatory', '0004_rare_codes_together'),
    ]

    operations = [
        migrations.AddField(
            model_name='release',
            name='form',
            field=models.CharField(choices=[('table', 'table'), ('records', 'file of records')], default='table', max_length=8, verbose_name='form'),
        ),
    ]
