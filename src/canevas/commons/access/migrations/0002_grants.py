"""A role is held on a scope: each user's one role becomes a grant on everything."""
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def roles_to_grants(apps, schema_editor):
    User, Grant = apps.get_model("access", "User"), apps.get_model("access", "Grant")
    for user in User.objects.all():
        Grant.objects.create(user=user, role="administrator" if user.username == "canevas" else user.role,
                             scope_kind="everything", scope_key="", given_by=user)
    # whoever ran the secretariat also opened accounts: without an administrator nobody could
    if not Grant.objects.filter(role="administrator").exclude(user__username="canevas").exists():
        for user in User.objects.filter(role="secretariat").exclude(username="canevas"):
            Grant.objects.create(user=user, role="administrator", scope_kind="everything", scope_key="", given_by=user)


class Migration(migrations.Migration):

    dependencies = [
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=[("administrator", "Administrator"), ("secretariat", "Secretariat"), ("rapporteur", "Regional rapporteur"), ("focal_point", "Focal point of an organisation"), ("member", "Member"), ("reader", "Reader"), ("auditor", "Auditor")], max_length=20, verbose_name="role")),
                ("scope_kind", models.CharField(choices=[("everything", "everything"), ("body", "a body and those below it"), ("region", "a region"), ("organisation", "an organisation")], default="everything", max_length=12, verbose_name="on")),
                ("scope_key", models.CharField(blank=True, max_length=60, verbose_name="which")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("given_at", models.DateTimeField(auto_now_add=True)),
                ("given_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="grants", to=settings.AUTH_USER_MODEL, verbose_name="user")),
            ],
            options={
                "verbose_name": "role held",
                "verbose_name_plural": "roles held",
                "ordering": ["role", "scope_kind", "scope_key"],
                "constraints": [models.UniqueConstraint(fields=("user", "role", "scope_kind", "scope_key"), name="grant_once")],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("fingerprint", models.CharField(editable=False, max_length=64, unique=True)),
                ("start", models.CharField(editable=False, max_length=12)),
                ("may_write", models.BooleanField(default=False, verbose_name="may write")),
                ("registers", models.JSONField(blank=True, default=list, verbose_name="registers")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("expires_on", models.DateField(verbose_name="until")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                ("last_used_at", models.DateTimeField(blank=True, null=True, verbose_name="last used")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="api_tokens", to=settings.AUTH_USER_MODEL, verbose_name="user")),
            ],
            options={"verbose_name": "access token", "verbose_name_plural": "access tokens", "ordering": ["-created_at", "-pk"]},
        ),
        migrations.RunPython(roles_to_grants, migrations.RunPython.noop),
        migrations.RemoveField(model_name="user", name="role"),
    ]
