"""The recipe that ``canevas harmonise`` reads files by, and what it says of each."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from canevas.commons.access.operations import system_user
from canevas.commons.access.queries import user_named
from canevas.commons.design.formats import medium_date
from canevas.evidence.observatory.operations.workbench import fitting_version
from canevas.evidence.observatory.queries.visible import recipe_seen_by
from canevas.evidence.observatory.rules.harmonise.proposal import Proposal
from canevas.evidence.observatory.rules.harmonise.proposing import Chosen
from canevas.evidence.observatory.rules.harmonise.reading_recipes import read_recipe
from canevas.evidence.observatory.rules.harmonise.recipe import BadRecipe, Recipe
from canevas.evidence.observatory.rules.harmonise.settling import settle

TEXTS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Told:
    """What a recipe says of a file. ``earlier``: the number and the day of the version before that knows its layout,
    where this one does not."""

    recipe: str
    version: int | None
    news: list[str]
    asks: bool
    earlier: tuple[int, str] | None = None

    def sentences(self) -> list[str]:
        found = [*self.news] or [_("Nothing in it is new.")]
        if self.earlier:
            found.append(_("This layout is that of version %(number)s, of %(day)s.") % {
                "number": self.earlier[0], "day": self.earlier[1]})
        return found

    def as_json(self) -> dict[str, Any]:
        return {"name": self.recipe, "version": self.version, "asks": self.asks, "news": self.news,
                "earlier_version": self.earlier[0] if self.earlier else None}


@dataclass(frozen=True, slots=True)
class ReadingRecipe:
    """``kept``: its newest version in the register; ``None`` of one that stands in a file."""

    recipe: Recipe
    kept: Any = None

    def read(self, propose: Callable[[Chosen], Proposal]) -> tuple[Proposal, Told]:
        """A file with what the recipe knows laid over its proposal, and what is new of it."""
        known: dict[object, Proposal] = {}

        def once(chosen: Chosen) -> Proposal:
            key = frozenset(chosen.items())
            if key not in known:
                known[key] = propose(chosen)
            return known[key]
        settled = settle(once, {}, self.recipe, has_one_sheet=False)
        news = settled.news
        assert news is not None
        earlier = fitting_version(self.kept, once({})) if self.kept and news.changes_layout else None
        return settled.proposal, Told(
            self.recipe.name, self.kept.number if self.kept else None, news.sentences(), news.asks,
            (earlier.number, medium_date(earlier.made_at)) if earlier else None)


def reading_recipe(name: str, user: str) -> ReadingRecipe:
    """The recipe of a name, as ``user`` sees it, or of a YAML file. Raises ``CommandError`` with a sentence."""
    if name.lower().endswith(TEXTS):
        return _of_file(Path(name))
    by = user_named(user) if user else system_user()
    if by is None:
        raise CommandError(_("There is no user “%(name)s”.") % {"name": user})
    found = recipe_seen_by(by, name)
    if found is None:
        raise CommandError(_(
            "There is no recipe “%(name)s”. Give the name that stands on its page, or a file that ends in .yaml.") % {
            "name": name})
    newest = found.versions.first()
    assert newest is not None
    return ReadingRecipe(read_recipe(newest.text), newest)


def _of_file(path: Path) -> ReadingRecipe:
    try:
        return ReadingRecipe(read_recipe(path.read_text(encoding="utf-8-sig")))
    except OSError as fault:
        raise CommandError(_("“%(path)s” cannot be read (%(why)s). Check that you may read it and that its disk "
                             "answers.") % {"path": path, "why": fault.strerror or fault}) from fault
    except UnicodeDecodeError as fault:
        raise CommandError(_("“%(path)s” is no text (UTF-8).") % {"path": path}) from fault
    except BadRecipe as fault:
        raise CommandError(_("“%(path)s” is no recipe: %(why)s") % {"path": path, "why": fault}) from fault
