"""Who is concerned: the regions and actors of one cell, and a strategy that slipped in among them."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from canevas.governance.recommendations.rules.action_words import action_strength
from canevas.governance.recommendations.rules.synthesis_reading.columns import Role
from canevas.governance.recommendations.rules.synthesis_reading.items import closed
from canevas.governance.recommendations.rules.synthesis_reading.lines import BULLETS, Line
from canevas.governance.recommendations.rules.synthesis_reading.names import separate_names
from canevas.governance.recommendations.rules.synthesis_reading.run_together import depths
from canevas.tools.documents.found import Found
from canevas.tools.documents.markup import Traced, join
from canevas.tools.text.folding import fold, squeeze
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

ALL_REGIONS = "*"
_PARTS = re.compile(rf"\n|;|(?<=\s)[{BULLETS}]\s*(?=[A-ZÀ-Ý])")
_ALL = re.compile(
    r"(?:(?:dans |pour |au niveau de )?(?:toutes?|l'ensemble|ensemble|la totalite|chacune)(?: de| des| les| ces)* ?"
    r"(?:8|huit)? ?regions?|(?:les )?(?:8|huit) regions|chaque region|tout le (?:pays|niger|territoire national)"
    r"|l'ensemble du (?:pays|niger|territoire national)|(?:niveau|echelle|territoire) national)"
    r"(?: (?:du (?:niger|pays)|concernees))?(?![a-z])")
_EXCEPT = re.compile(r"\s*[,(]?\s*(?:sauf|excepte|hormis|hors|moins|a l'exception|a l'exclusion|a part)(?![a-z])"
                     r"(?: (?:de |du |des |celles? de |la |les |d'))*\s*(?P<which>[^;)\n]+)\)?")
_LABEL = re.compile(r"(?:les )?(?:regions?|acteurs?|responsables?|structures?|chefs? de file|lead|appui|partenaires?"
                    r"|porteurs?|institutions?)"
                    r"(?: (?:et|ou|/|concerne|responsable|implique|principa|associe|cible|partenaire|acteur"
                    r"|de mise en oeuvre)[a-z]*)*\s?:\s*")
_AREA = re.compile(r"(?:(?:toutes )?(?:les )?autres )?"
                   r"(?:regions?|zones?|localites?|departements?|bande|frontieres?|axes?)\b")
_KNOWN, _UNKNOWN, _STRAY = 0.95, 0.75, 0.6
_SCORE_KNOWN, _SAME = 0.85, 88
_WORDS_OF_A_STRATEGY, _SEEN = 3, 120


@dataclass(slots=True)
class Concerned:
    """What a cell (or two) says of regions and actors; ``excluded`` are the regions that "sauf" takes out."""

    regions: list[Found[str]] = field(default_factory=list)
    actors: list[Found[str]] = field(default_factory=list)
    excluded: list[Found[str]] = field(default_factory=list)
    stray: Found[str] | None = None

    def __bool__(self) -> bool:
        return bool(self.regions or self.actors or self.stray)


def read_concerned(cells: dict[Role, list[Line]], strategies: list[str], vocabulary: Vocabulary) -> Concerned:
    """Read the cells of regions, actors, or both. ``strategies`` are those of the row, to know a stray one by."""
    concerned = Concerned()
    strays: list[Traced] = []
    for role, lines in cells.items():
        for part in _parts(lines):
            if _is_stray(part, strategies, vocabulary):
                strays.append(part)
            else:
                _read_part(concerned, part, role, vocabulary)
    if strays:
        whole = join(strays, " ; ")
        concerned.stray = Found(whole.text, whole.passages(), _STRAY, say(
            "This reads like a strategy that slipped into the column of regions and actors; it is not taken for one."))
    return concerned


def _parts(lines: list[Line]) -> Iterator[Traced]:
    """What semicolons, bullets and lines part; a line that goes on in lower case is joined to the one above."""
    whole: list[Traced] = []
    for line in lines:
        goes_on = whole and not line.bulleted and not line.opens_row and not whole[-1].text.endswith(";")
        if goes_on and (line.begins_low or whole[-1].text[-1] in ",/"):
            whole[-1] = join((whole[-1], line.text))
        else:
            whole.append(line.text)
    for text in whole:
        for part in text.split(_PARTS):
            if kept := closed(part.strip(f" {BULLETS}\n\t", None)):
                yield kept


def _is_stray(part: Traced, strategies: list[str], vocabulary: Vocabulary) -> bool:
    """A part that opens with an infinitive or repeats a strategy of the row, and is no known name."""
    if len(part.text.split()) < _WORDS_OF_A_STRATEGY or _ALL.match(fold(part.text)):
        return False
    folded = squeeze(part.text)
    if any(fuzz.ratio(folded, squeeze(strategy)) >= _SAME for strategy in strategies):
        return True
    strength = action_strength(part.text)
    if any(mention.start == 0 for mention in vocabulary.find_territories(part.text[:_SEEN])):
        return False
    if strength >= 0.8:
        return True
    return strength > 0 and len(part.text.split()) > 5 and not _known(part.text, vocabulary)


def _known(name: str, vocabulary: Vocabulary) -> float:
    """The best score of ``name`` among organisations, bodies and words for many; 0 where nothing is near."""
    best = [*vocabulary.match_organisation(name, 1), *vocabulary.match_quantifier(name, 1),
            *vocabulary.match_body(name, 1)]
    return max((candidate.score for candidate in best), default=0.0)


def _read_part(concerned: Concerned, part: Traced, role: Role, vocabulary: Vocabulary) -> None:
    label = _LABEL.match(fold(part.text))
    if label and label.end() < len(part.text):
        part = part.slice(label.end())
    folded, place = fold(part.text), 0
    level = depths(part.text)
    for match in _ALL.finditer(folded):
        if match.start() < place or level[match.start()]:
            continue
        _read_names(concerned, part.slice(place, match.start()), role, vocabulary)
        exception = _EXCEPT.match(folded, match.end())
        if exception:
            _all_but(concerned, part.slice(match.start(), exception.end()),
                     part.slice(exception.start("which"), exception.end("which")), vocabulary)
        else:
            _add(concerned.regions, Found(ALL_REGIONS, part.slice(match.start(), match.end()).passages(), 0.97))
        place = exception.end() if exception else match.end()
    _read_names(concerned, part.slice(place), role, vocabulary)


def _all_but(concerned: Concerned, whole: Traced, named: Traced, vocabulary: Vocabulary) -> None:
    """ "Toutes les régions sauf Diffa": every other region by its name."""
    excluded = {candidate.code: mention for mention in vocabulary.find_territories(named.text)
                for candidate in mention.candidates if vocabulary.by_pcode[candidate.code].level == 1}
    for mention in dict.fromkeys(excluded.values()):
        _add(concerned.excluded, Found(mention.text, named.slice(mention.start, mention.end).passages(), _KNOWN))
    if not excluded:
        _add(concerned.regions, Found(ALL_REGIONS, whole.passages(), 0.6, say(
            "All regions but some, which were not recognised.")))
        return
    reason = say("All regions but those named after “except”.")
    for region in vocabulary.regions:
        if region.pcode not in excluded:
            _add(concerned.regions, Found(region.shown, whole.passages(), 0.8, reason))


def _read_names(concerned: Concerned, text: Traced, role: Role, vocabulary: Vocabulary) -> None:
    for name in separate_names(text, vocabulary):
        if name.is_territory:
            _add(concerned.regions, Found(name.text.text, name.text.passages(), _KNOWN))
            continue
        quantifier = vocabulary.match_quantifier(name.text.text, 1)
        if quantifier and quantifier[0].code == ALL_REGIONS and quantifier[0].score >= _SCORE_KNOWN:
            _add(concerned.regions, Found(ALL_REGIONS, name.text.passages(), 0.9, quantifier[0].reason))
            continue
        score = _known(name.text.text, vocabulary)
        if score >= _SCORE_KNOWN:
            _add(concerned.actors, Found(name.text.text, name.text.passages(), min(_KNOWN, name.confidence)))
        elif role is Role.REGIONS or _AREA.match(fold(name.text.text)):
            _add(concerned.regions, Found(name.text.text, name.text.passages(), _UNKNOWN, say(
                "Names a place or an area that the directory does not know.")))
        else:
            _add(concerned.actors, Found(name.text.text, name.text.passages(), _UNKNOWN, say(
                "The directory knows no such organisation.")))


def _add(known: list[Found[str]], new: Found[str]) -> None:
    """Add ``new``, or its passages to the value that says the same."""
    for found in known:
        if squeeze(found.value) == squeeze(new.value):
            found.passages += new.passages
            return
    known.append(new)
