from django.db import migrations

from canevas.tools.text.normalise import key, tight


def _names(Body):
    """By folded name, code or alias: the body. A code wins over another body's alias."""
    names, rows = {}, list(Body.objects.all())
    for body in rows:
        for text in (body.name, body.short_name, *body.aliases):
            names.setdefault(key(text), body)
            names.setdefault(tight(text), body)
    for body in rows:
        names[key(body.code)] = names[tight(body.code)] = body
    names.pop("", None)
    return names


def forwards(apps, schema_editor):
    """Files on their way in and sets of recommendations say which body they are of: who may see them depends on it."""
    Body, Intake = apps.get_model("concertation", "Body"), apps.get_model("concertation", "Intake")
    IntakeLine, Session = apps.get_model("concertation", "IntakeLine"), apps.get_model("concertation", "Session")
    RecommendationSet = apps.get_model("recommendations", "RecommendationSet")
    names = _names(Body)
    said = {}
    for line in IntakeLine.objects.filter(kind="body").exclude(state="dropped").order_by("-order", "-pk"):
        said[line.intake_id] = str(line.value.get("text") or "")
    of_sets = {}
    for intake in Intake.objects.select_related("session__body").order_by("pk"):
        text = said.get(intake.pk, "")
        body = names.get(key(text)) or names.get(tight(text)) if text else None
        body = body or (intake.session.body if intake.session else None)
        if body and intake.recommendation_set_id:
            of_sets[intake.recommendation_set_id] = body
        if body and intake.body_id != body.pk:
            intake.body = body
            intake.save(update_fields=["body"])
    for session in Session.objects.filter(recommendation_set__isnull=False).select_related("body"):
        of_sets[session.recommendation_set_id] = session.body
    for found in RecommendationSet.objects.all():
        body = of_sets.get(found.pk) or names.get(key(found.origin_body)) or names.get(tight(found.origin_body))
        if body:
            found.origin_body, found.origin_body_name = body.code, body.short_name or body.code
            found.save(update_fields=["origin_body", "origin_body_name"])


class Migration(migrations.Migration):

    dependencies = [
        ("concertation", "0012_fill_action_due"),
        ("recommendations", "0005_origin_body_name"),
        ("directory", "0002_organisation_email"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
