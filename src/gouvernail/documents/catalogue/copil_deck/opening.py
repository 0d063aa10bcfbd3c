"""The first slides: opening, the essential, the agenda, the decisions to take, what became of the previous ones."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.documents.catalogue.copil_deck import sentences
from gouvernail.documents.catalogue.copil_deck.facts import Situation
from gouvernail.documents.catalogue.copil_deck.writing import (
    cell,
    never_known,
    notes,
    or_absent,
    register_source,
    short,
    sourced,
    useful_table,
)
from gouvernail.documents.catalogue.french import capital, listed
from gouvernail.documents.kit.story import Block, Callout, Paragraph, Slide, StatusCell, Table, Tile, Tiles
from gouvernail.governance.models import TAKEN, ItemKind
from gouvernail.governance.reading import item_badge
from gouvernail.governance.tables import outcome_badge
from gouvernail.indicators.measure import Measure
from gouvernail.kernel.text import fold
from gouvernail.projects.models import Health, Project

SHOWN_TILES = (
    ("CYB-11", "actions au plan"),
    ("PRJ-01", "projets en cours"),
    ("PAT-06", "postes sous Windows 11"),
    ("SUP-01", "demandes"),
    ("CTR-02", "contrats à échoir sous 12 mois"),
)
"""The figures of the essential, by code, with the words under each."""


def opening(situation: Situation) -> Slide:
    """The opening, with the agenda in the notes of who presents."""
    lines = [f"{rank}. {item.title}" for rank, item in enumerate(situation.agenda, 1)]
    return Slide("", kind="opening", notes=notes(_("Ordre du jour :") if lines else "", *lines))


def essential(situation: Situation) -> Slide:
    """The figures to see from afar, then what goes worst and what is to decide."""
    alerts, risks = situation.projects_in(Health.ALERT), situation.projects_in(Health.AT_RISK)
    shown = [situation.measure(code) for code, _label in SHOWN_TILES]
    tiles = [_tile(one, label) for one, (_code, label) in zip(shown, SHOWN_TILES, strict=True) if one is not None]
    tiles.insert(0, _decisions_tile(situation))
    blocks: list[Block] = [Tiles(tuple(tiles))]
    blocks += [
        callout
        for callout in (
            _projects_callout(_("En alerte"), alerts, "alert"),
            _projects_callout(_("En risque"), risks, "risk"),
            _decision_callout(situation),
        )
        if callout is not None
    ]
    if len(blocks) == 1:
        blocks.append(Paragraph((_("Aucun projet n’est en alerte ni en risque, aucune décision n’est attendue."),)))
    title = sentences.essential(len(situation.pending), [one.title for one in alerts], [one.title for one in risks])
    codes = tuple(one.code for one in shown if one is not None)
    return Slide(title, tuple(blocks), source=sourced(shown), codes=codes)


def _tile(measure: Measure, label: str) -> Tile:
    detail = measure.detail
    if measure.code == "SUP-01":
        label = _("%(label)s au %(period)s") % {"label": label, "period": measure.period}
        change = _change_over_a_year(measure)
        detail = _("%(change)s sur un an") % {"change": change} if change else detail
    if measure.code == "CTR-02" and measure.denominator is not None:
        detail = _("sur %(running)s en cours") % {"running": measure.denominator}
    value = f"{measure.figure}\u202f%" if measure.unit == "%" else measure.figure
    return Tile(value, label, detail, measure.tone if measure.tone != "progress" else "neutral")


def _change_over_a_year(measure: Measure) -> str:
    return measure.comparisons[-1].change if len(measure.comparisons) > 1 else ""


def _decisions_tile(situation: Situation) -> Tile:
    count = len(situation.pending)
    conditional = sum(
        1 for one in situation.pending if one.decision.needs_refused.all() or one.decision.needs_taken.all()
    )
    detail = ""
    if conditional:
        detail = ngettext("dont %(count)s sous condition", "dont %(count)s sous condition", conditional) % {
            "count": conditional
        }
    label = ngettext("décision attendue", "décisions attendues", max(count, 1))
    return Tile(str(count), label, detail, "decide" if count else "neutral")


def _projects_callout(kind: str, projects: list[Project], tone: str) -> Callout | None:
    if not projects:
        return None
    first, *others = projects
    reason = first.health_reason.strip().rstrip(".")
    text = f"{capital(reason)}." if reason else _("Le motif n’est pas renseigné.")
    if first.ends and fold(str(first.ends)) not in fold(reason):
        text += " " + _("Fin prévue : %(day)s.") % {"day": first.ends}
    if others:
        text += " " + _("Aussi : %(names)s.") % {"names": listed([f"« {one.title} »" for one in others])}
    return Callout(kind, first.title, text, tone)


def _decision_callout(situation: Situation) -> Callout | None:
    pending = situation.pending
    if not pending:
        return None
    first, *others = [one.decision for one in pending]
    text = ""
    if others:
        text = _("Puis : %(names)s.") % {"names": " ; ".join(sentences.short_title(one.title) for one in others)}
    return Callout(_("À décider"), f"{first.number}. {first.title}", text or first.wording, "decide")


def agenda(situation: Situation) -> Slide | None:
    """The agenda, each point with its nature and why it is there."""
    if not situation.agenda:
        return None
    rows = tuple(
        (str(rank), item.title, cell(item_badge(item.kind)), item.reason)
        for rank, item in enumerate(situation.agenda, 1)
    )
    decisions = sum(1 for item in situation.agenda if item.kind == ItemKind.DECISION)
    table = Table((_("N°"), _("Point"), _("Nature"), _("Pourquoi")), rows, widths=(0.5, 5.3, 1.6, 5.2))
    return Slide(sentences.agenda_title(len(rows), decisions), (table,))


def decisions_to_take(situation: Situation) -> Slide:
    """The list of the decisions put to this meeting."""
    lines = situation.decisions
    if not lines:
        text = _("Le comité entend les points de l’ordre du jour, sans vote.")
        return Slide(sentences.decisions_title(0), (Paragraph((text,)),))
    rows = tuple(
        (
            one.decision.number,
            one.decision.title,
            cell(one.badge),
            " ; ".join(one.conditions),
            or_absent(one.decision.owner_role),
            short(one.decision.due),
        )
        for one in lines
    )
    headers = (_("N°"), _("Décision"), _("État"), _("Condition"), _("Porteur"), _("Échéance"))
    table, unknown = useful_table(headers, rows, widths=(0.6, 4.6, 1.4, 3.4, 1.8, 1.3))
    blocks: list[Block] = [table]
    if unknown and situation.pending:
        blocks.append(Paragraph((never_known(unknown) + " " + _("À fixer en séance."),)))
    title = _("Les décisions de la séance sont enregistrées")
    if situation.pending:
        title = sentences.decisions_title(len(situation.pending))
    return Slide(title, tuple(blocks), notes=_("Chaque décision a sa diapositive, avec son libellé exact."))


def follow_up(situation: Situation) -> Slide | None:
    """What became of the decisions of the previous meeting."""
    if situation.previous is None or not situation.previous_decisions:
        return None
    rows = tuple(
        (
            one.number,
            one.title,
            cell(outcome_badge(one)),
            or_absent(one.owner_role),
            short(one.due),
            one.followed_up.strip() or StatusCell(_("Aucune suite notée"), "risk"),
        )
        for one in situation.previous_decisions
    )
    taken = [one for one in situation.previous_decisions if one.outcome in TAKEN]
    silent = sum(1 for one in taken if not one.followed_up.strip())
    headers = (_("N°"), _("Décision"), _("État"), _("Porteur"), _("Échéance"), _("Suite donnée"))
    title = (
        sentences.follow_up_title(str(situation.previous), len(taken), silent)
        if taken
        else _("Aucune décision du %(meeting)s n’appelle de suite") % {"meeting": situation.previous}
    )
    return Slide(
        title,
        (useful_table(headers, rows, widths=(0.6, 3.6, 1.5, 2.0, 1.3, 3.6))[0],),
        source=register_source(_("Registre des décisions"), situation.on),
    )
