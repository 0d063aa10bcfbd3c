"""What one object of a thread says of itself in one line: when, who by function, and the sentence that matters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.action_plan.models import Action, Finding, Recommendation, Risk
from gouvernail.documents.catalogue.french import listed
from gouvernail.governance.models import Decision, Meeting, Presence
from gouvernail.governance.wording import votes_in_words
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.plans.models import BudgetLine
from gouvernail.projects.models import Milestone, Project
from gouvernail.registers.values import shown
from gouvernail.suppliers.models import Contract


@dataclass(frozen=True)
class Landmarks:
    """The day in words, the function or the body that answers for it, one sentence; empty where nothing is known.

    ``day`` is the first day concerned, to put things in order; ``None`` when no date is known.
    """

    when: str = ""
    who: str = ""
    detail: str = ""
    day: date | None = None


def landmarks(obj: Any) -> Landmarks:
    """Return the landmarks of any object; those of an unknown kind are empty."""
    teller = TELLERS.get(type(obj))
    return teller(obj) if teller else Landmarks()


def _on(label: str, when: PartialDate | date | None) -> str:
    if when is None:
        return ""
    written = when.short() if isinstance(when, PartialDate) else f"{when:%d/%m/%Y}"
    return f"{label} {written}"


def _first(when: PartialDate | date | None) -> date | None:
    return when.first_day if isinstance(when, PartialDate) else when


def _finding(one: Finding) -> Landmarks:
    return Landmarks(_on(_("constaté :"), one.observed_on), one.origin, one.description, _first(one.observed_on))


def _risk(one: Risk) -> Landmarks:
    return Landmarks(_on(_("levé le"), one.closed_on), "", one.description, one.closed_on)


def _recommendation(one: Recommendation) -> Landmarks:
    refused = _("Refus motivé : %(reason)s") % {"reason": one.refused_because} if one.refused_because else ""
    return Landmarks("", one.origin, refused or one.description)


def _action(one: Action) -> Landmarks:
    when = _on(_("terminée le"), one.done_on) or _on(_("échéance :"), one.due)
    proof = _("Preuve : %(proof)s") % {"proof": one.evidence} if one.evidence else ""
    return Landmarks(when, one.owner_role, proof, one.done_on or _first(one.due))


def _project(one: Project) -> Landmarks:
    parts = [_on(_("début :"), one.starts), _on(_("fin :"), one.ends)]
    when = ", ".join(part for part in parts if part)
    return Landmarks(when, one.owner_role, one.health_reason, _first(one.starts) or _first(one.ends))


def _milestone(one: Milestone) -> Landmarks:
    when = _on(_("atteint le"), one.done_on) or _on(_("prévu :"), one.ends or one.starts)
    return Landmarks(when, "", one.doubt, one.done_on or _first(one.ends or one.starts))


def _budget_line(one: BudgetLine) -> Landmarks:
    amounts = [
        f"{one._meta.get_field(name).verbose_name} {shown(one, name)}"
        for name in ("planned", "voted", "committed", "paid")
        if getattr(one, name) is not None
    ]
    basis = f" ({one.get_tax_basis_display()})" if amounts else ""
    detail = ", ".join(amounts) + basis if amounts else _("aucun montant renseigné")
    return Landmarks(_("exercice %(year)s") % {"year": one.year}, "", detail, date(one.year, 1, 1))


def _contract(one: Contract) -> Landmarks:
    parts = [_on(_("début :"), one.starts_on), _on(_("fin :"), one.ends_on)]
    return Landmarks(", ".join(part for part in parts if part), str(one.supplier), one.reference, one.starts_on)


def _meeting(one: Meeting) -> Landmarks:
    return Landmarks(_on(_("séance :"), one.held_on), one.committee.name, one.subject, _first(one.held_on))


def _decision(one: Decision) -> Landmarks:
    """A decision is dated by the day it was taken; the committee answers for it, its voting functions beside it."""
    when = _on(_("décidée le"), one.decided_on)
    if not when and one.meeting:
        when = _on(_("soumise :"), one.meeting.held_on)
    detail = f"« {one.final_wording} »"
    if votes := votes_in_words(one):
        detail += _(" Vote : %(votes)s.") % {"votes": votes}
    if one.followed_up:
        detail += _(" Suite donnée : %(text)s") % {"text": one.followed_up}
    return Landmarks(
        when, decided_by(one), detail, one.decided_on or (_first(one.meeting.held_on) if one.meeting else None)
    )


def decided_by(decision: Decision) -> str:
    """Say which committee took a decision and which voting functions were there; no person is named."""
    if decision.meeting is None:
        return ""
    present = [
        one.function for one in decision.meeting.attendances.all() if one.votes and one.presence == Presence.PRESENT
    ]
    if decision.decided_on is None or not present:
        return str(decision.meeting)
    return _("%(meeting)s ; siègent : %(functions)s") % {"meeting": decision.meeting, "functions": listed(present)}


TELLERS: dict[type, Callable[[Any], Landmarks]] = {
    Finding: _finding,
    Risk: _risk,
    Recommendation: _recommendation,
    Action: _action,
    Project: _project,
    Milestone: _milestone,
    BudgetLine: _budget_line,
    Contract: _contract,
    Meeting: _meeting,
    Decision: _decision,
}
