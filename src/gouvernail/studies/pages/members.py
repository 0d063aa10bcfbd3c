"""The members of a study as the page shows them: who gave, and what, once the vote is closed."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.kernel.numbers_fr import format_number, format_percent
from gouvernail.organisations.models import Organisation
from gouvernail.studies.models import Member, WeightKind
from gouvernail.studies.operations.weighing import may_give, may_see_weights
from gouvernail.studies.pages.plain import Plain
from gouvernail.studies.pairs import coherence_of
from gouvernail.studies.weights import shares_of
from gouvernail.studies.whole import Whole


@dataclass(frozen=True)
class MemberView:
    """A function: its voices, whether it gave, and where to give."""

    member: Member
    voices: str
    kind: str
    stale: bool
    give_href: str
    edit_href: str


def members_of(request: HttpRequest, place: Organisation, whole: Whole, *, editable: bool) -> list[MemberView]:
    """Return the functions that weigh, with what this person may do for each."""
    study, found = whole.study, []
    for one in whole.members:
        one.study = study
        address = [place.slug, study.pk, one.pk]
        gives = study.weights_open and study.is_open and may_give(one, request.actor)
        seen = one.has_given and may_see_weights(one, request.actor)
        found.append(
            MemberView(
                one,
                format_number(one.voices.normalize() if one.voices % 1 else one.voices.to_integral_value()),
                _kind(one, whole) if seen else "",
                one.has_given and shares_of(one.weights, whole.counting) is None,
                reverse("member_weights", args=address) if gives else "",
                reverse("member_edit", args=address) if editable and study.weights_open else "",
            )
        )
    return found


def _kind(member: Member, whole: Whole) -> str:
    label = str(WeightKind(member.weights["kind"]).label)
    coherence = coherence_of(member.weights, whole.counting) if member.weights["kind"] == WeightKind.AHP else None
    return f"{label}, {_('cohérence %(ratio)s') % {'ratio': coherence.ratio}}" if coherence else label


def weights_table(whole: Whole) -> Plain:
    """Return what each function gave, as shares of the whole, criterion by criterion; empty before the vote closes."""
    if whole.study.weights_open:
        return Plain([], [])
    given = [(one, shares_of(one.weights, whole.counting)) for one in whole.members if one.has_given]
    kept = [(one, shares) for one, shares in given if shares]
    rows = [
        [criterion.name, *(format_percent(shares[criterion.pk], 1) for _member, shares in kept)]
        for criterion in whole.counting
    ]
    return Plain([_("Critère"), *(one.function for one, _shares in kept)], rows if kept else [])
