from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("bulletins", "0002_for_the_public"),
    ]

    operations = [
        migrations.AddField(
            model_name="bulletin",
            name="pdf_note",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
