"""The certificate of an adoption, made from the register in the letterhead of the body."""
from __future__ import annotations

from canevas.governance.concertation.export.certificate import (
    Adopted,
    Reserved,
    certificate_form,
    certificate_pdf,
    certificate_word,
)
from canevas.governance.concertation.export.form import Form
from canevas.governance.concertation.models import Adoption
from canevas.governance.concertation.queries.official import (
    CONTENT_TYPES,
    Format,
    OfficialFile,
    file_name,
    letterhead_of,
    template_for,
)
from canevas.tools.text.normalise import key


def certificate_of(adoption: Adoption) -> Form:
    """What the certificate of ``adoption`` says."""
    session, at = adoption.session, adoption.at_session
    name = session.body.name if key(session.body.name) != key(session.body.code) else ""
    return certificate_form(Adopted(
        body=str(session.body), body_name=name, held=session.date, place=session.place, number=session.number,
        adopted=adoption.day, at_number=at.number if at else None, at_place=at.place if at else "",
        version=adoption.minutes.version if adoption.minutes else None,
        with_reservations=adoption.with_reservations, final=adoption.final_on,
        final_version=adoption.final_minutes.version if adoption.final_minutes else None,
        signatory=(at.signatory if at else "") or session.signatory,
        reservations=[Reserved(
            who=" – ".join(part for part in (str(one.organisation or ""), one.person) if part), passage=one.passage,
            asked=one.text, state=one.state, version=one.integrated_in.version if one.integrated_in else None,
            reason=one.reason) for one in adoption.reservations.select_related("organisation", "integrated_in")],
    ), letterhead=letterhead_of(template_for(session.body)))


def certificate_file(adoption: Adoption, kind: Format) -> OfficialFile:
    """« Attestation_GTM-Tahoua_2022-05-17.pdf ». Raises ``TemplateFault`` or ``PdfFault`` (a sentence)."""
    form = certificate_of(adoption)
    content = certificate_pdf(form) if kind == "pdf" else certificate_word(form)
    return OfficialFile("Attestation" + file_name(adoption.session, kind).removeprefix("CR"), content,
                        CONTENT_TYPES[kind])
