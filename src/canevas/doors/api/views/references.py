"""The directory, the policy, the search, files on their way in, and what only administrators and auditors read."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from canevas.commons.access import queries as access
from canevas.commons.access.operations import require, require_somewhere
from canevas.commons.audit.operations import record_read
from canevas.commons.directory import queries as directory
from canevas.commons.search import queries as searching
from canevas.doors.api.views import looks
from canevas.doors.api.views import shapes as out
from canevas.doors.api.views.paging import BIGGEST, Changed, Code, Page, Words, cut
from canevas.doors.api.views.problems import found
from canevas.doors.api.views.shapes import MISTAKES
from canevas.doors.api.views.tokens import Token
from canevas.doors.journal.queries import journal_rows
from canevas.governance.concertation.operations import confirm_intake, take_in
from canevas.governance.concertation.queries.intakes import intakes as intake_rows
from canevas.governance.policy import queries as policy

directory_router = Router(auth=Token("directory"), tags=["directory"])
intake_router = Router(auth=Token("intake"), tags=["intake"])
administration_router = Router(auth=Token("administration"), tags=["administration"])


class Searched(Page):
    q: Words
    kind: Code = ""
    limit: int = Field(20, ge=1, le=100)


class JournalAsked(Page):
    after: int = Field(0, ge=0, le=BIGGEST)
    event: Code = ""


@directory_router.get("/organisations", response={200: out.OrganisationRows} | MISTAKES, summary="Les structures")
def organisations(request: HttpRequest, asked: Query[Changed]) -> Any:
    require_somewhere(request.user, "ORGANISATION_VIEW")
    return cut(asked.since(directory.organisations().select_related("region")), asked, looks.organisation)


@directory_router.get("/organisations/{path:code}", response={200: out.Organisation} | MISTAKES,
                      summary="Une structure")
def organisation(request: HttpRequest, code: Code) -> Any:
    require_somewhere(request.user, "ORGANISATION_VIEW")
    return looks.organisation(found(directory.organisation_by_code(code)))


@directory_router.get("/territories", response={200: out.TerritoryRows} | MISTAKES, summary="Les territoires")
def territories(request: HttpRequest, asked: Query[Changed]) -> Any:
    require_somewhere(request.user, "TERRITORY_VIEW")
    return cut(asked.since(directory.territories().select_related("parent")), asked, looks.territory)


@directory_router.get("/territories/{pcode}", response={200: out.Territory} | MISTAKES, summary="Un territoire")
def territory(request: HttpRequest, pcode: Code) -> Any:
    require_somewhere(request.user, "TERRITORY_VIEW")
    return looks.territory(found(directory.territory_by_pcode(pcode)))


@directory_router.get("/policy/axes", response={200: list[out.Axis]} | MISTAKES, summary="Les axes de la politique")
def axes(request: HttpRequest) -> Any:
    require_somewhere(request.user, "POLICY_VIEW")
    return [{"number": axis.number, "title": axis.title} for axis in policy.axes()]


@directory_router.get("/search", response={200: out.Hits} | MISTAKES, summary="Chercher dans tout")
def search(request: HttpRequest, asked: Query[Searched]) -> Any:
    require_somewhere(request.user, "SEARCH_USE")
    hits = searching.search(asked.q, [asked.kind] if asked.kind else [], asked.limit, min(asked.after, 10_000),
                            user=request.user)
    return {"total": hits.total, "counts": hits.counts, "items": [
        {"kind": hit.object_type, "title": hit.title.text, "passage": hit.passage.text, "url": hit.url,
         "date": hit.date} for hit in hits.hits]}


@intake_router.get("", response={200: out.IntakeRows} | MISTAKES, summary="Les fichiers déposés")
def intakes(request: HttpRequest, asked: Query[Changed]) -> Any:
    require_somewhere(request.user, "MINUTES_IMPORT")
    return cut(asked.since(intake_rows(request.user)), asked, looks.intake)


@intake_router.post("", response={201: out.Intake} | MISTAKES, summary="Déposer un compte rendu")
def deposit(request: HttpRequest, file: File[UploadedFile]) -> Any:
    made = take_in(by=request.user, name=(file.name or "fichier").replace("\x00", "")[:255], content=file.read())
    return Status(201, looks.intake(_intake(request, made.uid)))


@intake_router.post("/{uid}/confirm", response={200: out.Intake} | MISTAKES,
                    summary="Confirmer un fichier dont rien n’est douteux")
def confirm(request: HttpRequest, uid: UUID) -> Any:
    confirm_intake(by=request.user, intake=_intake(request, uid))
    return looks.intake(_intake(request, uid))


@administration_router.get("/me", auth=Token(""), response={200: out.Me} | MISTAKES,
                           summary="Qui l’on est, avec quel jeton")
def me(request: HttpRequest) -> Any:
    user, token = request.user, request.auth
    return {"username": user.username, "name": str(user), "token": token.name, "may_write": token.may_write,
            "registers": token.registers, "expires_on": token.expires_on,
            "roles": [access.grant_in_words(grant) for grant in access.grants_of(user)]}


@administration_router.get("/accounts", response={200: out.AccountRows} | MISTAKES, summary="Les comptes")
def accounts(request: HttpRequest, asked: Query[Page]) -> Any:
    require(request.user, "USER_VIEW")
    record_read(by=request.user, what="accounts_read")
    return cut(access.accounts(), asked, lambda row: {
        "username": row.username, "name": row.get_full_name(), "email": row.email, "is_active": row.is_active,
        "roles": [access.grant_in_words(grant) for grant in access.grants_of(row)]})


@administration_router.get("/journal", response={200: out.EntryRows} | MISTAKES, summary="Le journal")
def journal(request: HttpRequest, asked: Query[JournalAsked]) -> Any:
    require(request.user, "JOURNAL_VIEW")
    record_read(by=request.user, what="journal_read")
    rows = journal_rows(request.user)
    return cut(rows.filter(event=asked.event) if asked.event else rows, asked, looks.entry)


def _intake(request: HttpRequest, uid: UUID) -> Any:
    return found(intake_rows(request.user).filter(uid=uid).first())
