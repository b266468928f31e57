"""What the page of a reading says of each file."""
from __future__ import annotations

from canevas.governance.concertation.jobs import summary
from canevas.governance.concertation.operations import Imported


def test_each_sentence_names_its_file() -> None:
    said = summary([
        Imported("/incoming/0/bruit.txt", "refused", "Ce document ne se lit pas comme un compte rendu."),
        Imported("/incoming/1/clos.docx", "refused", "Le fichier « clos.docx » est protégé par un mot de passe."),
        Imported("/incoming/2/propre.docx", "to_review"),
        Imported("/incoming/3/douteux.docx", "to_review", doubts=2),
    ]).splitlines()
    assert said[0] == "bruit.txt – Ce document ne se lit pas comme un compte rendu."
    assert said[1] == "Le fichier « clos.docx » est protégé par un mot de passe."
    assert said[2] == "« propre.docx » a été lu : rien à vérifier, il peut entrer au registre."
    assert said[3] == "« douteux.docx » a été lu : 2 valeurs à vérifier."
