"""The annual report of the information system: what was decided, done, spent; what goes badly; what is not known."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.action_plan.models import RecommendationState
from gouvernail.documents.catalogue.annual_report import money
from gouvernail.documents.catalogue.copil_deck.writing import ABSENT, cell, or_absent, short
from gouvernail.documents.catalogue.french import counted, listed
from gouvernail.documents.catalogue.year_facts import FAMILIES, Happened
from gouvernail.documents.kit.story import Block, ChartBlock, Paragraph, Report, Section, Table, Tile, Tiles
from gouvernail.governance.tables import outcome_badge
from gouvernail.indicators.measure import Measure
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import add_months
from gouvernail.organisations.rights import FAMILIES as FAMILY_LABELS
from gouvernail.projects.models import Health
from gouvernail.registers.registry import register_of

MOST_RISKS = 10
"""Risks listed: the highest ones."""
ENDING_MONTHS = 12


def annual_report(found: Happened) -> Report:
    """Return the report of a year as a written document; what the reader may not see is named at its end."""
    year, place = found.span.last.year, found.place
    sections = [
        _essential(found),
        *(make(found) for family, make in PARTS if family in found.seen),
        _unknown(found),
    ]
    return Report(
        title=_("Rapport annuel du système d’information, %(year)s") % {"year": year},
        subtitle=_("Ce qui a été décidé, fait et dépensé ; ce qui va mal ; ce que l’on ne sait pas"),
        organisation=place.name,
        held_on=found.on,
        facts=(
            (_("Période"), _("du 1er janvier au 31 décembre %(year)s") % {"year": year}),
            (_("Situation au"), str(PartialDate.of_day(found.on))),
        ),
        sections=tuple(one for one in sections if one is not None),
        footer=_("%(place)s · Rapport annuel %(year)s") % {"place": place, "year": year},
        is_demo=place.is_demo,
    )


def _essential(found: Happened) -> Section:
    tiles, said = [], []
    if "governance" in found.seen:
        count = len(found.taken)
        tiles.append(Tile(str(count), _("décisions prises")))
        said.append(counted(count, _("décision prise"), _("décisions prises"), feminine=True))
    if "projects" in found.seen:
        alerts = found.in_health(Health.ALERT)
        detail = _("dont %(count)s en alerte") % {"count": len(alerts)} if alerts else ""
        tiles.append(Tile(str(len(found.live)), _("projets en vie"), detail, "alert" if alerts else "neutral"))
        said.append(counted(len(found.finished), _("projet terminé"), _("projets terminés")))
    if "actions" in found.seen:
        detail = _("dont %(count)s en retard") % {"count": len(found.late)} if found.late else ""
        tiles.append(Tile(str(len(found.open)), _("actions ouvertes"), detail, "risk" if found.late else "neutral"))
        said.append(counted(len(found.done), _("action menée à bien"), _("actions menées à bien"), feminine=True))
    for code, label in (("SUP-07", _("demandes en attente")), ("PAT-01", _("équipements")), ("CYB-02", _("antivirus"))):
        if one := found.measure(code):
            value = f"{one.figure}\u202f%" if one.unit == "%" else one.figure
            tiles.append(Tile(value, label, one.detail, one.tone if one.tone != "progress" else "neutral"))
    sentence = _("Dans l’année : %(said)s.") % {"said": listed(said)} if said else _("Rien n’est à montrer.")
    blocks: tuple[Block, ...] = (Paragraph((sentence,)),)
    return Section(_("L’essentiel"), (Tiles(tuple(tiles[:6])), *blocks) if tiles else blocks)


def _decisions(found: Happened) -> Section:
    rows = tuple(
        (
            str(one.meeting) if one.meeting else ABSENT,
            f"{one.number}. {one.title}" if one.number else one.title,
            cell(outcome_badge(one)),
            or_absent(one.followed_up) if not one.done_on else _("exécutée le %(day)s") % {"day": short(one.done_on)},
        )
        for one in found.taken
    )
    held = [one for one in found.meetings if found.within(one.held_on)]
    words = counted(len(held), _("séance"), _("séances"), feminine=True)
    table = Table(
        (_("Séance"), _("Décision"), _("Issue"), _("Suite")),
        rows,
        widths=(1.6, 3.6, 1.5, 2.2),
        empty=_("Aucune décision n’a été prise dans l’année."),
    )
    return Section(_("Gouvernance"), (Paragraph((_("Dans l’année : %(held)s.") % {"held": words},)), table))


def _projects(found: Happened) -> Section:
    register = register_of("project")
    blocks: list[Block] = []
    if found.finished:
        lines = tuple(f"{one.title} ({short(one.ends)})" for one in found.finished)
        blocks.append(Paragraph(lines, heading=_("Terminés dans l’année")))
    rows = tuple(
        (
            one.title,
            cell(next(iter(register.badges(one, found.on)), None)),
            f"{short(one.starts)} → {short(one.ends)}",
            or_absent(one.health_reason) if one.health in (Health.ALERT, Health.AT_RISK) else one.health_reason,
        )
        for one in found.live
    )
    headers = (_("Projet"), _("État"), _("Calendrier"), _("Motif"))
    blocks.append(Table(headers, rows, widths=(2.8, 1.4, 2.0, 2.8), empty=_("Aucun projet en vie.")))
    return Section(_("Projets"), tuple(blocks))


def _actions(found: Happened) -> Section:
    rows = tuple(
        (str(one), short(one.done_on), or_absent(one.evidence))
        for one in sorted(found.done, key=lambda one: one.done_on)
    )
    done = Table(
        (_("Action menée à bien"), _("Le"), _("Preuve")),
        rows,
        widths=(4.0, 1.2, 3.0),
        empty=_("Aucune action n’a été menée à bien dans l’année."),
    )
    late = tuple(
        f"{one} ({_('échéance')}\u00a0: {short(one.due)})"
        for one in sorted(found.late, key=lambda one: one.due.last_day)
    )
    more = (Paragraph(late, heading=_("En retard")),) if late else ()
    return Section(_("Plan d’action"), (done, *more))


def _figures(found: Happened) -> Section:
    blocks: list[Block] = []
    for code in ("SUP-01", "SUP-03", "PAT-01", "PAT-02", "PAT-06", "CYB-02", "CYB-07"):
        one = found.measure(code)
        if one is None:
            continue
        blocks.append(Paragraph((_said(one),), heading=one.label))
        if one.chart is not None:
            blocks.append(ChartBlock(one.chart))
    return Section(_("Activité, parc et sécurité"), tuple(blocks) or (Paragraph((_("Aucun chiffre n’est connu."),)),))


def _said(one: Measure) -> str:
    detail = f", {one.detail}" if one.detail else ""
    day = short(one.as_of or one.on)
    return _("%(text)s%(detail)s. Source : %(source)s, données au %(day)s.") % {
        "text": one.text,
        "detail": detail,
        "source": one.source,
        "day": day,
    }


def _contracts(found: Happened) -> Section:
    limit = add_months(found.on, ENDING_MONTHS)
    ending = [one for one in found.running_contracts if one.ends_on and found.on <= one.ends_on < limit]
    rows = tuple((one.title, str(one.supplier), short(one.ends_on), short(one.denounce_by)) for one in ending)
    words = counted(len(found.running_contracts), _("contrat en cours"), _("contrats en cours"))
    table = Table(
        (_("Contrat"), _("Prestataire"), _("Fin"), _("À dénoncer avant le")),
        rows,
        widths=(3.2, 2.2, 1.2, 1.6),
        empty=_("Aucun contrat ne prend fin dans les douze mois."),
    )
    sentence = _("%(count)s au %(day)s ; ceux qui prennent fin dans les douze mois :") % {
        "count": words,
        "day": short(found.on),
    }
    return Section(_("Contrats"), (Paragraph((sentence[:1].upper() + sentence[1:],)), table))


def _risks(found: Happened) -> Section:
    open_risks = [one for one in found.risks if one.closed_on is None or one.closed_on > found.on]
    scored = sorted((one for one in open_risks if one.score is not None), key=lambda one: -(one.score or 0))
    rows = tuple(
        (one.title, one.get_likelihood_display(), one.get_impact_display(), one.get_treatment_display() or ABSENT)
        for one in scored[:MOST_RISKS]
    )
    states = Counter(one.state for one in found.recommendations)
    told = tuple(
        f"{RecommendationState(state).label}\u00a0: {format_number(count)}"
        for state, count in sorted(states.items(), key=lambda pair: list(RecommendationState).index(pair[0]))
    )
    headers = (_("Risque"), _("Vraisemblance"), _("Gravité"), _("Traitement"))
    blocks: list[Block] = [Table(headers, rows, widths=(3.6, 1.5, 1.5, 1.5), empty=_("Aucun risque n’est coté."))]
    if unscored := len(open_risks) - len(scored):
        said = ngettext(
            "%(count)s risque ouvert n’est pas coté.", "%(count)s risques ouverts ne sont pas cotés.", unscored
        )
        blocks.append(Paragraph((said % {"count": unscored},)))
    if told:
        blocks.append(Paragraph(told, heading=_("Recommandations, par état")))
    return Section(_("Risques et recommandations"), tuple(blocks))


PARTS = (
    ("governance", _decisions),
    ("projects", _projects),
    ("actions", _actions),
    ("indicators", _figures),
    ("budget", money.budget),
    ("contracts", _contracts),
    ("audit", _risks),
)
"""The parts of the report, each with the right it asks for."""


def _unknown(found: Happened) -> Section | None:
    lines = [
        f"{one.label}\u00a0: {one.absent_because or ABSENT}" for one in found.measures.values() if one.value is None
    ]
    hidden = [str(FAMILY_LABELS[one]) for one in FAMILIES if one not in found.seen]
    if hidden:
        lines.append(_("Parties que vous ne pouvez pas lire : %(names)s.") % {"names": listed(hidden)})
    return Section(_("Ce que ce rapport ne montre pas"), (Paragraph(tuple(lines)),)) if lines else None
