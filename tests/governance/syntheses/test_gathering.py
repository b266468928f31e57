"""Eight regions recommend, a person decides: what comes in, what it becomes, and that nothing chosen is undone."""
from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.governance.concertation.models import Body, Session
from canevas.governance.recommendations.models import LineageEdge, Recommendation
from canevas.governance.syntheses.models import Gathered, GatheredGroup, GroupState, Synthesis
from canevas.governance.syntheses.operations.attaching import attach_group
from canevas.governance.syntheses.operations.continuing import continue_synthesis
from canevas.governance.syntheses.operations.gathering import STEPS, gather
from canevas.governance.syntheses.operations.grouping import (
    leave_out,
    merge_groups,
    move_members,
    put_back,
    split_group,
)
from canevas.governance.syntheses.operations.opening import freeze_version, open_synthesis
from canevas.governance.syntheses.operations.taking import Placing, join_line, take_group, take_sure_groups
from canevas.governance.syntheses.queries import gathering as queries
from canevas.governance.syntheses.rules.table import Column, Table
from tests.factories.minutes import user
from tests.governance.syntheses.regions import BORDER, WELLS, body_of, country, national, recommended

pytestmark = pytest.mark.django_db
SINCE = date(2025, 7, 28)


def synthesis(since: date | None = SINCE) -> Synthesis:
    return open_synthesis(by=user(), title="Synthèse de la 8e session", body_id=Body.objects.get(code="CCM").pk,
                          since=since)


def three_regions() -> Synthesis:
    """Two regions ask for water, one of them and a third for the borders."""
    country()
    recommended("Agadez", WELLS, BORDER)
    recommended("Diffa", "Construire des points d’eau sur les sites d’accueil de réfugiés ;")
    recommended("Zinder", "Doter de matériel biométrique les postes frontaliers de la région")
    found = synthesis()
    gather(by=user(), synthesis=found)
    return found


def texts(group: GatheredGroup) -> set[str]:
    return set(group.members.values_list("recommendation__text", flat=True))


def of(found: Synthesis, text: str) -> GatheredGroup:
    return GatheredGroup.objects.filter(synthesis=found, members__recommendation__text=text).distinct().get()


def strategies(found: Synthesis) -> list[str]:
    table: Table = queries.open_table(found)[1]
    return [line.text for section in table.sections for _block, row in section.rows for line in row.strategies]


def test_gather_puts_together_what_regions_say_alike_with_its_reason() -> None:
    found = three_regions()
    water, border = of(found, WELLS), of(found, BORDER)
    assert texts(water) == {WELLS, "Construire des points d’eau sur les sites d’accueil de réfugiés ;"}
    assert texts(border) == {BORDER, "Doter de matériel biométrique les postes frontaliers de la région"}
    assert any("eau" in word for word in water.words)
    assert border.axis is not None
    assert border.axis.number == 3
    assert any("frontalier" in word for word in border.axis_words)


def test_gather_leaves_out_what_was_withdrawn_treated_or_is_a_draft() -> None:
    country()
    recommended("Agadez", WELLS, BORDER, withdrawn=BORDER)
    recommended("Diffa", "Créer un centre", day=date(2025, 7, 1))
    draft = recommended("Dosso", "Former les maires")
    Session.objects.create(body=body_of("Dosso"), date=date(2026, 3, 10), state="held", recommendation_set=draft)
    national("Créer un fonds")
    found = synthesis()
    assert gather(by=user(), synthesis=found).count == 1
    assert Gathered.objects.get().recommendation.text == WELLS


def test_gather_without_a_day_takes_all() -> None:
    country()
    recommended("Diffa", "Créer un centre", day=date(2025, 7, 1))
    assert gather(by=user(), synthesis=synthesis(None)).count == 1


def test_gather_tells_what_repeats_an_earlier_recommendation() -> None:
    country()
    before = national(WELLS).recommendations.get()
    recommended("Agadez", WELLS)
    found = synthesis()
    gather(by=user(), synthesis=found)
    member = Gathered.objects.get(group__synthesis=found)
    assert member.repeats == before
    assert not member.group.is_sure


def test_gather_again_adds_only_what_is_new_and_undoes_no_choice() -> None:
    found = three_regions()
    water, border = of(found, WELLS), of(found, BORDER)
    alone = split_group(by=user(), group=border, members=[border.members.first().pk])
    leave_out(by=user(), group=water, reason="Déjà financé")
    assert gather(by=user(), synthesis=found).count == 0
    recommended("Tahoua", WELLS, "Doter les postes frontaliers de matériel biométrique neuf")
    done = gather(by=user(), synthesis=found)
    assert (done.count, done.groups, done.joined) == (2, 1, 1)
    water.refresh_from_db()
    assert water.state == GroupState.LEFT_OUT
    assert water.members.count() == 2
    again = GatheredGroup.objects.get(synthesis=found, near=water)
    assert again.members.count() == 1
    assert {alone.members.count(), GatheredGroup.objects.get(pk=border.pk).members.count()} == {1, 2}


def test_gather_needs_the_right_to_write_and_an_open_version() -> None:
    found = three_regions()
    member = user("membre", "member", Scope(ScopeKind.BODY, "CCM"))
    with pytest.raises(PermissionDenied):
        gather(by=member, synthesis=found)
    with pytest.raises(PermissionDenied):
        leave_out(by=member, group=of(found, WELLS), reason="non")
    take_group(by=user(), group=of(found, WELLS), placing=Placing(WELLS, "axis 2", challenge="Accueillir"))
    freeze_version(by=user(), synthesis=found, seen=1)
    with pytest.raises(ValidationError):
        gather(by=user(), synthesis=found)
    with pytest.raises(ValidationError):
        leave_out(by=user(), group=of(found, BORDER), reason="trop tard")


def test_gather_says_how_far_it_is() -> None:
    country()
    recommended("Agadez", WELLS)
    told: list[tuple[int, int]] = []
    gather(by=user(), synthesis=synthesis(), progress=lambda done, total: told.append((done, total)))
    assert told == [(number, STEPS) for number in range(1, STEPS + 1)]


def test_take_group_writes_the_line_and_its_lineage() -> None:
    found = three_regions()
    group = of(found, WELLS)
    taken = take_group(by=user(), group=group, placing=Placing(
        "Réaliser des points d’eau", "axis 2", challenge="Accueillir dignement", responsible=("Agadez", "Diffa")))
    assert strategies(found) == ["Réaliser des points d’eau"]
    row = next(row for section in queries.open_table(found)[1].sections for _block, row in section.rows)
    assert row.strategies[0].uid == str(taken.line)
    assert [line.text for line in row.responsible] == ["Agadez", "Diffa"]
    edges = LineageEdge.objects.filter(target=taken.line)
    assert {edge.kind for edge in edges} == {"merged"}
    assert {edge.source for edge in edges} == set(group.members.values_list("recommendation__uid", flat=True))
    assert {edge.before for edge in edges} == texts(group)
    assert edges[0].words == group.words
    assert "gathered_taken" in [entry.event for entry in story_of(found)]


def test_take_group_of_one_is_derived_and_carries_what_it_repeats() -> None:
    country()
    before = national(WELLS).recommendations.get()
    recommended("Agadez", WELLS)
    found = synthesis()
    gather(by=user(), synthesis=found)
    taken = take_group(by=user(), group=of(found, WELLS), placing=Placing(WELLS, "axis 2", challenge="Accueillir"))
    kinds = dict(LineageEdge.objects.filter(target=taken.line).values_list("source", "kind"))
    assert kinds[before.uid] == "carried"
    assert sorted(kinds.values()) == ["carried", "derived"]


def test_take_group_goes_under_a_challenge_or_into_a_row_of_the_table() -> None:
    found = three_regions()
    take_group(by=user(), group=of(found, WELLS), placing=Placing(WELLS, "axis 2", challenge="Accueillir"))
    block = queries.open_table(found)[1].section("axis 2").blocks[0]
    take_group(by=user(), group=of(found, BORDER), placing=Placing(BORDER, "axis 2", block=block.challenge.uid))
    blocks = queries.open_table(found)[1].section("axis 2").blocks
    assert [len(one.rows) for one in blocks] == [2]
    put_back(by=user(), group=of(found, BORDER))
    take_group(by=user(), group=of(found, BORDER), placing=Placing(
        BORDER, "axis 2", Column.PRIORITIES, row=block.rows[0].uid))
    row = queries.open_table(found)[1].section("axis 2").blocks[0].rows[0]
    assert ([line.text for line in row.priorities], [line.text for line in row.strategies]) == ([BORDER], [WELLS])


@pytest.mark.parametrize("placing", [
    Placing("  ", "axis 2", challenge="Accueillir"), Placing(WELLS, "axis 2"), Placing(WELLS, "axis 9", challenge="A"),
    Placing(WELLS, "axis 2", block="00000000-0000-0000-0000-000000000000"), Placing(WELLS, "axis 2", row="ailleurs")])
def test_take_group_refuses_a_place_that_is_not_there_and_writes_nothing(placing: Placing) -> None:
    found = three_regions()
    group = of(found, WELLS)
    with pytest.raises(ValidationError):
        take_group(by=user(), group=group, placing=placing)
    group.refresh_from_db()
    assert group.state == GroupState.PROPOSED
    assert strategies(found) == []
    assert not LineageEdge.objects.exists()


def test_take_group_refuses_what_changed_meanwhile() -> None:
    found = three_regions()
    group = of(found, WELLS)
    seen = tuple(group.members.values_list("pk", flat=True))
    split_group(by=user(), group=group, members=[seen[0]])
    placing = Placing(WELLS, "axis 2", challenge="Accueillir")
    with pytest.raises(ValidationError):
        take_group(by=user(), group=group, placing=placing, members=seen)
    take_group(by=user(), group=group, placing=placing, members=seen[1:])
    with pytest.raises(ValidationError):
        take_group(by=user(), group=group, placing=placing)


def test_put_back_takes_the_line_and_its_lineage_away_until_it_is_frozen() -> None:
    found = three_regions()
    group = take_group(by=user(), group=of(found, WELLS), placing=Placing(WELLS, "axis 2", challenge="Accueillir"))
    put_back(by=user(), group=group)
    assert strategies(found) == []
    assert not LineageEdge.objects.exclude(kind="reformulated").exists()
    group.refresh_from_db()
    assert (group.state, group.line) == (GroupState.PROPOSED, None)
    with pytest.raises(ValidationError):
        put_back(by=user(), group=group)
    out = leave_out(by=user(), group=group, reason="Double")
    assert put_back(by=user(), group=out).note == ""


def test_leave_out_asks_why() -> None:
    found = three_regions()
    with pytest.raises(ValidationError):
        leave_out(by=user(), group=of(found, WELLS), reason="   ")
    leave_out(by=user(), group=of(found, WELLS), reason=" Hors  du champ ")
    assert of(found, WELLS).note == "Hors du champ"


def test_split_move_and_merge_put_groups_right() -> None:
    found = three_regions()
    water, border = of(found, WELLS), of(found, BORDER)
    first = water.members.first()
    alone = split_group(by=user(), group=water, members=[first.pk])
    assert (alone.members.count(), water.members.count()) == (1, 1)
    with pytest.raises(ValidationError):
        split_group(by=user(), group=alone, members=[first.pk])
    with pytest.raises(ValidationError):
        move_members(by=user(), group=alone, members=[], to=border)
    move_members(by=user(), group=alone, members=[first.pk], to=border)
    assert not GatheredGroup.objects.filter(pk=alone.pk).exists()
    assert border.members.count() == 3
    merge_groups(by=user(), group=border, other=water)
    assert border.members.count() == 4
    assert GatheredGroup.objects.filter(synthesis=found).count() == 1
    events = [entry.event for entry in story_of(found)]
    assert events.count("gathered_moved") == 2
    assert "gathered_split" in events


def test_groups_of_two_syntheses_are_not_mixed() -> None:
    found, other = three_regions(), synthesis()
    gather(by=user(), synthesis=other)
    theirs = of(other, WELLS)
    with pytest.raises(ValidationError):
        merge_groups(by=user(), group=of(found, WELLS), other=theirs)


def test_join_line_leads_later_ones_to_the_line_that_stands() -> None:
    found = three_regions()
    water = take_group(by=user(), group=of(found, WELLS), placing=Placing(WELLS, "axis 2", challenge="Accueillir"))
    recommended("Tahoua", WELLS)
    gather(by=user(), synthesis=found)
    late = GatheredGroup.objects.get(synthesis=found, near=water)
    source = late.members.get().recommendation.uid
    join_line(by=user(), group=late)
    assert strategies(found) == [WELLS]
    assert LineageEdge.objects.get(source=source).target == water.line
    assert water.members.count() == 3
    with pytest.raises(ValidationError):
        join_line(by=user(), group=of(found, BORDER))


def test_take_sure_groups_takes_those_alone() -> None:
    found = three_regions()
    GatheredGroup.objects.filter(synthesis=found).update(is_sure=False)
    GatheredGroup.objects.filter(pk=of(found, BORDER).pk).update(is_sure=True)
    assert take_sure_groups(by=user(), synthesis=found) == 1
    assert of(found, BORDER).state == GroupState.TAKEN
    assert of(found, WELLS).state == GroupState.PROPOSED
    assert len(strategies(found)) == 1


def test_gather_is_sure_where_words_and_axis_are() -> None:
    country()
    for region in ("Agadez", "Diffa", "Zinder"):
        recommended(region, BORDER)
    found = synthesis()
    gather(by=user(), synthesis=found)
    assert of(found, BORDER).is_sure


def test_proposal_words_are_those_of_the_most_complete_member() -> None:
    found = three_regions()
    group = of(found, BORDER)
    proposal = queries.proposal_for(group, queries.members_of(group, user()), queries.open_table(found)[1])
    assert proposal is not None
    assert proposal.text == "Doter de matériel biométrique les postes frontaliers de la région"
    assert proposal.section == "axis 3"
    assert set(proposal.responsible.splitlines()) == {"Agadez", "Zinder"}


def test_members_that_one_may_not_see_are_not_shown() -> None:
    found = three_regions()
    regional = user("agadez", "secretariat", Scope(ScopeKind.BODY, body_of("Agadez").code))
    shown = queries.members_of(of(found, WELLS), regional)
    assert [one.recommendation.text for one in shown] == [WELLS]


def test_proposed_since_is_the_day_of_the_last_table() -> None:
    country()
    body = Body.objects.get(code="CCM")
    assert queries.proposed_since(user(), body, None) is None
    national("Créer un fonds")
    assert queries.proposed_since(user(), body, None) == date(2025, 7, 28)
    assert queries.proposed_since(user(), Body.objects.get(code="CCM-TECHNIQUE"), None) == date(2025, 7, 28)
    assert queries.proposed_since(user(), body, date(2025, 7, 28)) is None


def test_family_of_a_technical_session_gathers_what_the_framework_gathers() -> None:
    country()
    framework, technical = (queries.family_of(Body.objects.get(code=code)) for code in ("CCM", "CCM-TECHNIQUE"))
    assert framework.below == technical.below
    assert body_of("Agadez").code in framework.below
    assert "CCM-POLITIQUE" in technical.own
    assert not technical.own & technical.below
    regional = queries.family_of(body_of("Agadez", "regional-framework"))
    assert regional.below >= {body_of("Agadez").code}
    assert body_of("Diffa").code not in regional.below


def test_continue_synthesis_goes_on_with_the_table_of_the_register() -> None:
    country()
    before = national(WELLS)
    body = Body.objects.get(code="CCM")
    assert list(queries.tables_to_continue(user(), "SYNTHESIS_WRITE")) == [before]
    found = continue_synthesis(by=user(), recommendation_set=before, title="8e session", body_id=body.pk)
    table = queries.open_table(found)[1]
    assert strategies(found) == [WELLS]
    assert [section.key for section in table.sections] == ["general", "axis 1", "axis 2", "axis 3"]
    edge = LineageEdge.objects.get()
    assert (edge.kind, edge.source) == ("carried", Recommendation.objects.get().uid)
    assert freeze_version(by=user(), synthesis=found, seen=0) is not None
    with pytest.raises(ValidationError):
        continue_synthesis(by=user(), recommendation_set=recommended("Agadez", WELLS), title="8e", body_id=body.pk)


def continued() -> tuple[Synthesis, str]:
    """A synthesis that goes on with a table in which :data:`WELLS` stands, and the identifier of that line."""
    country()
    earlier = national(WELLS)
    for region in ("Agadez", "Diffa"):
        recommended(region, WELLS)
    found = continue_synthesis(by=user(), recommendation_set=earlier, title="Suite", since=earlier.origin_date,
                               body_id=Body.objects.get(code="CCM").pk)
    gather(by=user(), synthesis=found)
    [line] = [one.uid for one in queries.open_table(found)[1].lines if one.text == WELLS]
    return found, line


def test_attach_group_leads_to_the_line_that_the_table_went_on_with() -> None:
    found, line = continued()
    group = of(found, WELLS)
    members = queries.members_of(group, user())
    assert queries.line_said(members, queries.open_table(found)[1]) == (line, WELLS)
    attach_group(by=user(), group=group, line=line)
    assert strategies(found) == [WELLS]
    assert of(found, WELLS).state == GroupState.TAKEN
    assert LineageEdge.objects.filter(kind="merged", target=line).count() == 2
    with pytest.raises(ValidationError):
        attach_group(by=user(), group=of(found, WELLS), line=line)


def test_put_back_of_an_attached_group_leaves_the_line_and_what_it_came_from() -> None:
    found, line = continued()
    attach_group(by=user(), group=of(found, WELLS), line=line)
    back = put_back(by=user(), group=of(found, WELLS))
    assert (back.state, back.line, back.is_attached) == (GroupState.PROPOSED, None, False)
    assert strategies(found) == [WELLS]
    assert list(LineageEdge.objects.filter(target=line).values_list("kind", flat=True)) == ["carried"]
    with pytest.raises(ValidationError):
        attach_group(by=user(), group=back, line="00000000-0000-0000-0000-000000000000")
