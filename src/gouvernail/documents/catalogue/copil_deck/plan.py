"""The slides of the plan: weather of projects, contracts, actions, roadmap."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.action_plan.models import Action, ActionStatus
from gouvernail.action_plan.tables import action_badge, is_late
from gouvernail.documents.catalogue.copil_deck import sentences
from gouvernail.documents.catalogue.copil_deck.facts import Situation
from gouvernail.documents.catalogue.copil_deck.writing import (
    ABSENT,
    cell,
    never_known,
    notes,
    or_absent,
    register_source,
    share,
    short,
    sourced,
    useful_table,
)
from gouvernail.documents.kit.story import Slide, StatusCell, Table, Tile, Tiles
from gouvernail.governance.proposals_from_contracts import must_answer
from gouvernail.indicators.wording import amounts
from gouvernail.kernel.money import euros
from gouvernail.projects.models import Health
from gouvernail.projects.tables import health_badge, life_badge
from gouvernail.registers.models import TaxBasis
from gouvernail.suppliers.models import Contract, Renewal

STATUS_ORDER = (
    ActionStatus.BLOCKED,
    ActionStatus.TO_APPROVE,
    ActionStatus.RUNNING,
    ActionStatus.TO_PLAN,
    ActionStatus.TO_STUDY,
)


def weather(situation: Situation) -> Slide | None:
    """The live projects, worst first, each with its reason."""
    followed = situation.followed_projects
    if not followed:
        return None
    rows = tuple(
        (
            one.title,
            cell(health_badge(one)) if one.health else cell(life_badge(one)),
            share(one.progress),
            short(one.ends),
            one.health_reason.strip() or ("" if one.health == Health.ON_TRACK else ABSENT),
        )
        for one in followed
    )
    headers = (_("Projet"), _("Santé"), _("Avanc."), _("Fin"), _("Motif"))
    counts = [sum(1 for one in followed if one.health == health) for health in (Health.ALERT, Health.AT_RISK)]
    return Slide(
        sentences.projects_title(len(followed), *counts),
        (Table(headers, rows, widths=(3.8, 1.6, 0.9, 1.5, 4.8), align="llrll"),),
        source=register_source(_("Portefeuille de projets"), situation.on),
    )


def contracts(situation: Situation) -> Slide | None:
    """The contracts that ask for something: those to denounce, those that end."""
    wanted = {one.pk: one for one in (*situation.contracts_to_denounce, *situation.contracts_ending)}
    if not wanted:
        return None
    ordered = sorted(wanted.values(), key=lambda one: (one.denounce_by or one.ends_on or date.max, one.title))
    rows = tuple(
        (
            one.title,
            str(one.supplier),
            short(one.ends_on),
            _what_to_do(one, situation.on),
            amount(one),
        )
        for one in ordered
    )
    headers = (_("Contrat"), _("Prestataire"), _("Fin"), _("Ce qui presse"), _("Montant annuel"))
    title = sentences.contracts_title(len(situation.contracts_ending), len(situation.contracts_to_denounce))
    measure = situation.measure("CTR-02")
    table, _unknown = useful_table(headers, rows, widths=(3.6, 2.4, 1.2, 3.6, 2.2))
    return Slide(
        title,
        (Tiles(_contract_tiles(situation)), table),
        notes=" ".join(measure.notes) if measure else "",
        source=sourced([measure]) or register_source(_("Registre des contrats"), situation.on),
    )


def _contract_tiles(situation: Situation) -> tuple[Tile, ...]:
    ending, denounced = situation.contracts_ending, situation.contracts_to_denounce
    sums: dict[str, Decimal | None] = {}
    for one in ending:
        if one.yearly_amount is not None:
            sums[one.tax_basis] = (sums.get(one.tax_basis) or Decimal(0)) + one.yearly_amount
    unpriced = sum(1 for one in ending if one.yearly_amount is None)
    missing = ngettext("%(count)s sans montant connu", "%(count)s sans montant connu", unpriced) % {"count": unpriced}
    tiles = [
        Tile(
            str(len(situation.contracts)), ngettext("contrat en cours", "contrats en cours", len(situation.contracts))
        ),
        Tile(
            str(len(ending)),
            ngettext("prend fin sous 12 mois", "prennent fin sous 12 mois", max(len(ending), 1)),
            missing if unpriced else "",
            "risk" if ending else "good",
        ),
        Tile(
            str(len(denounced)),
            _("à dénoncer ou à reconduire sous 6 mois"),
            tone="decide" if denounced else "neutral",
        ),
    ]
    if sums:
        tiles.append(Tile(amounts(sums), _("par an, contrats qui prennent fin")))
    return tuple(tiles)


def _what_to_do(one: Contract, on: date) -> StatusCell | str:
    if must_answer(one, on):
        return StatusCell(_("À dénoncer avant le %(day)s") % {"day": short(one.denounce_by)}, "decide")
    if one.renewal == Renewal.NONE:
        return StatusCell(_("Prend fin sans reconduction"), "risk")
    if one.denounce_by and one.denounce_by < on:
        return StatusCell(_("Préavis passé le %(day)s") % {"day": short(one.denounce_by)}, "neutral")
    if one.denounce_by:
        return _("À dénoncer avant le %(day)s") % {"day": short(one.denounce_by)}
    return one.get_renewal_display() if one.renewal else ABSENT


def amount(one: Contract) -> str:
    """Write a yearly amount with its tax basis; an unknown basis is said."""
    if one.yearly_amount is None:
        return ABSENT
    if one.tax_basis == TaxBasis.UNKNOWN:
        return _("%(amount)s (HT ou TTC ?)") % {"amount": euros(one.yearly_amount)}
    return f"{euros(one.yearly_amount)} {TaxBasis(one.tax_basis).label}"


def actions(situation: Situation) -> Slide | None:
    """The open actions: late ones first, then those to approve, then by status and due date."""
    if not situation.actions:
        return None
    ordered = sorted(situation.open_actions, key=lambda one: _action_rank(one, situation.on))
    rows = tuple(
        (
            str(one.number or ""),
            one.title,
            StatusCell(_("En retard"), "alert") if is_late(one, situation.on) else cell(action_badge(one)),
            or_absent(one.owner_role),
            short(one.due),
            share(one.progress),
        )
        for one in ordered
    )
    headers = (_("N°"), _("Action"), _("Statut"), _("Porteur"), _("Échéance"), _("Avanc."))
    table, unknown = useful_table(
        headers,
        rows,
        widths=(0.5, 6.2, 1.5, 2.0, 1.4, 1.1),
        align="lllllr",
        empty=_("Toutes les actions du plan sont terminées."),
    )
    measure = situation.measure("CYB-11")
    source = sourced([measure]) or register_source(_("Plan d’action"), situation.on)
    without_owner = sum(1 for one in situation.open_actions if not one.owner_role)
    return Slide(
        sentences.plan_title(len(situation.late_actions), len(situation.actions_to_approve), without_owner),
        (table,),
        notes=notes(_done_words(situation), *(measure.notes if measure else ())),
        source=" ; ".join(part for part in (source, never_known(unknown).rstrip(".")) if part),
    )


def _done_words(situation: Situation) -> str:
    done = sum(1 for one in situation.actions if one.status == ActionStatus.DONE)
    if not done:
        return _("Aucune action du plan n’est encore notée terminée.")
    return ngettext("%(count)s action terminée.", "%(count)s actions terminées.", done) % {"count": done}


def _action_rank(one: Action, on: date) -> tuple:
    status = STATUS_ORDER.index(one.status) if one.status in STATUS_ORDER else len(STATUS_ORDER)
    return (not is_late(one, on), status, one.due is None, one.due.first_day if one.due else date.max, one.number or 0)
