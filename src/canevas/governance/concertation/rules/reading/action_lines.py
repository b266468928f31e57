"""Actions written as sentences: "Action : … Responsable : … Délai : …", "DRECM/R : transmettre … avant le 31/12"."""

from __future__ import annotations

import re
from datetime import date

from canevas.governance.concertation.rules.minutes import ReadAction
from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.action_tables import set_deadline_date
from canevas.governance.concertation.rules.reading.enumerators import read_enumerator
from canevas.governance.concertation.rules.reading.lines import Line, Span
from canevas.governance.concertation.rules.reading.names import are_structures, responsible_names, trailing_structures
from canevas.governance.concertation.rules.reading.typed_columns import line_of
from canevas.tools.text.deadlines import is_deadline, trailing_deadline
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

_LABEL = re.compile(
    r"[\s.;,|(–-]*\b(?:(?P<action>(?:points?\s+d'\s*)?actions?(?:\s*(?:n\s?°?\s*)?\d+)?|tache|"
    r"activite)|"
    r"(?P<responsible>(?:structures?|personnes?|agences?)?\s*(?:responsables?(?:\(s\))?|en charge)|"
    r"pilotes?|porteurs?|charge(?:e)? de l'execution)|"
    r"(?P<deadline>delais?(?: d'execution)?|echeances?|dates?(?: limites?| butoirs?| d'echeance)?|"
    r"pour le|periode))\s*:\s*"
)
_ACTION_START = re.compile(
    r"(?:(?:points?\s+d'\s*)?actions?(?:\s+(?:a mener|retenues?|a entreprendre|"
    r"de suivi))?(?:\s*(?:n\s?°?\s*)?\d{1,2})?|tache(?:\s*\d{1,2})?)\s*:\s*"
)
_NAMES_ONLY = (
    r"(?:L[ea]s?\s+|L['’])?[A-ZÀ-Ý][\w/'’.-]*"
    r"(?:(?:\s+et\s+|\s*,\s*|\s+)(?:l[ea]s?\s+|l['’])?[A-ZÀ-Ý][\w/'’.-]*)*"
)
_PARTS = re.compile(r"\s+[–—-]\s+|\s*[|;]\s+|\s*->\s*|\s*→\s*")


def starts_action(span: Span) -> Span | None:
    """What follows "Action :" or "Points d'action :" at the head of a line."""
    match = _ACTION_START.match(span.folded)
    return span.part(match.end()).strip() if match else None


def is_label_line(line: Line) -> bool:
    """A line that only says who ("Responsable : …") or when ("Échéance : …") for the action above it."""
    match = _LABEL.match(line.body.folded)
    return bool(match) and match is not None and match["action"] is None


class ActionLines:
    """Reads actions line after line; ``known`` are the folded names of those present."""

    def __init__(self, vocabulary: Vocabulary, known: frozenset[str], reference: date | None) -> None:
        self.vocabulary = vocabulary
        self.known = known
        self.reference = reference

    def read(self, span: Span) -> ReadAction | None:
        """The action of ``span``, ``None`` where it says that there is none."""
        if number := read_enumerator(span):
            span = span.part(number.end)
        span = span.strip(" ;.")
        if forms.is_nothing(span.folded):
            return None
        return self._labelled(span) or self._parted(span)

    def complete(self, action: ReadAction, line: Line) -> None:
        """Add what a line of labels says to the action above it."""
        self._labels(line.body, action)

    def _labelled(self, span: Span) -> ReadAction | None:
        labels = [match for match in _LABEL.finditer(span.folded) if not match["action"]]
        if not labels:
            return None
        text = span.part(0, labels[0].start()).strip(" .;,(–-")
        if not text.text:
            return None
        action = ReadAction(text.said(0.95))
        self._labels(span, action)
        if not action.responsible and (subject := self._subject(text)):
            action.responsible = responsible_names([line_of(subject)], self.vocabulary)
        return action

    def _labels(self, span: Span, action: ReadAction) -> None:
        labels = [match for match in _LABEL.finditer(span.folded) if not match["action"]]
        for place, match in enumerate(labels):
            end = labels[place + 1].start() if place + 1 < len(labels) else len(span.text)
            value = span.part(match.end(), end).strip(" .;,()–-")
            if not value.text or forms.is_nothing(value.folded):
                continue
            if match["responsible"]:
                action.responsible += responsible_names([line_of(value)], self.vocabulary)
            else:
                action.deadline_text = value.said(0.95)
                set_deadline_date(action, self.reference)

    def _parted(self, span: Span) -> ReadAction:
        """Owners before a colon, in brackets, after dashes or at the end; the deadline at the end."""
        owners: Span | None = None
        if (match := re.match(r"([^:]{2,80}?)\s*:\s+", span.folded)) and self._are_owners(span.part(0, match.end(1))):
            owners, span = span.part(0, match.end(1)), span.part(match.end())
        text, deadline, last = self._ends(span)
        owners = owners or last or self._subject(text)
        action = ReadAction(
            text.strip(" ,;:–-.").said(
                0.9 if owners else 0.75, "" if owners else say("No responsible structure is named.")
            )
        )
        if owners:
            action.responsible = responsible_names([line_of(owners.strip(" ()"))], self.vocabulary)
        if deadline:
            action.deadline_text = deadline.said(0.9)
            set_deadline_date(action, self.reference)
        return action

    def _subject(self, text: Span) -> Span | None:
        """The structures that the sentence begins with: "OIM et HCR conduisent une mission"."""
        for match in list(re.finditer(r"\s+(?=[a-z]{3,}(?:e|ent|t|nt|ra|ront)\s)", text.text))[:6]:
            head = text.part(0, match.start())
            if re.fullmatch(_NAMES_ONLY, head.text) and self._are_owners(head):
                return head
        return None

    def _ends(self, span: Span) -> tuple[Span, Span | None, Span | None]:
        """Text, deadline and owners of a sentence whose end holds the last two."""
        deadline: Span | None = None
        owners: Span | None = None
        if (match := re.search(r"[(\[]([^()\[\]]{2,120})[)\]]\s*$", span.text)) is not None:
            inner = span.part(match.start(1), match.end(1))
            for part in inner.split(re.compile(r"\s*[,;/|]\s+|\s+[–-]\s+")):
                if is_deadline(part.text):
                    deadline = part
            rest = (
                inner.part(0, deadline.start - inner.start).strip(" ,;–-/")
                if deadline and deadline.start > inner.start
                else inner
            )
            if rest is not deadline and self._are_owners(rest):
                owners = rest
            if deadline or owners:
                return span.part(0, match.start()).strip(), deadline, owners
        parts = span.split(_PARTS)
        while len(parts) > 1 and (is_deadline(parts[-1].text) or self._are_owners(parts[-1])):
            if is_deadline(parts[-1].text) and deadline is None:
                deadline = parts.pop()
            elif owners is None and self._are_owners(parts[-1]):
                owners = parts.pop()
            else:
                break
        text = Span(span.line, span.start, parts[-1].end)
        return self._tail(text, deadline, owners)

    def _tail(self, text: Span, deadline: Span | None, owners: Span | None) -> tuple[Span, Span | None, Span | None]:
        """The deadline, then the owner, that close the sentence without a sign before them."""
        if deadline is None and (place := trailing_deadline(text.text)) and place[0] > 10:
            deadline, text = text.part(*place), text.part(0, place[0]).strip(" ,;(")
        if owners is None and (match := re.search(r"\s+par\s+(?:l[ea]s?\s+|l')?(?=\S)|\s*,\s+(?=[A-ZÀ-Ý])", text.text)):
            rest = text.part(match.end())
            if self._are_owners(rest):
                return text.part(0, match.start()), deadline, rest
        if (
            owners is None
            and text.text
            and trailing_structures(text, self.vocabulary, self.known) is not None
            and deadline is not None
        ):
            place_of = trailing_structures(text, self.vocabulary, self.known)
            before = text.part(0, place_of)
            if not re.search(r"\b(?:de|du|des|d|la|le|les|l|a|au|aux|avec|par|pour|et|sur|en)\W*$", before.folded):
                return before.strip(), deadline, text.part(place_of or 0)
        return text, deadline, owners

    def _are_owners(self, span: Span) -> bool:
        clean = span.strip(" .;,()")
        match = re.match(r"(?:le |la |les |l'|au |aux |a la |a l')", clean.folded)
        bare = clean.part(match.end()) if match else clean
        return are_structures(clean, self.vocabulary, self.known) or are_structures(bare, self.vocabulary, self.known)
