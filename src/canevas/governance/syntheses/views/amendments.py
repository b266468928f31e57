"""The amendments of a version: the list, one of them, and how one is proposed or withdrawn."""
from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require, require_somewhere
from canevas.commons.design import components
from canevas.commons.design.formats import capital
from canevas.commons.design.lists import Choice, ChoiceFilter, Column, Empty, RegisterList, TextFilter
from canevas.governance.syntheses.forms import AuthorForm
from canevas.governance.syntheses.models import Amendment, AmendmentKind, AmendmentState, Synthesis, Version
from canevas.governance.syntheses.operations.amending import withdraw_amendment
from canevas.governance.syntheses.operations.proposing import propose_amendments
from canevas.governance.syntheses.permissions import SYNTHESIS_AMEND, SYNTHESIS_VIEW
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.queries.screens import conflicts_of, show
from canevas.governance.syntheses.rules.acts import ActFault, Spot, edits_for, row_spot, spot
from canevas.governance.syntheses.rules.printing import bands
from canevas.governance.syntheses.rules.table import Table
from canevas.governance.syntheses.views.finding import REFUSED, base_or_404, number, rights, said, synthesis_or_404

PROPOSALS = ("reword", "delete", "insert", "merge", "place", "row-delete", "row-insert", "row-move", "challenge-insert",
             "paragraph")
SHAPES = {AmendmentState.PROPOSED: components.IN_PROGRESS, AmendmentState.ACCEPTED: components.DONE,
          AmendmentState.MODIFIED: components.DONE, AmendmentState.REJECTED: components.LATE,
          AmendmentState.WITHDRAWN: components.UNKNOWN}
FAULTS = {
    "gone": gettext_lazy("What you chose is not in this version: load the page again."),
    "empty": gettext_lazy("Write the words that you propose."),
    "edge": gettext_lazy("This changes nothing."),
}


def state_of(row: Amendment) -> SafeString:
    return components.state(SHAPES[AmendmentState(row.state)], capital(row.get_state_display()))


def column_word(column: str) -> str:
    return {"challenge": _("Challenges"), "priorities": _("Priorities"), "strategies": _("Recommended strategies"),
            "responsible": _("Regions and actors concerned")}.get(column, "")


def section_word(section: str) -> str:
    if section.startswith("axis "):
        return _("Axis %(number)s") % {"number": section.removeprefix("axis ")}
    return {"general": _("General"), "text": _("Text")}.get(section, "")


def place_word(row: Amendment) -> str:
    """« Axe 2, ligne 3, Stratégies recommandées, 1 »."""
    parts = [section_word(row.section), _("row %(number)s") % {"number": row.row} if row.row else "",
             column_word(row.column), str(row.line or "")]
    return ", ".join(part for part in parts if part) or _("place not found")


def change_cell(row: Amendment) -> SafeString:
    """Before and after, in the words around them where they are known."""
    edit, parts, between = row.edit or {}, [], " "
    if edit.get("kind") == "text":
        between = ""
        parts = [("", row.context[:edit["start"]]), ("del", row.before), ("ins", row.after),
                 ("", row.context[edit["end"]:])]
    elif row.kind == AmendmentKind.COMMENT:
        asked = _("In answer to “%(words)s”:") % {"words": row.within.after} if row.within else ""
        parts = [("", asked), ("", row.after or row.before)]
    elif row.kind == AmendmentKind.MOVE:
        parts = [("", row.before)]
    else:
        parts = [("del", row.before.replace("\t", " | ")), ("ins", row.after.replace("\t", " | "))]
    said = [format_html('<{} class="mark">{}</{}>', mark, text, mark) if mark else format_html("{}", text)
            for mark, text in parts if text]
    return format_html_join(between, "{}", ((one,) for one in said))


def _organisations(user: Any) -> list[Choice]:
    found = visible.amendments(user).exclude(organisation=None).order_by("organisation__name").values_list(
        "organisation__code", "organisation__name").distinct()
    return [Choice(code, name, Q(organisation__code=code)) for code, name in found]


def _sections(user: Any) -> list[Choice]:
    found = visible.amendments(user).order_by("section").values_list("section", flat=True).distinct()
    return [Choice(key, section_word(key), Q(section=key)) for key in found if key]


AMENDMENTS = RegisterList(
    title=gettext_lazy("Amendments"),
    caption=gettext_lazy("Each row is a change that is proposed to the version, or a remark on it."),
    rows=lambda request: visible.amendments(request.user).select_related("within"),
    columns=(
        Column("number", gettext_lazy("No."), "number", order=("order", "pk"), kind="number"),
        Column("change", gettext_lazy("What changes"),
               value=lambda row: f"{row.before} → {row.after}" if row.before else row.after,
               cell=lambda row: format_html('<a href="{}">{}</a>', row.get_absolute_url(), change_cell(row)),
               kind="long", is_title=True),
        Column("kind", gettext_lazy("Kind"), value=lambda row: capital(row.get_kind_display()), order=("kind", "pk")),
        Column("place", gettext_lazy("Where in the table"), value=place_word,
               order=("section", "row", "column", "line", "pk")),
        Column("organisation", gettext_lazy("Organisation"),
               value=lambda row: str(row.organisation or row.author), order=("organisation__name", "author", "pk")),
        Column("motive", gettext_lazy("Reason"), "motive"),
        Column("state", gettext_lazy("State"), value=lambda row: capital(row.get_state_display()), cell=state_of,
               order=("state", "pk"), kind="short"),
    ),
    order="number",
    filters=(
        TextFilter("q", gettext_lazy("Words"), fields=("before", "after", "context", "motive")),
        ChoiceFilter("state", gettext_lazy("State"), as_tabs=True, choices=lambda: [
            (code, capital(label)) for code, label in AmendmentState.choices]),
        ChoiceFilter("organisation", gettext_lazy("Organisation"), choices_of=_organisations),
        ChoiceFilter("section", gettext_lazy("Part of the table"), choices_of=_sections),
        ChoiceFilter("kind", gettext_lazy("Kind"), choices=lambda: [
            (code, capital(label)) for code, label in AmendmentKind.choices]),
    ),
    empty=Empty(gettext_lazy("No amendment yet"),
                gettext_lazy("Amendments are proposed here, line by line, or come in with the Word copies that "
                             "organisations send back.")),
    template="syntheses/amendments.html",
)


def amendments(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Those of the version that is before its readers."""
    found = synthesis_or_404(request, uid)
    version = base_or_404(found)
    conflicts = conflicts_of(version)
    against = Column("conflict", gettext_lazy("Conflict with"),
                     value=lambda row: ", ".join(str(one) for one in conflicts.get(row.pk, ())))
    listed = replace(AMENDMENTS, rows=lambda asked: visible.amendments(asked.user).filter(version=version),
                     columns=(*AMENDMENTS.columns[:-1], against, AMENDMENTS.columns[-1]))
    return listed.respond(request, {"synthesis": found, "version": version, "conflicts": len(conflicts),
                                    **rights(request, found)})


def amendment(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One amendment, in its row of the table."""
    found = _found(request, uid)
    synthesis = found.version.synthesis
    return render(request, "syntheses/amendment.html", {
        "amendment": found, "synthesis": synthesis, "shown": show(table_of(found.version), found),
        "place": place_word(found), "state": state_of(found), "conflicts": conflicts_of(found.version).get(found.pk),
        "may_withdraw": found.state == AmendmentState.PROPOSED and (
            found.proposed_by_id == request.user.pk or visible.may_write(request.user, synthesis)),
        **rights(request, synthesis)})


@require_POST
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _found(request, uid)
    try:
        withdraw_amendment(by=request.user, amendment=found)
    except ValidationError as fault:
        messages.error(request, said(fault))
    else:
        messages.success(request, _("Amendment %(number)s is withdrawn.") % {"number": found.number})
    return redirect(found)


def _found(request: HttpRequest, uid: UUID) -> Amendment:
    require_somewhere(request.user, SYNTHESIS_VIEW)
    found = visible.amendments(request.user).select_related("version__synthesis__body", "decided_by").filter(
        uid=uid).first()
    if found is None:
        raise Http404(_("This amendment is not in the register."))
    return found


def propose(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Choose a line in the table, then say what should change in it."""
    found = synthesis_or_404(request, uid)
    require(request.user, SYNTHESIS_AMEND, body=found.body.code)
    version = base_or_404(found)
    form = AuthorForm(request.POST or None, user=request.user)
    if request.method != "POST":
        return _propose_page(request, found, version, form)
    values, act = request.POST.dict(), request.POST.get("act", "")
    try:
        if act not in PROPOSALS:
            raise ActFault("gone")
        if act == "row-insert":
            values["strategies"] = values.get("text", "")
        if act == "place":
            values["row"] = values.get("to", "")
        edits = edits_for(table_of(version), act, values)
        if not form.is_valid():
            return _propose_page(request, found, version, form, _("Look at the fields below."))
        if not edits:
            raise ActFault("edge")
        made = propose_amendments(
            by=request.user, synthesis=found, seen=number(values.get("seen")), edits=edits,
            organisation_id=form.organisation_id(), motive=form.cleaned_data["motive"])
    except ActFault as fault:
        return _propose_page(request, found, version, form, str(FAULTS.get(fault.code, FAULTS["gone"])))
    except ValidationError as fault:
        return _propose_page(request, found, version, form, said(fault))
    except KeyError:
        return _propose_page(request, found, version, form, str(FAULTS["gone"]))
    messages.success(request, ngettext("Amendment %(number)s is proposed.", "%(count)s amendments are proposed, from "
                                       "%(number)s on: each is decided by itself.", len(made)) % {
        "number": made[0].number, "count": len(made)})
    return redirect(made[0])


def _propose_page(request: HttpRequest, found: Synthesis, version: Version, form: AuthorForm,
                  refused: str = "") -> HttpResponse:
    content = table_of(version)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(content, asked.get("line", ""))
    row = chosen.row if chosen else _row(content, asked.get("row", ""))
    shown = bands(content)
    band = None if chosen or row else next((one for one in shown if one.key == asked.get("section")), None)
    return render(request, "syntheses/propose.html", {
        "synthesis": found, "version": version, "table": content, "bands": shown, "form": form, "refused": refused,
        "spot": chosen, "row": row, "column": asked.get("column", "strategies"), "column_word": column_word(
            asked.get("column", "strategies")), "typed": asked.get("text", ""), "act": asked.get("act", "reword"),
        "is_last": bool(chosen and chosen.cell and chosen.place + 1 == len(chosen.cell)),
        "targets": [(each, one) for each in shown for one in each.rows], "section": asked.get("section", ""),
        "band": band, "written": asked, "proposes": not chosen and not row and not band,
        **rights(request, found)}, status=REFUSED if refused else 200)


def _chosen(content: Table, uid: str) -> Spot | None:
    try:
        return spot(content, uid)
    except ActFault:
        return None


def _row(content: Table, uid: str) -> Any:
    try:
        return row_spot(content, uid)[2]
    except ActFault:
        return None
