"""Where a study goes: presented, taken up again, a scenario put forward, decided, frozen."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import DECIDE, EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.studies.models import Scenario, Study, StudyState
from gouvernail.studies.operations.acts import demand, journal
from gouvernail.studies.operations.weighing import close_weights


def present(study: Study, *, actor: Actor) -> None:
    """Present a draft: its content stays as it is, and the members' weights are closed."""
    demand(actor, study)
    with transaction.atomic():
        study = _locked(study)
        _expect(study, StudyState.DRAFT, _("Seul un brouillon se présente."))
        if study.scenarios.count() < 2:
            raise RefusedError(_("Il faut au moins deux scénarios pour présenter une étude."))
        if study.weights_open:
            close_weights(study, actor=actor)
        _move(study, StudyState.PRESENTED, "presenter", actor)


def take_up(study: Study, *, actor: Actor) -> None:
    """Take a presented study up again as a draft."""
    demand(actor, study)
    with transaction.atomic():
        study = _locked(study)
        _expect(study, StudyState.PRESENTED, _("Seule une étude présentée se reprend en brouillon."))
        study.chosen = None
        _move(study, StudyState.DRAFT, "reprendre", actor)


def choose(study: Study, scenario: Scenario, *, actor: Actor) -> None:
    """Put one scenario forward for the committee; the study must be presented."""
    demand(actor, study, EDIT)
    if scenario.study_id != study.pk:
        raise RefusedError(_("Ce scénario n’est pas de cette étude."))
    with transaction.atomic():
        study = _locked(study)
        _expect(study, StudyState.PRESENTED, _("Présentez d’abord l’étude : un choix porte sur ce qui a été montré."))
        study.chosen = scenario
        study.save(update_fields=["chosen", "updated_at"])
        journal(actor, "retenir", study, {"scenario": scenario.name})


def settle(study: Study, *, actor: Actor, details: Any = None) -> None:
    """Note that the committee decided."""
    demand(actor, study, EDIT)
    with transaction.atomic():
        study = _locked(study)
        _expect(study, StudyState.PRESENTED, _("Seule une étude présentée se décide."))
        if study.chosen_id is None:
            raise RefusedError(_("Aucun scénario n’est retenu."))
        _move(study, StudyState.DECIDED, "decider", actor, details)


def freeze(study: Study, result: dict[str, Any], *, actor: Actor, on: date) -> None:
    """Keep what the comparison says on a day; nothing of the study changes from then on."""
    demand(actor, study, DECIDE)
    with transaction.atomic():
        study = _locked(study)
        if study.state not in (StudyState.PRESENTED, StudyState.DECIDED):
            raise RefusedError(_("Seule une étude présentée ou décidée se fige."))
        study.frozen, study.frozen_on = result, on
        _move(study, StudyState.FROZEN, "figer_etude", actor)


def _locked(study: Study) -> Study:
    return Study.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=study.pk)


def _expect(study: Study, state: StudyState, sentence: str) -> None:
    if study.state != state:
        raise RefusedError(sentence)


def _move(study: Study, state: StudyState, verb: str, actor: Actor, details: Any = None) -> None:
    before, study.state = study.state, state
    study.save()
    journal(actor, verb, study, {"etat": [before, state.value], **(details or {})})
