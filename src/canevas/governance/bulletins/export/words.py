"""A bulletin in words: one form for the Word template and the PDF layout, strings and lists of strings throughout."""
from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from canevas.commons.design.formats import number
from canevas.evidence.observatory.rules.disclosure.primary import policy_for
from canevas.evidence.observatory.rules.observation import written
from canevas.evidence.observatory.rules.periods import Grain, Period
from canevas.evidence.observatory.rules.statistics.series import Standing
from canevas.governance.bulletins.rules.bulletin import Bulletin, Owed
from canevas.governance.bulletins.rules.figures import POINTS, Block, Figure, Line, compared, shown_periods

Form = dict[str, Any]
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")
SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
MISSING, HIDDEN = "non communiqué", "masqué"
STANDINGS = {Standing.CLOSED: "point fermé", Standing.NOT_OPEN: "pas encore ouvert"}
WHY_NONE = {
    "absent": "Aucune prévision : le module de prévision n’est pas installé.",
    "short": "Aucune prévision : il faut au moins 39 mois de suite sans lacune.",
    "flat": "Aucune prévision : tous les mois ont le même chiffre.",
    "naive": "Aucune prévision : sur les derniers mois, le même mois de l’an passé annonçait mieux que le modèle.",
    "quarter": "Aucune prévision : elle ne se fait que par mois."}
MOST_ROWS = 12
WITHHELD = ("Masqué : à côté de ce qui est déjà sorti (publications, fichier détaillé, bulletins), ces chiffres "
            "permettraient d’en retrouver de trop petits.")
_UNBROKEN = re.compile(" (?=[:;?!»])|(?<=«) ")
NOT_FOR_PUBLIC = [{"texte": "Non données au public", "responsables": "–", "echeance": "–", "etat": "–", "origine": "–"}]


def period_words(period: Period) -> str:
    """« mars 2023 », « 1er trimestre 2023 »."""
    if period.grain is Grain.QUARTER:
        quarter = (period.start.month + 2) // 3
        return f"{quarter}{'er' if quarter == 1 else 'e'} trimestre {period.start.year}"
    return f"{MONTHS[period.start.month - 1]} {period.start.year}"


def in_period(period: Period) -> str:
    """« en mars 2023 », « au 1er trimestre 2023 »."""
    return f"{'au' if period.grain is Grain.QUARTER else 'en'} {period_words(period)}"


def of_period(period: Period) -> str:
    """« de mars 2023 », « d’avril 2023 », « du 1er trimestre 2023 »."""
    words = period_words(period)
    return f"du {words}" if period.grain is Grain.QUARTER else f"d’{words}" if words[0] in "ao" else f"de {words}"


def day_words(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def title_of(region: str, period: Period) -> str:
    """« Tendances migratoires – région de Tahoua – mars 2023 »."""
    return f"Tendances migratoires – {region} – {period_words(period)}"


def figure_words(figure: Figure) -> str:
    """A figure, or why there is none; never 0 for what is missing."""
    shown = figure.shown
    if figure.is_hidden:
        return HIDDEN
    if shown.value is None:
        return STANDINGS.get(shown.standing, MISSING)
    return written(shown.value, shown.bound, shown.upper, number) + (
        "*" if figure.is_partial else "")


def change_words(line: Line, now: Period, before: Period, block: Block) -> str:
    """« +12 (+8 %) »; « – » where they do not compare."""
    found = compared(line, now, before, block.breaks)
    if found.change is None:
        return "–"
    sign = "+" if found.change > 0 else "−" if found.change < 0 else ""
    text = f"{sign}{number(abs(found.change))}"
    if found.share is not None:
        text += f" ({sign}{number(abs(found.share) * 100, 0 if abs(found.share) >= 0.1 else 1)}\u00a0%)"
    return text + ("\u00a0†" if found.breaks else "")


def bulletin_form(bulletin: Bulletin, letterhead: Mapping[str, Any]) -> Form:
    """What a template may name: see ``example_form`` for every key."""
    now, last, year = bulletin.period, bulletin.period.moved(-1), bulletin.period.a_year_before()
    to_now = f"{'au' if now.grain is Grain.QUARTER else 'à'} {period_words(now)}"
    tables = [_table(block, now, last, year, bulletin.is_public) for block in bulletin.blocks if not block.is_empty]
    return _spaced({
        "entete": dict(letterhead), "titre": title_of(bulletin.region_words, now), "region": bulletin.region_words,
        "periode": period_words(now), "periode_precedente": period_words(last), "periode_annee": period_words(year),
        "groupe": bulletin.body_name, "pour_public": bulletin.is_public, "date": day_words(bulletin.day),
        "vide": _empty_words(bulletin) if bulletin.is_empty else "",
        "faits": _facts(bulletin, now, last, year), "tableaux": tables,
        "images": {"evolution": "", "carte": "", "points": ""},
        "legendes": {
            "evolution": f"Flux observés, {of_period(year)} {to_now}. Un trou dans une ligne : aucun chiffre, ou un "
                         f"chiffre masqué. « * » : chiffre partiel.{_interval_words(bulletin.flow, now)}",
            "carte": f"{'Points de suivi' if bulletin.region else 'Régions'} et flux {of_period(now)}. Une "
                     "croix : aucun chiffre.",
            "points": f"Flux {of_period(now)}, par {'point de suivi' if bulletin.region else 'région'}."
                      + _interval_words(bulletin.points, now)},
        "ruptures": _breaks(bulletin, year), "previsions": _foreseen(bulletin),
        "prevision_mot": _foreseen_words(bulletin),
        "definitions": [{"nom": name, "texte": text} for name, text in bulletin.definitions],
        "methode": _method(bulletin),
        "sources": [{"nom": one.name, "structure": one.organisation or "–",
                     "definition": one.definition or ("voir les définitions" if bulletin.is_public else "non dite"),
                     "couverture": one.coverage or "non dite"} for one in bulletin.sources],
        # a template of one's own that does not ask for whom it is must not say that there are none
        "actions": NOT_FOR_PUBLIC if bulletin.is_public else [_owed(one) for one in bulletin.actions],
        "recommandations": NOT_FOR_PUBLIC if bulletin.is_public else [_owed(one) for one in bulletin.recommendations]})


def _spaced(form: Form) -> Form:
    """Our own sentences with the spaces that no line breaks at; what others wrote stays as it is."""
    def spaced(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: spaced(one) for name, one in value.items()}
        return [spaced(one) for one in value] if isinstance(value, list) else _UNBROKEN.sub("\u00a0", value)
    own = ("vide", "faits", "legendes", "prevision_mot", "methode")
    return {name: spaced(value) if name in own else value for name, value in form.items()}


def _empty_words(bulletin: Bulletin) -> str:
    first, where = period_words(bulletin.period.a_year_before()), "la " if bulletin.region else "le "
    return (f"Aucune source partageable avec les partenaires n’a communiqué de chiffre pour {where}"
            f"{bulletin.region_words} entre {first} et {period_words(bulletin.period)}. Cela ne veut pas dire qu’il "
            "n’y a pas eu de mouvements.")


def _interval_words(block: Block | None, now: Period) -> str:
    """What the fine lines of a picture are, where it may have some."""
    lines = [*block.lines, *filter(None, [block.total])] if block else []
    is_drawn = any(line.at(period).upper is not None for line in lines for period in shown_periods(now))
    return " Un trait fin à deux bouts : un intervalle, de sa borne basse à sa borne haute." if is_drawn else ""


def _row(line: Line, block: Block, now: Period, last: Period, year: Period) -> Form:
    return {"libelle": line.label, "valeur": figure_words(line.at(now)), "precedent": figure_words(line.at(last)),
            "evolution": change_words(line, now, last, block), "annee": figure_words(line.at(year)),
            "evolution_annee": change_words(line, now, year, block)}


def _table(block: Block, now: Period, last: Period, year: Period, is_public: bool) -> Form:
    lines = [line for line in block.lines if block.name in POINTS or any(
        line.at(one).is_hidden or line.at(one).shown.value is not None for one in (now, last, year))]
    rows = [_row(line, block, now, last, year) for line in lines[:MOST_ROWS]]
    if block.total:
        rows.append(_row(block.total, block, now, last, year))
    left, where = len(lines) - MOST_ROWS, "la publication" if is_public else "l’explorateur"
    note = f"Les {MOST_ROWS} premières lignes ; {left} autres sont dans {where}." if left > 0 else ""
    return {"titre": block.title, "unite": block.unit, "lignes": rows,
            "reste": _UNBROKEN.sub("\u00a0", WITHHELD if block.is_withheld else note)}


def _facts(bulletin: Bulletin, now: Period, last: Period, year: Period) -> list[str]:
    """The sentences on top: the whole flow, then what stands out."""
    flow = bulletin.flow
    if flow is None or flow.total is None or bulletin.is_empty:
        return []
    said = figure_words(flow.total.at(now))
    if said in (MISSING, HIDDEN):
        first = f"Flux observés {in_period(now)} : {said}."
    else:
        first = f"Flux observés {in_period(now)} : {said} {flow.unit}."
    found = [first]
    pairs = (("par rapport à la période précédente", last), ("par rapport à la même période de l’an passé", year))
    for words, before in pairs if flow.total.at(now).value is not None else ():
        text = change_words(flow.total, now, before, flow)
        found.append(f"Évolution {words} ({period_words(before)}) : " + (
            f"{text}." if text != "–" else "non comparable, car l’un des deux chiffres manque, est masqué ou n’est que "
                                           "partiel."))
    if bulletin.silent:
        found.append("Sans chiffre pour la période : " + ", ".join(bulletin.silent) + ".")
    return found


def _breaks(bulletin: Bulletin, year: Period) -> list[str]:
    found = {f"{day_words(one.day)} : {one.title}" for block in bulletin.blocks for one in block.breaks
             if year.start < one.day <= bulletin.period.end}
    return sorted(found)


def _foreseen(bulletin: Bulletin) -> list[Form]:
    return [{"periode": label, "valeur": number(round(value)), "bas": number(round(low)), "haut": number(round(high))}
            for label, value, low, high in bulletin.foreseen.rows]


def _foreseen_words(bulletin: Bulletin) -> str:
    found = bulletin.foreseen
    if found.rows:
        return (f"Modèle {found.model}, qui a mieux annoncé les derniers mois que le même mois de l’an passé. "
                "Intervalle : 80 chances sur 100.")
    return WHY_NONE.get(found.reason, "")


def _method(bulletin: Bulletin) -> list[str]:
    lines = [
        "« non communiqué » : aucune source n’a donné de chiffre ; ce n’est pas zéro.",
        "« * » : chiffre partiel (un mois, un point ou une source manque). Il n’est comparé qu’à un chiffre auquel il "
        "manque la même chose.",
        *(_public_method(bulletin) if bulletin.is_public else _partners_method()),
        "« † » : une rupture de série se trouve entre les deux périodes comparées."]
    if bulletin.period.grain is Grain.QUARTER:
        lines.insert(2, "« ≥ » : au moins ce chiffre, car celui d’un des trois mois manque ou est masqué.")
    lines += [f"{one.places} : {one.kept} et {one.left_out} comptent les mêmes passages, qui ne s’additionnent pas. "
              f"Là, ce bulletin s’en tient à un seul compte par point et par mois ({one.kept}) ; l’autre "
              f"({one.left_out}) n’y entre que pour ce que le premier ne compte pas."
              for one in bulletin.asides]
    if bulletin.silent:
        lines.append(f"{'Points de suivi' if bulletin.region else 'Régions'} sans chiffre pour la période : "
                     + ", ".join(bulletin.silent) + ".")
    return lines


def _partners_method() -> list[str]:
    least = number(policy_for("public").threshold)
    return [
        f"« masqué » : chiffre inférieur à {least}, ou qui permettrait d’en retrouver un dans ce bulletin, dans un "
        "autre ou dans une publication (secret statistique). Ce bulletin n’est pas destiné au public.",
        "Un chiffre reste tel qu’il a été donné aux partenaires la première fois ; une correction y entre quand elle "
        "est assez grande pour ne révéler personne."]


def _public_method(bulletin: Bulletin) -> list[str]:
    return ["« masqué » : chiffre que le contrôle du secret statistique n’a pas laissé sortir.",
            "Tous les chiffres sont ceux de publications : " + " ; ".join(bulletin.releases) + ".", *bulletin.notes]


def _owed(one: Owed) -> Form:
    # what ended an item of a list in the minutes ends nothing in a table
    return {"texte": one.text.rstrip(" ;\u00a0\u202f"), "responsables": one.who or "non précisé",
            "echeance": one.deadline, "etat": one.state + (", en retard" if one.is_late else ""), "origine": one.origin}


def example_form() -> Form:
    """An invented bulletin in which no list is empty: templates are checked and shown with it."""
    row = {"libelle": "Entrée", "valeur": "1\u202f234", "precedent": "1\u202f100", "evolution": "+134 (+12\u00a0%)",
           "annee": MISSING, "evolution_annee": "–"}
    owed = {"texte": "Partager le tableau de suivi", "responsables": "DRECM/R", "echeance": "fin juin 2026",
            "etat": "à faire", "origine": "GTM-Tillia, 03/02/2026"}
    return {
        "entete": {"pays": "République de l’exemple", "devise": "Devise", "lignes": ["Ministère de l’exemple"]},
        "titre": "Tendances migratoires – région de l’exemple – mars 2026", "region": "région de l’exemple",
        "periode": "mars 2026", "periode_precedente": "février 2026", "periode_annee": "mars 2025",
        "groupe": "GTM-Tillia", "pour_public": False, "date": "2 avril 2026", "vide": "",
        "faits": ["Flux observés en mars 2026 : 1\u202f234."],
        "tableaux": [{"titre": "Flux par direction", "unite": "mouvements", "lignes": [row], "reste": "…"}],
        "images": {"evolution": "", "carte": "", "points": ""},
        "legendes": {"evolution": "Flux observés.", "carte": "Points de suivi.", "points": "Flux par point."},
        "ruptures": ["1er mars 2026 : exemple"],
        "previsions": [{"periode": "avril 2026", "valeur": "1\u202f300", "bas": "1\u202f100", "haut": "1\u202f500"}],
        "prevision_mot": "Modèle d’exemple.", "definitions": [{"nom": "Flux", "texte": "Passages comptés."}],
        "methode": ["« non communiqué » : aucun chiffre."],
        "sources": [{"nom": "Source d’exemple", "structure": "INS", "definition": "passages", "couverture": "le jour"}],
        "actions": [owed], "recommandations": [owed]}


