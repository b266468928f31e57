"""Who chaired, and who signs."""

from __future__ import annotations

import re

from canevas.governance.concertation.rules.reading.lines import Block, Grid, Line, Span, lines_of
from canevas.governance.concertation.rules.reading.sentences import sentences
from canevas.tools.documents.found import Found
from canevas.tools.text.sentences import say

_TITLES = (
    r"(?:(?:[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|M\.|MM\.|M(?=\s)|Mr\.?|Mme\.?|Mlle\.?|Dr\.?|Docteur|Pr\.?|"
    r"Professeur|El\s?-?[Hh]adj(?:i|ia|ja)?\b|Elh\.?|Hadj(?:i|ia)?\b|Colonel(?:[ -][Mm]ajor)?|Col\.?|"
    r"Commandant|Capitaine|Lieutenant(?:[ -][Cc]olonel)?|"
    r"(?<![Ss]ecr[ée]taire )(?<![Dd]irecteur )(?<![Dd]irectrice )(?<![Ii]nspecteur )G[ée]n[ée]ral(?: de "
    r"\w+)?|Contr[ôo]leur [Gg][ée]n[ée]ral|Inspecteur(?: [Gg][ée]n[ée]ral)?|Commissaire(?: [Pp]rincipal)?|"
    r"Honorable|Son Excellence|"
    r"S\.\s?E\.(?:\s?M\.)?|Sa Majest[ée]|Excellence|le Ministre|Ma[îi]tre|Me\.?|Ing\.?|Hon\.|Chef de canton|"
    r"Magistrat)\s+)"
)
_NAME = r"(?:[A-ZÀ-Ý][\w'’\-À-ÿ]*\.?|ag|ould|ben|bin|dan|dit|de(?=\s[A-Z]))"
_TITLED = re.compile(rf"(?P<title>{_TITLES}+)(?P<name>[A-ZÀ-Ý][\w'’\-À-ÿ]*\.?(?:\s+{_NAME}){{0,4}})")
_BARE = re.compile(rf"(?P<name>[A-ZÀ-Ý][\w'’\-À-ÿ]+(?:\s+{_NAME}){{1,4}})(?=\s*(?:,|\(|$|;|\s-\s|–|/))")
_NO_NAME = re.compile(
    r"(?:le|la|les|l'.*|adjointe?|regional\w*|secretaire|directeur|directrice|gouverneur|prefet|"
    r"maire|ministre|president\w*|general\w*)\b"
)
_PRESIDED = re.compile(
    r"\b(?:sous|et)\s+la\s+(?P<co>co-?)?presidence\s+(?:effective\s+|"
    r"conjointe\s+)?(?:d[eu]s?\s+(?:la\s+|l')?|d'|respective\s+de\s+)?"
    r"|\b(?P<cop>co-?)?(?:presidee?|dirigee?|conduite?)s?\s+(?:conjointement\s+)?par\s+|"
    r"\b(?P<copp>co-?)?presidence\s+(?:assuree|effective)\s+(?:par|de)\s+"
    r"|\b(?:a|ont)\s+(?P<cow>co-?)?(?:preside|dirige)\b"
)
_STOPS = re.compile(
    r"\ben presence\b|\bassiste|\bayant a ses cotes\b|\bavec la participation\b|\ben vue\b|\bafin\b|"
    r"\best convoquee|\bs'est (?:tenue?|reuni)|\bla reunion\b|\bporta(?:n|i)t\b"
)
_FUNCTION = re.compile(
    r"(?:(?:le |la |l')?(?P<role>(?:secretaire|gouverneur|prefet|maire|directeur|directrice|"
    r"president|presidente|vice|ministre|sultan|chef|coordonnat|representant|drecm|point focal|"
    r"conseiller)[^,.;()]{0,90}))"
)
_ROLES = (
    r"(?:president\w*|rapporteu\w*|secretaire|drecm\w*|dr[a-z/]*|point focal|directeur|directrice|prefet|"
    r"gouverneur|coordonnat\w+|chef|representant\w*|maire|facilitat\w+|moderat\w+|comite|ministre|"
    r"vice|administrat\w+|responsable|conseiller|sultan|charge\w*|delegue\w*|commission|groupe|bureau|"
    r"inspect\w+|commandant|seance|sg|sp)"
)
_SIGNATURE = re.compile(
    rf"(?:(?:pour|p\.?\s?/?\s?o\.?|par ordre|signe)\s*:?\s*)?(?:l[ea]s?\s+|"
    rf"l')\s*{_ROLES}\b(?P<rest>[^.;:!?]{{0,70}})|pour l[ea]s?\s+(?:{_ROLES}|crcm|gtm|ccm|"
    rf"cluster|cadre)[^.;:!?]{{0,60}}"
)
_ACRONYM_SIGNS = re.compile(
    r"(?:[Pp]\.?\s?/?\s?[Oo]\.?\s*[:,]?\s*|[Pp]our\s+)?(?:[Ll][ea]|L['’])\s?[A-Z]{2,}(?:[-/.&]?[A-Z]+)*"
    r"(?:\s+(?:de|d['’]|du|par|[Pp]\.?[IOio]\.?)[\w\s'’.-]{0,40})?"
)
_VERBS = re.compile(
    r"\b(?:a|ont|est|sont|souhaite|demande|signale|invite|rappelle|propose|informe|precise|fait|"
    r"remercie|dispose|doit|doivent|presente|sera|etait|leve|declare|ouvre|souligne|indique)\b"
)
_FIRST = re.compile(
    r"president|drecm|point focal|coordonnat|directeur|directrice|prefet|gouverneur|secretaire general|maire\b|ministre"
)


def names_in(span: Span, *, several: bool = True) -> list[Found[str]]:
    """Names after a title ("Monsieur", "Mme", "Dr"), title left out."""
    found = []
    for match in _TITLED.finditer(span.text):
        name = span.part(*match.span("name")).strip(" .,")
        if name.text and not _NO_NAME.match(name.folded):
            found.append(name.said())
    return found if several else found[:1]


def chairs_of_value(span: Span) -> list[Found[str]]:
    """The chair in a header's value: the name where there is one, else the function as written."""
    titled = names_in(span)
    if titled:
        return titled if re.search(r"\bet\b|;|/|&|\n", span.folded) else titled[:1]
    match = _BARE.search(span.text)
    if match and not _FUNCTION.match(span.folded) and not _NO_NAME.search(span.folded[match.start() :]):
        return [span.part(*match.span("name")).said(0.9)]
    if re.search(r"\bco-?(?:lead|facilit|anim|moder|presid|chair)", span.folded):
        both = span.split(re.compile(r"\s*[,;/]\s*|\s+et\s+"))
        bare = [part.part(0, at.start()) if (at := re.search(r"\s*\(", part.folded)) else part for part in both]
        return [part.said(0.75, say("A function, no name.")) for part in bare if part.text]
    first = span.split(re.compile(r"\s*[,;(]\s*"))
    return [first[0].said(0.8, say("A function, no name."))] if first else []


def chairs_in_text(lines: list[Line]) -> list[Found[str]]:
    """The chairs told in a sentence ("sous la coprésidence de …", "présidée par …")."""
    for place, line in enumerate(lines):
        for sentence in sentences(line):
            match = _PRESIDED.search(sentence.folded)
            if match is None:
                continue
            following = lines[place + 1] if place + 1 < len(lines) and sentence.end == len(line.text.rstrip()) else None
            if found := _chairs(sentence, match, following):
                return found
    return []


_SECOND = re.compile(r"\bet\s+(?:de\s+|par\s+)?(?:m\.|monsieur|madame|mme|mr|dr)\b")


def _chairs(sentence: Span, match: re.Match[str], following: Line | None) -> list[Found[str]]:
    """Who follows "présidence de" (or stands before "a présidé"); on the next line where the sentence was cut there."""
    together = any(match[group] for group in ("co", "cop", "copp", "cow"))
    rest = sentence.part(match.end())
    if stop := _STOPS.search(rest.folded):
        rest = rest.part(0, stop.start())
    if match[0].endswith(("preside", "dirige")):
        rest = sentence.part(0, match.start())
    found = names_in(rest, several=together or bool(_SECOND.search(rest.folded)))
    if not found and following is not None and not sentence.text.endswith((".", ";", ":")) and len(rest.text) < 30:
        found = names_in(following.whole.part(0, 60), several=False)
    return found or _untitled(rest, together=together)


def _untitled(rest: Span, *, together: bool) -> list[Found[str]]:
    if match := _BARE.match(rest.text):
        return [rest.part(*match.span("name")).said(0.85)]
    if match := _BARE.search(rest.text):
        before = rest.folded[: match.start()]
        if before.rstrip().endswith(","):
            return [rest.part(*match.span("name")).said(0.8)]
    if match := _FUNCTION.match(rest.folded):
        parts = (
            rest.part(match.start("role"), match.end("role")).split(re.compile(r"\s+et\s+(?:d[eu]\s+|le\s+|la\s+)"))
            if together
            else [rest.part(*match.span("role"))]
        )
        return [part.strip(" .,").said(0.75, say("A function, no name.")) for part in parts]
    return []


def signature(blocks: list[Block], end: int) -> tuple[Span | None, int]:
    """The signing function near the end ("Le DRECM/R", "Le Président de séance"), and the block where the
    signature begins."""
    best: Span | None = None
    begin = end
    seen = 0
    for place in range(end - 1, max(-1, end - 14), -1):
        block = blocks[place]
        found = [span for line in lines_of([block]) for span in _signatures(line)]
        seen += len(list(lines_of([block])))
        if (isinstance(block, Grid) and not found) or seen > 16:
            break
        if found:
            first = [span for span in found if _FIRST.search(span.folded)] or found
            if best is None or (_FIRST.search(first[0].folded) and not _FIRST.search(best.folded)):
                best = first[0]
            begin = place
        elif isinstance(block, Line) and (
            block.is_item or len(block.text) > 90 or (best is not None and not _may_sign(block))
        ):
            break
    return best, begin if best is not None else end


def _signatures(line: Line) -> list[Span]:
    found = []
    for part in _side_by_side(line):
        clean = part.strip(" :.,")
        if line.is_item or part.text.rstrip().endswith((";",)) or len(clean.text) > 80:
            continue
        match = _SIGNATURE.fullmatch(clean.folded)
        if _ACRONYM_SIGNS.fullmatch(clean.text) or (
            match and not (match["rest"] and _VERBS.search(match["rest"])) and not re.search(r"[a-z]\.$", part.text)
        ):
            found.append(clean)
    return found


def _side_by_side(line: Line) -> list[Span]:
    """The signatures that stand beside each other in one line, however little blank is left between them."""
    parts = line.whole.split(re.compile(r"\s{3,}|\t"))
    found: list[Span] = []
    for part in parts:
        cuts = [match.start() for match in re.finditer(r"(?<=\w)\s+(?=L(?:e|a|es)\s+[A-ZÀ-Ý][^\s]+)", part.text)]
        ends = [*cuts, len(part.text)]
        found += [part.part(start, end).strip() for start, end in zip([0, *cuts], ends, strict=True)]
    return found


def _may_sign(line: Line) -> bool:
    return len(line.text) < 60


_CLOSING = re.compile(
    r"ordre du jour (?:etant |est |fut )?(?:donc )?epuise|(?:seance|reunion|session|rencontre|"
    r"travaux)\b.{0,50}\b(?:est|a ete|sont|ont ete|fut|s'est|ont|a)\s+(?:ainsi |donc |alors )?"
    r"(?:levee?s?|close?s?|cloture\w*|pris fin|terminee?s?|achevee?s?)|\bleve la seance|\b(?:la |"
    r"les |cette )?(?:seance|reunion|session|rencontre|travaux)\b.{0,40}\b(?:prit|prirent|prend) fin|"
    r"^fait a .{3,40},? le \b|^[a-z' -]{3,30},\s+le \d{1,2}(?:er)? [a-z]+ 20\d\d\W*$|"
    r"^fait et clos|plus rien n'etant|rien n'etant plus|"
    r"^commence\w* a .{0,60}(?:levee|fini|termine)|declare clos|en foi de quoi|"
    r"c'est sur (?:ces mots|cette note)"
)


_NEXT = re.compile(r"(?:date (?:et lieu )?de la )?prochaine (?:reunion|rencontre|session|seance)\s*:\s*.{4,60}$")


def until_closing(blocks: list[Block]) -> list[Block]:
    """``blocks`` without the closing words; recommendations and actions that stand after them are kept."""
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        if isinstance(block, Line) and not block.in_cell:
            first = sentences(block)[0].folded if block.text.strip() else ""
            if (_CLOSING.search(first) or (_NEXT.match(first) and place > len(blocks) - 6)) and not block.is_item:
                continue
        kept.append(block)
    return kept
