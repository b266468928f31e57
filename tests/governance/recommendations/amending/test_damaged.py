"""Copies that were damaged on their way: read, or refused with a sentence, and nothing else."""
from __future__ import annotations

import io
import random
import zipfile
from collections import Counter

from lxml import etree

from canevas.governance.recommendations.rules.amending.finding import Base, base_of, find_amendments
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.revisions.reading import read_revisions
from tests.governance.recommendations.amending.redlines import redline
from tests.tools.documents.fuzzing import HARM
from tests.tools.documents.made import repacked

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def outcome(content: bytes, base: Base) -> str:
    try:
        find_amendments(read_revisions(Source(content, "copie.docx")), base)
    except DocumentRefused as refused:
        assert "copie.docx" in str(refused)
        return refused.code
    return "read"


def test_bytes_damaged_anywhere() -> None:
    made = redline(3)
    base = base_of(read_revisions(Source(made.base, "base.docx")))
    outcomes = Counter(outcome(random.Random(seed).choice(HARM)(made.copy, random.Random(seed)), base)
                       for seed in range(200))
    assert set(outcomes) <= {"read", "truncated", "unknown-format", "another-document", "no-text", "bomb", "empty"}
    assert outcomes["truncated"] > 20 and outcomes["read"] > 20, outcomes


def test_elements_lost_repeated_and_carried_elsewhere() -> None:
    made = redline(5)
    base = base_of(read_revisions(Source(made.base, "base.docx")))
    xml = zipfile.ZipFile(io.BytesIO(made.copy)).read("word/document.xml")
    outcomes: Counter[str] = Counter()
    for seed in range(150):
        rng, root = random.Random(seed), etree.fromstring(xml)
        for _harm in range(rng.choice([1, 5, 30])):
            elements = [element for element in root.iter() if element.getparent() is not None
                        and element.tag != W + "body"]
            one, other = rng.choice(elements), rng.choice(elements)
            deed = rng.randrange(4)
            if deed == 0:
                one.getparent().remove(one)
            elif deed == 1 and one not in list(other.iterancestors()) and one is not other:
                other.append(one)
            elif deed == 2:
                one.attrib.update({name: rng.choice(["", "-1", "99999999999", "x"]) for name in one.attrib})
            else:
                one.tag = rng.choice(elements).tag
        outcomes[outcome(repacked(made.copy, add={"word/document.xml": etree.tostring(root)}), base)] += 1
    assert set(outcomes) <= {"read", "another-document", "no-text", "truncated"}, outcomes
    assert outcomes["read"] > 100, outcomes
