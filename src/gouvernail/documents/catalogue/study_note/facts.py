"""What is known of a study on a day, gathered once for all its documents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from gouvernail.kernel.numbers_fr import format_percent
from gouvernail.studies.costing import lines_of
from gouvernail.studies.models import CostLine, Scenario, Study
from gouvernail.studies.pages.anchors import Places
from gouvernail.studies.pages.checks import Check, checks_of
from gouvernail.studies.pages.verdict import SentenceView, verdict_of
from gouvernail.studies.results import Result, result_of
from gouvernail.studies.whole import Whole, whole_of

VERY_FIRM, FIRM, WEAK = 0.9, 0.75, 0.5


@dataclass(frozen=True)
class StudyFacts:
    """A study, its answer, its paragraph, what to check, its costs."""

    whole: Whole
    result: Result
    sentences: tuple[str, ...]
    basis: str
    checks: tuple[Check, ...]
    costs: dict[int, list[CostLine]]
    on: date
    places: Places
    said: tuple[SentenceView, ...] = ()

    @property
    def study(self) -> Study:
        """The study."""
        return self.whole.study

    @property
    def leader(self) -> Scenario | None:
        """The scenario that comes first, if the study can be computed."""
        if self.result.answer is None:
            return None
        answer = self.result.answer
        return self.whole.scenario(int(answer.study.scenarios[answer.leader].id))

    @property
    def proposed(self) -> Scenario | None:
        """The scenario recommended: the one put forward, else the first, else that of the view received."""
        if self.study.chosen_id:
            return self.whole.scenario(self.study.chosen_id)
        return self.leader or next((one for one in self.whole.scenarios if one.recommended), None)

    def share(self, scenario: Scenario) -> float | None:
        """Return the share of the weightings where a scenario comes first."""
        row = self.result.rows.get(scenario.pk)
        return None if row is None else float(self.result.answer.shares.first[row])


def facts_of(study: Study, on: date, base: str = "") -> StudyFacts:
    """Read all that the documents of a study say; their addresses start with ``base``. Writes nothing."""
    whole = whole_of(study)
    result = result_of(whole)
    verdict = verdict_of(whole, result, study.organisation, base)
    checks = checks_of(whole, result, study.organisation)
    return StudyFacts(
        whole,
        result,
        tuple(one.text for one in verdict.sentences),
        verdict.basis,
        tuple(replace(one, href=one.href and base + one.href) for one in checks),
        lines_of(whole),
        on,
        Places(study.organisation, study, base),
        tuple(verdict.sentences),
    )


def strength(facts: StudyFacts) -> str:
    """Say how firmly the recommendation holds, in one sentence made from the share."""
    scenario = facts.proposed
    if scenario is None:
        return _("La comparaison n’est pas encore possible : aucune recommandation n’en sort.")
    share = facts.share(scenario)
    if share is None:
        return _("La recommandation repose sur des arguments, sans comparaison chiffrée.")
    said = {"name": scenario.label, "share": format_percent(share)}
    if facts.leader is not None and scenario.pk != facts.leader.pk:
        return _("« %(name)s » n’arrive premier que pour %(share)s des pondérations ; « %(leader)s » le devance.") % (
            said | {"leader": facts.leader.label}
        )
    if share >= VERY_FIRM:
        sentence = _("Le choix tient très solidement : « %(name)s » est premier pour %(share)s des pondérations.")
    elif share >= FIRM:
        sentence = _("Le choix tient solidement : « %(name)s » est premier pour %(share)s des pondérations.")
    elif share >= WEAK:
        sentence = _("Le choix tient, sans plus : « %(name)s » est premier pour %(share)s des pondérations.")
    else:
        sentence = _("Le choix ne s’impose pas : « %(name)s » n’est premier que pour %(share)s des pondérations.")
    return sentence % said
