"""What the columns of a synthesis table hold, told from the words of its header."""
from __future__ import annotations

import re
from enum import StrEnum

from canevas.tools.documents.markup import readable_node
from canevas.tools.documents.nodes import Node, NodeKind
from canevas.tools.text.folding import fold, squeeze


class Role(StrEnum):
    NUMBER = "number"
    AXIS = "axis"
    CHALLENGE = "challenge"
    PRIORITY = "priority"
    STRATEGY = "strategy"
    REGIONS = "regions"
    ACTORS = "actors"
    CONCERNED = "concerned"
    """Regions and actors in one column."""
    DEADLINE = "deadline"
    OTHER = "other"


CONCERNED_ROLES = (Role.REGIONS, Role.ACTORS, Role.CONCERNED)
_LONGEST_HEADER = 70
_NUMBER = re.compile(r"(?:n ?[°ºo]?|num(?:ero)?|#|n ?[°ºo] ?d'ordre|ordre)\.?$")
_AXIS = re.compile(r"axes?(?: strategiques?)?(?: de la (?:pnm|politique).*)?(?: ?/ ?programmes?)?$")
_STRATEGY = re.compile(r"\b(?:strateg|recommand|solution|mesure|proposition|resolution|reponse|activite"
                       r"|actions? (?:a |propos|corrective|retenue|envisag|cle|concr))|^actions?$|^actions? strateg")
_PRIORITY = re.compile(r"\bpriorit|\bobjectif")
_CHALLENGE = re.compile(
    r"\b(?:defi|enjeu|problem|constat|difficult|contrainte|obstacle|insuffisance|goulot|preoccupation)")
_REGIONS = re.compile(r"\b(?:region|zone|localite|lieu|territoire|echelle|niveau)")
_ACTORS = re.compile(
    r"\b(?:acteur|responsab|structure|institution|partenaire|porteur|intervenant|partie|organisme|entite|ministere|service)")
_DEADLINE = re.compile(r"\b(?:echeance|delai|date|periode|horizon|calendrier|chronogramme|quand)")


def role_of(header: str) -> Role | None:
    """The role that a header names; ``None`` for an empty one, ``OTHER`` for words that name none."""
    words = squeeze(header).strip(" .:*-")
    if not words:
        return None
    if _NUMBER.match(words):
        return Role.NUMBER
    if _AXIS.match(words):
        return Role.AXIS
    if _DEADLINE.search(words):
        return Role.DEADLINE
    if _STRATEGY.search(words):
        return Role.STRATEGY
    if _PRIORITY.search(words):
        return Role.PRIORITY
    if _CHALLENGE.search(words):
        return Role.CHALLENGE
    regions, actors = bool(_REGIONS.search(words)), bool(_ACTORS.search(words))
    if regions and actors:
        return Role.CONCERNED
    return Role.REGIONS if regions else Role.ACTORS if actors else Role.OTHER


_SPACED = tuple((role, re.compile(rf"(?:les )?(?:{words})")) for role, words in (
    (Role.NUMBER, r"n ?[°ºo]"),
    (Role.PRIORITY, r"(?:axes|actions|domaines) prioritaires|priorites?(?: retenues| identifiees)?"),
    (Role.CHALLENGE, r"(?:defis?|enjeux?|problemes?|constats?|difficultes?)(?: identifies?| majeurs?)?"),
    (Role.STRATEGY, r"strategies?(?: recommandees?| proposees?)?|recommandations?|solutions?(?: proposees?)?"
                    r"|actions? (?:recommandees?|proposees?|a mener)"),
    (Role.CONCERNED, r"regions? ?(?:/|et|-)? ?acteurs?(?: concernes?)?|(?:regions?|acteurs?|structures?|institutions?)"
                     r"(?: concerne[es]*| responsables?)?|responsables?")))
_BETWEEN = re.compile(r"[\s/|–—-]*")


def spaced_header(line: str) -> int:
    """How many columns of text a header names whose columns are parted by blanks only ("DÉFIS PRIORITÉS STRATÉGIES
    RÉGIONS / ACTEURS"), challenges first and strategies last; 0 where the line is no such header."""
    words, place, found = squeeze(line).strip(" .:"), 0, list[Role]()
    while place < len(words) <= 2 * _LONGEST_HEADER:
        match, role = next(((match, role) for role, pattern in _SPACED if (match := pattern.match(words, place))
                            and not words[match.end():match.end() + 1].isalpha()), (None, None))
        if match is None or role is None or role in found:
            return 0
        found.append(role)
        between = _BETWEEN.match(words, match.end())
        place = between.end() if between else match.end()
    texts = [role for role in found if role in (Role.CHALLENGE, Role.PRIORITY, Role.STRATEGY)]
    known = texts in ([Role.CHALLENGE, Role.PRIORITY, Role.STRATEGY], [Role.CHALLENGE, Role.STRATEGY])
    return len(texts) if known and found[-1] is Role.CONCERNED else 0


def rows_of(table: Node) -> list[Node]:
    return [row for row in table.children if row.kind is NodeKind.ROW]


def cell_text(cell: Node) -> str:
    return " ".join(readable_node(node).text for node in cell.walk() if node.text).replace("\n", " ").strip()


def header_roles(row: Node) -> dict[int, Role] | None:
    """Role by grid column where ``row`` is the header of a synthesis table, else ``None``.

    It must name two of challenges, priorities and strategies. A table of actions with a deadline is a synthesis only
    when it names challenges and priorities.
    """
    return roles_of([(cell.column, cell.column_span, cell_text(cell)) for cell in row.children])


def roles_of(cells: list[tuple[int, int, str]]) -> dict[int, Role] | None:
    """:func:`header_roles` of cells given as column, span and text."""
    roles: dict[int, Role] = {}
    for column, span, text in cells:
        if len(text) > _LONGEST_HEADER:
            return None
        role = role_of(text)
        if role is not None:
            roles.update(dict.fromkeys(range(column, column + span), role))
    named = set(roles.values())
    distinct = {Role.CHALLENGE, Role.PRIORITY, Role.STRATEGY} & named
    if len(distinct) < 2 or (Role.DEADLINE in named and len({Role.CHALLENGE, Role.PRIORITY} & named) < 2):
        return None
    return roles if len({column for column, _span, _text in cells}) > 1 else None


def refine(roles: dict[int, Role], row: Node) -> dict[int, Role] | None:
    """``roles`` made finer by a second header row ("Régions" and "Acteurs" under one cell); ``None`` if it is a body
    row."""
    finer: dict[int, Role] = {}
    for cell in row.children:
        text = cell_text(cell)
        role = role_of(text) if len(text) <= _LONGEST_HEADER else Role.OTHER
        if role is Role.OTHER or (text and len(fold(text).split()) > 4):
            return None
        if role is not None:
            finer[cell.column] = role
    return {**roles, **finer} if len(finer) > 1 else None


def names_another_table(row: Node) -> bool:
    """The row is the header of a table of another kind: actions, attendance…"""
    texts = [cell_text(cell) for cell in row.children]
    roles = [role_of(text) for text in texts if len(text) <= _LONGEST_HEADER]
    return Role.DEADLINE in roles and len(roles) > 1 and all(len(text.split()) < 6 for text in texts)
