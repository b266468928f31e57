from django.db import migrations, models

SQLITE = """CREATE VIRTUAL TABLE search_index USING fts5(
    kind, title, title_stems, body, body_stems, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4 5')"""
POSTGRESQL = (
    "CREATE TABLE search_vector (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX search_vector_words ON search_vector USING gin (words)",
)


def create_index(apps, schema_editor):
    """The words are kept by each engine in its own way; Django's models know nothing of it."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)
    else:
        schema_editor.execute(SQLITE)


def drop_index(apps, schema_editor):
    name = "search_vector" if schema_editor.connection.vendor == "postgresql" else "search_index"
    schema_editor.execute(f"DROP TABLE {name}")


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='SearchKind',
            fields=[
                ('id', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60, unique=True, verbose_name='kind')),
            ],
            options={
                'verbose_name': 'kind of result',
                'verbose_name_plural': 'kinds of results',
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('object_type', models.CharField(max_length=60)),
                ('title', models.TextField()),
                ('text', models.TextField(blank=True)),
                ('body', models.TextField(blank=True)),
                ('url', models.CharField(max_length=250)),
                ('date', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
            },
        ),
        migrations.RunPython(create_index, drop_index, elidable=False, hints={"new_database": True}),
    ]
