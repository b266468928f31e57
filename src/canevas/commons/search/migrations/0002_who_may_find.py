from django.db import migrations

WITH_SIGNS = """CREATE VIRTUAL TABLE search_index USING fts5(
    kind, title, title_stems, body, body_stems, seen_by, tokenize = 'unicode61 remove_diacritics 0',
    prefix = '2 3 4 5')"""
WITHOUT = """CREATE VIRTUAL TABLE search_index USING fts5(
    kind, title, title_stems, body, body_stems, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4 5')"""


def _anew(schema_editor, table):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DELETE FROM search_vector")
    else:
        schema_editor.execute("DROP TABLE search_index")
        schema_editor.execute(table)


def forwards(apps, schema_editor):
    """Words are indexed with who may find them. Nobody knows that of the words indexed so far: they go, nothing is
    found, and `canevas prepare` (or `canevas reindex`) indexes them again from the register."""
    _anew(schema_editor, WITH_SIGNS)


def backwards(apps, schema_editor):
    _anew(schema_editor, WITHOUT)


class Migration(migrations.Migration):

    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards, elidable=False, hints={"new_database": True})]
