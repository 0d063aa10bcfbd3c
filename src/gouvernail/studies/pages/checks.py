"""What to check before a study is shown: doubts, contradictions, gaps, and whether the view received holds."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.kernel.numbers_fr import format_percent
from gouvernail.organisations.models import Organisation
from gouvernail.studies.models import Scenario
from gouvernail.studies.reading import State, read_cell
from gouvernail.studies.results import Result
from gouvernail.studies.whole import Whole

FIRM = 0.5


@dataclass(frozen=True)
class Check:
    """Something to check: how grave (tone, icon, word), the sentence, the place to go to.

    ``on_view``: it judges the view received.
    """

    tone: str
    icon: str
    label: str
    sentence: str
    href: str = ""
    on_view: bool = False


def checks_of(whole: Whole, result: Result, place: Organisation) -> list[Check]:
    """Return what to check, the gravest first."""
    return [
        *_view_received(whole, result, place),
        *_contradictions(whole, place),
        *_cells(whole, place),
        *_unknowns(whole, place),
        *_baseline(whole, place),
        *_flat_criteria(whole, result, place),
    ]


def _view_received(whole: Whole, result: Result, place: Organisation) -> list[Check]:
    """Say whether the scenario that the view received recommends was examined, and whether it holds."""
    found = []
    for one in whole.scenarios:
        if not one.recommended:
            continue
        if not one.examined:
            sentence = _(
                "« %(name)s » est recommandé, mais n’a pas été étudié avec les autres : la recommandation porte sur "
                "une option que l’étude ne compare pas."
            )
            found.append(_risk(_("Hors étude"), sentence % {"name": one.label}, _sheet(place, one), on_view=True))
        elif (share := _first(result, one)) is not None:
            found.append(_holds(one, share, result, place, whole))
    return found


def _holds(one: Scenario, share: float, result: Result, place: Organisation, whole: Whole) -> Check:
    said = {"name": one.label, "share": format_percent(share)}
    href = reverse("study_robustness", args=[place.slug, whole.study.pk]) + "#rangs"
    if result.rows[one.pk] != result.answer.leader:
        leader = result.answer.study.scenarios[result.answer.leader].name
        sentence = _(
            "L’avis reçu recommande « %(name)s » ; la comparaison place « %(leader)s » en tête (« %(name)s » n’est "
            "premier que pour %(share)s des pondérations)."
        )
        return _risk(_("Avis contredit"), sentence % (said | {"leader": leader}), href, on_view=True)
    if share < FIRM:
        sentence = _("L’avis reçu recommande « %(name)s », premier pour %(share)s seulement des pondérations.")
        return _risk(_("Avis fragile"), sentence % said, href, on_view=True)
    sentence = _("L’avis reçu recommande « %(name)s » : la comparaison le confirme, pour %(share)s des pondérations.")
    return Check("good", "circle-check", _("Avis confirmé"), sentence % said, href, on_view=True)


def _first(result: Result, one: Scenario) -> float | None:
    row = result.rows.get(one.pk)
    return None if row is None else float(result.answer.shares.first[row])


def _contradictions(whole: Whole, place: Organisation) -> list[Check]:
    found = []
    for criterion in whole.counting:
        for scenario in whole.scenarios:
            rating = whole.rating(criterion, scenario)
            if rating is not None and rating.elsewhere:
                sentence = _(
                    "« %(criterion)s », « %(scenario)s » : noté « %(raw)s », mais la source dit ailleurs %(other)s"
                )
                said = {
                    "criterion": criterion,
                    "scenario": scenario.label,
                    "raw": rating.raw,
                    "other": rating.elsewhere,
                }
                found.append(_risk(_("Se contredit"), sentence % said, _cell(whole, place, criterion.pk)))
    return found


def _cells(whole: Whole, place: Organisation) -> list[Check]:
    found = []
    for criterion in whole.counting:
        words = whole.words.get(criterion.pk, ())
        for word in words:
            if word.is_ambiguous:
                sentence = _("« %(criterion)s » : « %(word)s » se lit de deux façons. %(note)s")
                said = {"criterion": criterion, "word": word, "note": word.note}
                found.append(_risk(_("Ambigu"), (sentence % said).strip(), _cell(whole, place, criterion.pk)))
        loose = {
            rating.raw
            for one in whole.scenarios
            if (rating := whole.rating(criterion, one)) and read_cell(criterion, rating, words).state is State.UNPLACED
        }
        if loose:
            sentence = _("« %(criterion)s » : sans niveau sur l’échelle, donc tenu pour inconnu : %(words)s.")
            said = {"criterion": criterion, "words": ", ".join(f"« {one} »" for one in sorted(loose))}
            href = reverse("study_scales", args=[place.slug, whole.study.pk]) + f"#critere-{criterion.pk}"
            found.append(_risk(_("À situer"), sentence % said, href))
    return found


def _unknowns(whole: Whole, place: Organisation) -> list[Check]:
    found = []
    for one in whole.singles:
        states = [
            read_cell(criterion, whole.rating(criterion, one), whole.words.get(criterion.pk, ())).state
            for criterion in whole.counting
        ]
        missing = sum(state in (State.EMPTY, State.UNKNOWN) for state in states)
        if missing:
            sentence = ngettext(
                "« %(name)s » : %(count)s note sur %(all)s n’est pas connue ; toute l’échelle y est tenue pour "
                "possible.",
                "« %(name)s » : %(count)s notes sur %(all)s ne sont pas connues ; toute l’échelle y est tenue pour "
                "possible.",
                missing,
            )
            said = {"name": one.label, "count": missing, "all": len(states)}
            found.append(Check("neutral", "help", _("Inconnu"), sentence % said, _sheet(place, one)))
    return found


def _baseline(whole: Whole, place: Organisation) -> list[Check]:
    if not whole.scenarios or any(one.baseline for one in whole.scenarios):
        return []
    sentence = _("Aucun scénario ne dit ce qui se passerait si l’on ne faisait rien.")
    href = reverse("scenario_create", args=[place.slug]) + f"?study={whole.study.pk}&baseline=on"
    return [Check("neutral", "info-circle", _("À compléter"), sentence, href if whole.study.is_open else "")]


def _flat_criteria(whole: Whole, result: Result, place: Organisation) -> list[Check]:
    if result.answer is None:
        return []
    found = []
    for column, criterion in enumerate(result.answer.study.criteria):
        spans = {row[column].span for row in result.answer.study.ratings}
        if len(spans) == 1 and next(iter(spans)).certain:
            sentence = _("« %(name)s » ne départage aucun scénario : tous y ont la même note.")
            href = _cell(whole, place, int(criterion.id))
            found.append(Check("neutral", "info-circle", _("Sans effet"), sentence % {"name": criterion.name}, href))
    return found


def _risk(label: str, sentence: str, href: str, *, on_view: bool = False) -> Check:
    return Check("risk", "alert-triangle", label, sentence, href, on_view)


def _cell(whole: Whole, place: Organisation, criterion_pk: int) -> str:
    return reverse("study_compare", args=[place.slug, whole.study.pk]) + f"#critere-{criterion_pk}"


def _sheet(place: Organisation, scenario: Scenario) -> str:
    return reverse("scenario_sheet", args=[place.slug, scenario.pk])
