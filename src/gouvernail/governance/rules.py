"""What cannot be recorded: conditions between decisions, votes that do not add up, acts out of their time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.governance.models import REPRESENTED, TAKEN, Decision, Meeting, Outcome


@dataclass(frozen=True)
class Votes:
    """A count of votes by number, never by person; ``None`` where nobody counted."""

    favour: int | None = None
    against: int | None = None
    abstained: int | None = None

    @property
    def total(self) -> int | None:
        """How many votes were counted; ``None`` when none was."""
        counted = [one for one in (self.favour, self.against, self.abstained) if one is not None]
        return sum(counted) if counted else None


def condition_refusals(decision: Decision, outcome: str) -> list[str]:
    """Return the sentences that say why this outcome contradicts what was decided elsewhere; empty when it may stand.

    A decision put for want of others passes only once those were put and not taken; one that supposes others passes
    only once they are taken; and the decisions that lean on this one hold it in turn.
    """
    if outcome in TAKEN:
        return [*_unmet_for_want_of(decision), *_unmet_supposed(decision), *_fallbacks_already_taken(decision)]
    return _leaning_on(decision) if decision.outcome in TAKEN else []


def _unmet_for_want_of(decision: Decision) -> list[str]:
    others = list(decision.needs_refused.all())
    refusals = []
    if taken := [one for one in others if one.outcome in TAKEN]:
        refusals.append(
            ngettext(
                "Cette décision n’est soumise qu’à défaut de %(names)s, déjà adoptée : elle ne peut pas l’être aussi.",
                "Cette décision n’est soumise qu’à défaut de %(names)s, déjà adoptées : elle ne peut pas l’être aussi.",
                len(taken),
            )
            % {"names": named(taken)}
        )
    if undecided := [one for one in others if one.outcome == Outcome.PROPOSED]:
        refusals.append(
            _("Cette décision n’est soumise qu’à défaut de %(names)s : prononcez-vous d’abord à son sujet.")
            % {"names": named(undecided)}
        )
    return refusals


def _unmet_supposed(decision: Decision) -> list[str]:
    missing = [one for one in decision.needs_taken.all() if one.outcome not in TAKEN]
    if not missing:
        return []
    return [
        ngettext(
            "Cette décision suppose l’adoption de %(names)s, qui n’est pas adoptée.",
            "Cette décision suppose l’adoption de %(names)s, qui ne sont pas adoptées.",
            len(missing),
        )
        % {"names": named(missing)}
    ]


def _fallbacks_already_taken(decision: Decision) -> list[str]:
    fallbacks = [one for one in decision.fallback_of.all() if one.outcome in TAKEN]
    if not fallbacks:
        return []
    return [
        _("%(names)s a déjà été adoptée à défaut de celle-ci : revenez d’abord sur elle.")
        % {"names": _upper_first(named(fallbacks))}
    ]


def _leaning_on(decision: Decision) -> list[str]:
    leaning = [one for one in decision.supports.all() if one.outcome in TAKEN]
    if not leaning:
        return []
    return [
        _("%(names)s suppose l’adoption de celle-ci et a été adoptée : revenez d’abord sur elle.")
        % {"names": _upper_first(named(leaning))}
    ]


def is_moot(decision: Decision) -> bool:
    """Say whether a pending decision lost its object: one of those it stands in for was taken."""
    return decision.outcome == Outcome.PROPOSED and any(one.outcome in TAKEN for one in decision.needs_refused.all())


def voting_seats(meeting: Meeting) -> int | None:
    """Return how many votes may be counted: the voting seats represented, all of them while presence is not noted.

    ``None`` when neither the meeting nor its committee says who votes.
    """
    seats = list(meeting.attendances.all())
    if not seats:
        return sum(1 for seat in meeting.committee.seats.all() if seat.votes) or None
    voting = [seat for seat in seats if seat.votes]
    if all(seat.presence for seat in voting):
        return sum(1 for seat in voting if seat.presence in REPRESENTED)
    return len(voting)


def quorum_is_missing(meeting: Meeting) -> bool:
    """Say whether everybody is noted and fewer voting seats than the quorum are represented."""
    needed = meeting.committee.quorum
    voting = [seat for seat in meeting.attendances.all() if seat.votes]
    if needed is None or not voting or not all(seat.presence for seat in voting):
        return False
    return sum(1 for seat in voting if seat.presence in REPRESENTED) < needed


def quorum_refusals(meeting: Meeting, outcome: str) -> list[str]:
    """Return the sentence that says why nothing is decided without quorum, where the committee's rule says so.

    Putting a decision off, or taking a recording back, needs no quorum.
    """
    if outcome in (Outcome.PROPOSED, Outcome.POSTPONED, Outcome.MOOT) or not meeting.committee.quorum_blocks:
        return []
    if not quorum_is_missing(meeting):
        return []
    return [
        _("Le quorum de %(count)s n’est pas atteint : le règlement du comité veut que rien ne se décide sans lui. ")
        % {"count": meeting.committee.quorum}
        + _("Ajournez la décision, ou corrigez les présences.")
    ]


def vote_refusals(votes: Votes, outcome: str, seats: int | None) -> list[str]:
    """Return the sentences that say why these votes cannot go with this outcome; empty when they can."""
    if votes.total is None:
        return []
    refusals = []
    if seats is not None and votes.total > seats:
        refusals.append(
            ngettext("%(count)s voix comptée", "%(count)s voix comptées", votes.total) % {"count": votes.total}
            + " "
            + ngettext(
                "pour %(seats)s siège votant représenté : corrigez le décompte ou les présences.",
                "pour %(seats)s sièges votants représentés : corrigez le décompte ou les présences.",
                max(seats, 1),  # French counts nought in the singular
            )
            % {"seats": seats}
        )
    favour, against = votes.favour or 0, votes.against or 0
    if outcome in TAKEN and against > favour:
        refusals.append(_("Une décision adoptée ne peut pas compter plus de voix contre que de voix pour."))
    if outcome == Outcome.REJECTED and favour > against:
        refusals.append(_("Une décision rejetée ne peut pas compter plus de voix pour que de voix contre."))
    return refusals


def named(decisions: Iterable[Decision]) -> str:
    """Name decisions in a sentence: « la décision 1 (Valider le scénario 1) et la décision 4 (…) »."""
    names = [_("la décision %(number)s (%(title)s)") % {"number": one.number, "title": one.title} for one in decisions]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s et %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
