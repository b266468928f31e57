"""The rows of a database of version 0.1 are numbered without gaps and chained, once; the key is made."""
from django.db import migrations

from canevas.commons.audit.operations.key import ensure_key
from canevas.commons.audit.rules import chain

CHUNK = 1000


def chain_rows(apps, schema_editor):
    entries = apps.get_model('audit', 'JournalEntry').objects.using(schema_editor.connection.alias)
    heads = apps.get_model('audit', 'JournalHead').objects.using(schema_editor.connection.alias)
    key = ensure_key()
    done, number, mac = 0, 0, chain.GENESIS
    while rows := list(entries.filter(number__gt=done).select_related('by').order_by('number')[:CHUNK]):
        for old in rows:
            done, number = old.number, number + 1
            row = chain.chained(key, chain.Row(
                number, old.at, old.by_id, old.by.username, old.event, old.object_type, old.object_id,
                old.object_label, old.details, mac))
            mac = row.mac
            # numbers only ever go down here, so none is taken
            entries.filter(number=done).update(number=number, by_name=row.by_name, previous=row.previous, mac=mac)
    head = chain.sealed(key, number, mac)
    heads.create(pk=1, number=head.number, mac=head.mac, start=head.start, key_mark=head.key_mark, seal=head.seal)


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_chained_rows'),
        ('access', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(chain_rows, migrations.RunPython.noop, hints={"new_database": True}),
    ]
