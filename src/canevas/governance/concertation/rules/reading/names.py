"""Names of structures in lists, cells and ends of lines: where one ends and the next begins."""

from __future__ import annotations

import re

from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.lines import Line, Span, combine
from canevas.tools.documents.found import Found
from canevas.tools.text.folding import squeeze
from canevas.tools.vocabulary import Vocabulary

_OF = r"(?:de|des|du|en|a|aux?|pour|sur)\b|d'"
_SEPARATORS = re.compile(
    rf"\s*[;|•▪]\s*|\s*,\s*(?:et\s+)?(?!\s*(?:{_OF}))|\s+/\s+|\s+(?:et|\+|&)\s+(?!{_OF})|"
    rf"\s+[-–](?=\s?[^\s\d-])\s*"
    r"|^[-–•*]\s*|\s+(?:\d{1,2}[.)]|\(\d{1,2}\))\s+|^(?:\d{1,2}[.)-]|\(\d{1,2}\))\s*|"
    r"\s*,?\s+ainsi que\s+(?:l[ea]s?\s+|l')?"
)
_ONLY_ROWS = re.compile(r"\s*[;|•▪]\s*|\s+[-–](?=[^\s\d-])|^[-–•*]\s*|^(?:\d{1,2}[.)-]|\(\d{1,2}\))\s*")
_ACRONYM = re.compile(
    r"(?:(?:ONG|AND|GTM|CRCM|"
    r"DR)\s+)?[A-ZÀ-Ý][A-ZÀ-Ý0-9]+(?:[-/&.' ]?[A-ZÀ-Ý0-9]+)*(?:\s+[A-ZÀ-Ý][a-zà-ÿ]+)?|"
    r"[A-ZÀ-Ý]{2,}[a-z]?"
)
_ROLE = re.compile(
    r"(?:(?:le |la |les |l')?(?:rapporteure?|president\w*|secretaire\b.*|secretariat\b.*|"
    r"points? focal\w*|points? focaux|gouverneur\b.*|gouvernorat\b.*|mairies?\b.*|maires?\b.*|"
    r"prefet\w*\b.*|prefecture\b.*|communes?\b.*|conseil\b.*|direction\b.*|ong\b.*|police\b.*|"
    r"gendarmerie\b.*|douanes?\b.*|comite\b.*|"
    r"canton\b.*|chefferie\b.*|partenaires?\b.*|tous\b.*|toutes\b.*|ensemble des .*|membres\b.*|"
    r"structures\b.*|agences?\b.*|ministere\b.*|"
    r"etat|collectivites\b.*|service\b.*|services\b.*|sultanat|sultan|participants|universite\b.*|"
    r"croix[- ]rouge\b.*|cluster\b.*|syndicat\b.*))"
)
_TITLE = re.compile(
    r"(?:m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|dr\.?|pr\.?|el ?hadji?|elh\.?|colonel|capitaine|"
    r"commandant|lieutenant)\s+",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\s*\((?:[A-ZÀ-Ý][a-zà-ÿ'-]+(?:\s*,?\s*(?:et\s+)?[A-ZÀ-Ý][a-zà-ÿ'-]+){0,4}|SGA?|PF|[Pp]oint [Ff]ocal|"
    r"\d(?:er|[eè]re|[eè]me)?\s?\w{1,12}|[a-zà-ÿ ]{3,30})\)\s*$"
)
"""Who came for a structure: first names, a function ("SG", "1er VM")."""
_LEFT_OPEN = re.compile(r"\b(?:de|du|des|la|les|the|of|et|pour|sans)$|\b[dl]['’]$")
_SEE_ANNEX = re.compile(
    r"(?:voir|cf\.?|confere|suivant|conformement|selon|ci[- ]joint|en annexe|"
    r"\(?liste)\b.*(?:annexe|liste|joint|feuille|emargement|presence).*|voir .*|en annexe"
)


def split_names(span: Span, *, commas: bool = True, vocabulary: Vocabulary | None = None) -> list[Span]:
    """The names of a list: by line signs alone where ``commas`` is false (each line is one participant).

    With a ``vocabulary``, a name that it knows stays whole whatever stands in it ("Eaux et Forêts").
    """
    parts = span.split(_SEPARATORS if commas else _ONLY_ROWS)
    joined: list[Span] = []
    for part in parts:
        clean = part.strip(" .;,:-–*•")
        if clean.text.count("(") > clean.text.count(")") and clean.line.text[clean.end : clean.end + 1] == ")":
            clean = Span(clean.line, clean.start, clean.end + 1)
        opened = joined[-1].text.count("(") - joined[-1].text.count(")") if joined else 0
        if (opened > 0 and joined[-1].line is clean.line) or (
            joined and (_one_name_with_and(joined[-1], clean) or _known_together(joined[-1], clean, vocabulary))
        ):
            joined[-1] = Span(clean.line, joined[-1].start, clean.end)
        elif clean.text and not forms.is_nothing(clean.folded):
            joined.append(clean)
    return joined


def _one_name_with_and(before: Span, after: Span) -> bool:
    """ "Femmes, Actions et Développement (FAD)": the letters in brackets are those of the whole name."""
    if before.line is not after.line or not (match := re.search(r"\(([A-Z]{2,7})\)$", after.text)):
        return False
    if before.line.folded[before.end : after.start].strip() not in ("et", "&"):
        return False
    words = re.findall(r"\b[A-ZÀ-Ý]\w*", f"{before.text} {after.text[: match.start()]}")
    return "".join(word[0] for word in words if not word.isupper() or len(word) == 1).endswith(match[1])


def _known_together(before: Span, after: Span, vocabulary: Vocabulary | None) -> bool:
    """ "Eaux et Forêts": one structure of the directory, and no two."""
    if vocabulary is None or before.line is not after.line or not after.text:
        return False
    whole = Span(before.line, before.start, after.end)
    return before.line.folded[before.end : after.start].strip() in ("et", "&") and _is_one_name(whole.text, vocabulary)


def responsible_names(lines: list[Line], vocabulary: Vocabulary) -> list[Found[str]]:
    """The structures of a "responsible" cell, each as written."""
    found: list[Found[str]] = []
    for line in lines:
        whole = line.body.strip(" .;,")
        parts = [whole] if _is_one_name(whole.text, vocabulary) else split_names(line.body, vocabulary=vocabulary)
        named = [part.said() for part in parts if part.text and not forms.is_nothing(part.folded)]
        if found and named and _LEFT_OPEN.search(found[-1].value):
            found[-1] = combine([found[-1], named.pop(0)])
        found += named
    return found


def _is_one_name(text: str, vocabulary: Vocabulary) -> bool:
    if not re.search(r" et |, |&", text):
        return False
    best = vocabulary.match_organisation(text, 1)
    return bool(best) and best[0].score >= 0.93


def is_structure(text: str, vocabulary: Vocabulary, known: frozenset[str] = frozenset()) -> bool:
    """Whether ``text`` names a structure: one of ``known`` (folded), an acronym, a role, or an entry of the
    directory."""
    clean = text.strip(" .;,:")
    folded = squeeze(clean)
    if not folded or len(clean) > 90:
        return False
    if folded in known or _ACRONYM.fullmatch(clean) or _ROLE.fullmatch(folded):
        return True
    best = vocabulary.match_organisation(clean, 1) or vocabulary.match_quantifier(clean, 1)
    return bool(best) and best[0].score >= 0.9


def are_structures(span: Span, vocabulary: Vocabulary, known: frozenset[str] = frozenset()) -> bool:
    """Whether ``span`` is a list of structures and nothing else."""
    parts = split_names(span, vocabulary=vocabulary)
    return bool(parts) and all(is_structure(part.text, vocabulary, known) for part in parts)


def trailing_structures(span: Span, vocabulary: Vocabulary, known: frozenset[str]) -> int | None:
    """Where in ``span`` the structures begin that close it ("… la carte OIM, DRECM/R"); ``None`` without any."""
    starts = [match.start() for match in re.finditer(r"(?<=\s)\S", span.text)]
    for start in starts[-14:]:
        tail = span.part(start)
        if (
            tail.text[0].isalpha()
            and not tail.folded.startswith("et ")
            and _strictly_structures(tail, vocabulary, known)
        ):
            return start
    return None


def _strictly_structures(tail: Span, vocabulary: Vocabulary, known: frozenset[str]) -> bool:
    parts = split_names(tail, vocabulary=vocabulary)
    for part in parts:
        folded = squeeze(part.text)
        one_word_role = part.text[:1].isupper() and bool(_ROLE.fullmatch(folded)) and len(folded.split()) <= 5
        if (
            folded not in known
            and not re.fullmatch(r"(?:ONG )?[A-ZÀ-Ý][A-ZÀ-Ý0-9]+(?:[-/&][A-ZÀ-Ý0-9]+)*", part.text)
            and not one_word_role
        ):
            best = vocabulary.match_organisation(part.text, 1)
            if not best or best[0].score < 0.93 or not part.text[:1].isupper():
                return False
    return bool(parts)


def structure_of(entry: Span, vocabulary: Vocabulary) -> Span:
    """The structure of one participant ("M. Issa Kader, DRECM/R", "Issa Kader (OIM)", "OIM : Mme Awa"), else
    ``entry``."""
    if match := re.search(r"\(([^()]+)\)\s*$", entry.text):
        inner = entry.part(match.start(1), match.end(1))
        if is_structure(inner.text, vocabulary) and (
            _TITLE.match(entry.text) or not is_structure(entry.text, vocabulary)
        ):
            return inner if _person(entry.text[: match.start()]) else entry
    if match := re.search(r"\s*\(\s*(?:m\.|mr|mme|monsieur|madame|dr|mlle)\s[^()]*\)\s*$", entry.folded):
        return entry.part(0, match.start())
    if match := _CAME.search(entry.text):
        before = entry.part(0, match.start())
        if is_structure(before.text, vocabulary) or _ACRONYM.fullmatch(before.text):
            return before
    if match := re.search(r"\brepresentant(?:e)?\s+(?:de\s+(?:la\s+|l')?|du\s+|d')", entry.folded):
        return entry.part(match.end()).strip(" .,;")
    parts = entry.split(re.compile(r"\s*[,:]\s+|\s+[-–/]\s+"))
    if len(parts) < 2:
        return entry
    named = [part for part in parts if is_structure(part.text, vocabulary)]
    if named and (_person(parts[0].text) or _person(parts[-1].text)):
        return named[0]
    return parts[-1] if _TITLE.match(entry.text) else parts[0] if ":" in entry.text else entry


def _person(text: str) -> bool:
    return bool(_TITLE.match(text)) or bool(re.fullmatch(r"(?:[A-ZÀ-Ý][\w'.-]+\s+){1,4}[A-ZÀ-Ý][\w'.-]+\s*", text))


def is_elsewhere(span: Span) -> bool:
    """The list is said to stand in an annex."""
    return bool(_SEE_ANNEX.fullmatch(span.folded.strip(" .;:()"))) or forms.is_nothing(span.folded)
