"""Sources and recipes."""
from __future__ import annotations

import hashlib
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.evidence.observatory.models import Recipe, RecipeVersion, Source
from canevas.evidence.observatory.operations.errors import FiguresRefused
from canevas.evidence.observatory.permissions import DATA_ADD, DATA_CORRECT
from canevas.evidence.observatory.queries.visible import scope_of
from canevas.evidence.observatory.rules.harmonise.reading_recipes import read_recipe
from canevas.evidence.observatory.rules.harmonise.recipe import BadRecipe

EDITABLE = ("name", "organisation", "region", "audience", "licence", "contact", "definition", "coverage")
_LONGEST_STEM = 50


@transaction.atomic
def register_source(*, by: User, name: str, code: str = "", **values: Any) -> Source:
    """Write a source down, under a code of its own where none is given. ``values``: of ``EDITABLE``. Raises
    ``ValidationError`` with a sentence for each field."""
    source = Source(code=code, name=name, **_known(values))
    require(by, DATA_ADD, **scope_of(source))
    source.code = code or _free_code(source)
    source.full_clean()
    source.save()
    record(by=by, event="source_registered", target=source, details={
        "code": source.code, **{field: str(value or "") for field, value in values.items()}})
    return source


def _free_code(source: Source) -> str:
    """Whose it is, then its name: so that a code which is taken is that of a source of the same owner. To say of any
    other that it is taken would tell whoever registers that there is a source which they may not see."""
    owner = slugify(source.organisation.code if source.organisation else source.region)
    stem = "-".join(part for part in (owner, slugify(source.name)) if part)[:_LONGEST_STEM].strip("-") or "source"
    taken = set(Source.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for number in count(1) if (code := f"{stem}-{number}" if number > 1 else stem) not in taken)


@transaction.atomic
def edit_source(*, by: User, source: Source, **values: Any) -> Source:
    """Change what is said of a source. Whoever changes whom it belongs to, or whom it is for, must answer for its
    figures both before and after."""
    require(by, DATA_CORRECT, **scope_of(source))
    kept = Source.objects.select_for_update().get(pk=source.pk)
    changed = {field: value for field, value in _known(values).items() if getattr(kept, field) != value}
    if not changed:
        return kept
    before = {field: str(getattr(kept, field) or "") for field in changed}
    for field, value in changed.items():
        setattr(kept, field, value)
    require(by, DATA_CORRECT, **scope_of(kept))
    kept.full_clean()
    kept.save()
    record(by=by, event="source_edited", target=kept, details={
        "before": before, "after": {field: str(value or "") for field, value in changed.items()}})
    return kept


def _known(values: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(EDITABLE):
        raise ValidationError(_("A source has no such field: %(fields)s.") % {"fields": ", ".join(sorted(unknown))})
    return values


@transaction.atomic
def keep_recipe(*, by: User, source: Source, text: str, note: str = "") -> tuple[RecipeVersion, bool]:
    """Keep a text as the newest version of the recipe that it names; ``True`` where it is a new one. The same text as
    the newest version keeps nothing.

    Raises :class:`FiguresRefused` with the line and what is wrong, and where the name is another source's recipe's.
    """
    require(by, DATA_ADD, **scope_of(source))
    try:
        read = read_recipe(text)
    except BadRecipe as error:
        raise FiguresRefused(str(error)) from error
    recipe, _made = Recipe.objects.get_or_create(name=read.name, defaults={"source": source})
    if recipe.source_id != source.pk:
        # not whose it is: that source may not be one that they see
        raise FiguresRefused(_("The name “%(name)s” is that of another source's recipe. Choose another name.") % {
            "name": read.name})
    digest = hashlib.sha256(text.encode()).hexdigest()
    Recipe.objects.select_for_update().get(pk=recipe.pk)  # two at once would take the same number
    newest = recipe.versions.first()
    if newest and newest.sha256 == digest:
        return newest, False
    version = RecipeVersion.objects.create(recipe=recipe, number=newest.number + 1 if newest else 1, text=text,
                                           sha256=digest, note=note[:250], made_by=by)
    record(by=by, event="recipe_kept", target=recipe, details={
        "version": version.number, "sha256": digest, "note": note[:250]})
    return version, True
