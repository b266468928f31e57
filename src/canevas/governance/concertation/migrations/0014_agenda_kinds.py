"""What a person set of a body is remembered; items of agendas that came in with minutes say what they are for."""
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from canevas.governance.concertation.rules.outline import SectionKind, kind_of_title

BATCH = 2000


def name_kinds(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    items = apps.get_model("concertation", "AgendaItem")
    named = []
    for row in items.objects.filter(kind="free").only("pk", "title", "treated_title").iterator(BATCH):
        kind = kind_of_title(row.title or row.treated_title)
        if kind is not SectionKind.FREE:
            row.kind = kind.value
            named.append(row)
    items.objects.bulk_update(named, ["kind"], batch_size=400)


class Migration(migrations.Migration):

    dependencies = [("concertation", "0013_whose_files_and_sets")]

    operations = [
        migrations.AddField(
            model_name="body",
            name="own_fields",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.RunPython(name_kinds, migrations.RunPython.noop),
    ]
