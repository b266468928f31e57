"""Each row gets its number (the key of the table), the name that its author signed in with, and its place in the chain."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField(model_name='journalentry', old_name='id', new_name='number'),
        migrations.AlterField(
            model_name='journalentry', name='number',
            field=models.BigIntegerField(primary_key=True, serialize=False, verbose_name='number')),
        migrations.AlterField(
            model_name='journalentry', name='at', field=models.DateTimeField(db_index=True, verbose_name='at')),
        migrations.AlterField(
            model_name='journalentry', name='object_type', field=models.CharField(blank=True, max_length=60)),
        migrations.AlterField(
            model_name='journalentry', name='object_id', field=models.CharField(blank=True, max_length=40)),
        migrations.AddField(
            model_name='journalentry', name='by_name', field=models.CharField(default='', max_length=150),
            preserve_default=False),
        migrations.AddField(
            model_name='journalentry', name='previous', field=models.CharField(default='', max_length=64),
            preserve_default=False),
        migrations.AddField(
            model_name='journalentry', name='mac', field=models.CharField(default='', max_length=64),
            preserve_default=False),
        migrations.CreateModel(
            name='JournalHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=0)),
                ('mac', models.CharField(max_length=64)),
                ('start', models.BigIntegerField(default=1)),
                ('key_mark', models.CharField(max_length=16)),
                ('seal', models.CharField(max_length=64)),
            ],
            options={'verbose_name': 'head of the journal'},
        ),
    ]
