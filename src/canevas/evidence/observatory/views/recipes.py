"""Recipes as text: read, downloaded, edited, brought back; each text is a version that never changes."""
from __future__ import annotations

from collections.abc import Sequence
from difflib import unified_diff

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.evidence.observatory.forms import RecipeForm
from canevas.evidence.observatory.models import Batch, Recipe, RecipeVersion
from canevas.evidence.observatory.operations import FiguresRefused, keep_recipe
from canevas.evidence.observatory.permissions import DATA_ADD, DATA_VIEW
from canevas.evidence.observatory.queries import visible
from canevas.evidence.observatory.rules.harmonise.reading_recipes import read_recipe

LARGEST = 4 * 1024 * 1024
SHOWN = 20
"""Versions of which the page tells what changed; each may be downloaded."""
MOST_LINES = 200


def _seen(request: HttpRequest, name: str) -> Recipe:
    require_somewhere(request.user, DATA_VIEW)
    found = visible.recipe_seen_by(request.user, name)
    if found is None:
        raise Http404(_("There is no such recipe."))
    return found


def recipe(request: HttpRequest, name: str) -> HttpResponse:
    found = _seen(request, name)
    versions = list(found.versions.select_related("made_by"))
    may_edit = visible.may_on(request.user, DATA_ADD, found.source)
    newest = versions[0]
    form = RecipeForm(request.POST or None, request.FILES or None, initial={"text": newest.text})
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if form.is_valid() and _kept(request, found, form):
            return redirect(found)
    return render(request, "observatory/recipe.html", {
        "recipe": found, "versions": told(versions), "older": len(versions) - SHOWN, "newest": newest, "form": form,
        "may_edit": may_edit},
        status=422 if form.errors else 200)


def told(versions: Sequence[RecipeVersion]) -> list[dict[str, object]]:
    """The versions, the newest first, each with the lines by which it differs from the one before and the files that
    it reads."""
    told = []
    files: dict[int, list[Batch]] = {}
    for batch in Batch.objects.filter(recipe__in=versions[:SHOWN], valid_to=None).select_related("file__file"):
        files.setdefault(batch.recipe_id, []).append(batch)
    for place, one in enumerate(versions[:SHOWN]):
        before = versions[place + 1].text.splitlines() if place + 1 < len(versions) else None
        lines = [] if before is None else list(unified_diff(before, one.text.splitlines(), lineterm="", n=1))[2:]
        told.append({"version": one, "lines": [(_SIGNS.get(line[0], ""), line) for line in lines[:MOST_LINES]],
                     "left_out": max(len(lines) - MOST_LINES, 0), "files": files.get(one.pk, [])})
    return told


_SIGNS = {"+": "is-added", "-": "is-removed", "@": "is-place"}


def _kept(request: HttpRequest, found: Recipe, form: RecipeForm) -> bool:
    try:
        text = _text(form).replace("\r\n", "\n")
        if read_recipe(text).name != found.name:
            raise FiguresRefused(_("This text is of another recipe: its first line must say “recipe: %(name)s”.") % {
                "name": found.name})
        version, is_new = keep_recipe(by=request.user, source=found.source, text=text, note=form.cleaned_data["note"])
    except ValueError as error:  # the readers of recipes say the line and what is wrong
        form.add_error("text", str(error))
        return False
    if is_new:
        messages.success(request, _("Version %(number)s is kept: the next files are read by it.") % {
            "number": version.number})
    else:
        messages.info(request, _("This is the text of the newest version already: nothing was changed."))
    return True


def _text(form: RecipeForm) -> str:
    file = form.cleaned_data.get("file")
    if not file:
        return str(form.cleaned_data["text"])
    if file.size > LARGEST:
        raise FiguresRefused(_("This file is too large to be a recipe."))
    try:
        return bytes(file.read()).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FiguresRefused(_("This file is no text (UTF-8).")) from error


def recipe_file(request: HttpRequest, name: str, number: int) -> HttpResponse:
    found = _seen(request, name).versions.filter(number=number).first()
    if found is None:
        raise Http404(_("There is no such version."))
    answer = HttpResponse(found.text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{number}.yaml"'
    return answer
