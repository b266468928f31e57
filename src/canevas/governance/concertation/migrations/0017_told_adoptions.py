from django.db import migrations

AS_IS = ("adopted", "validated")
RESERVED = ("adopted-with-reservations", "validated-with-reservations")
BATCH = 500


def tell(apps, schema_editor):
    """What minutes that are in the register already say of the adoption of those before them: the same rule as
    ``operations.telling``. Reservations that nobody listed become one, to be made clear."""
    Session, Adoption, Reservation, SessionMove, Minutes = (apps.get_model("concertation", name) for name in (
        "Session", "Adoption", "Reservation", "SessionMove", "Minutes"))
    rows = Session.objects.filter(previous_date__isnull=False, previous_outcome__in=(*AS_IS, *RESERVED),
                                  date__isnull=False).select_related("body").order_by("date", "pk")
    for later in rows.iterator(BATCH):
        found = list(Session.objects.filter(body=later.body_id, date=later.previous_date).exclude(pk=later.pk)[:2])
        if len(found) != 1 or later.previous_date >= later.date or found[0].state != "circulated":
            continue
        session = found[0]
        version = Minutes.objects.filter(session=session).order_by("-version").first()
        told_by = Minutes.objects.filter(session=later).order_by("-version").first()
        if version is None or told_by is None:
            continue
        reserved = later.previous_outcome in RESERVED
        adoption = Adoption.objects.create(
            session=session, minutes=version, at_session=later, day=later.date, with_reservations=reserved,
            told_by=told_by, by_id=told_by.confirmed_by_id, final_on=None if reserved else later.date,
            final_minutes=None if reserved else version)
        day = later.date.strftime("%d/%m/%Y")
        if reserved:
            Reservation.objects.create(
                adoption=adoption, minutes=version, person=later.body.short_name or later.body.code,
                made_by_id=told_by.confirmed_by_id,
                text=f"À préciser : le compte rendu du {day} dit « sous réserve » sans énumérer les réserves.")
        steps = [("adopt-reserved", "adopted-reserved")] if reserved else [("adopt", "adopted"), ("finalise", "final")]
        for move, after in steps:
            SessionMove.objects.create(session=session, move=move, before=session.state, after=after, day=later.date,
                                       by_id=told_by.confirmed_by_id, reason=f"Selon le compte rendu du {day}.")
            session.state = after
        session.save(update_fields=["state"])


class Migration(migrations.Migration):

    dependencies = [
        ("concertation", "0016_action_follow_up"),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
