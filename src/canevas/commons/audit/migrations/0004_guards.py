"""From here on the database itself refuses that a row of the journal is changed or taken away."""
from django.db import migrations

from canevas.commons.audit.operations.guards import install_guards, remove_guards


def install(apps, schema_editor):
    install_guards(schema_editor.connection)


def remove(apps, schema_editor):
    remove_guards(connection=schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_chain_what_is_there'),
    ]

    operations = [
        migrations.RunPython(install, remove, hints={"new_database": True}),
    ]
