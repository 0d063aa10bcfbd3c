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
        if study.frozen:
            raise RefusedError(
                _("Cette étude est figée avec le support d’une séance : défigez le support pour la reprendre.")
            )
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
        study.frozen, study.frozen_on = study.frozen or result, study.frozen_on or on
        _move(study, StudyState.FROZEN, "figer_etude", actor)


def keep(study: Study, result: dict[str, Any], *, actor: Actor, on: date, details: Any = None) -> None:
    """Keep what a presented or decided study says on the day a deck that shows it is frozen.

    A consequence of freezing the deck, whose right was asked: none is asked again. The study may still be decided; it
    is not taken up again while the deck holds it. What was kept before stays.
    """
    with transaction.atomic():
        study = _locked(study)
        if study.frozen or study.state not in (StudyState.PRESENTED, StudyState.DECIDED):
            return
        study.frozen, study.frozen_on = result, on
        study.save(update_fields=["frozen", "frozen_on", "updated_at"])
        journal(actor, "garder_etude", study, {"empreinte": result["digest"], **(details or {})})


def release(study: Study, *, actor: Actor, details: Any = None) -> None:
    """Give up what was kept of a study, when the deck that shows it is no longer frozen."""
    with transaction.atomic():
        study = _locked(study)
        if not study.frozen or study.state == StudyState.FROZEN:
            return
        study.frozen = study.frozen_on = None
        study.save(update_fields=["frozen", "frozen_on", "updated_at"])
        journal(actor, "relacher_etude", study, details)


def close(study: Study, *, actor: Actor, on: date, result: dict[str, Any], details: Any = None) -> None:
    """Freeze a study with the minutes that hold the decision taken on it; a consequence, like ``keep``."""
    with transaction.atomic():
        study = _locked(study)
        if study.state not in (StudyState.PRESENTED, StudyState.DECIDED):
            return
        if study.state == StudyState.PRESENTED and study.chosen_id:
            _move(study, StudyState.DECIDED, "decider", actor, details)
        study.frozen, study.frozen_on = study.frozen or result, study.frozen_on or on
        _move(study, StudyState.FROZEN, "figer_etude", actor, details)


def open_again(study: Study, *, actor: Actor, details: Any = None) -> None:
    """Wait again for the committee, when the minutes that froze a study are opened again, like ``keep``.

    What it says and the scenario put forward stay; the minutes freeze it again, or leave it presented.
    """
    with transaction.atomic():
        study = _locked(study)
        if study.state == StudyState.FROZEN:
            _move(study, StudyState.PRESENTED, "rouvrir_etude", actor, details)


def _locked(study: Study) -> Study:
    return Study.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=study.pk)


def _expect(study: Study, state: StudyState, sentence: str) -> None:
    if study.state != state:
        raise RefusedError(sentence)


def _move(study: Study, state: StudyState, verb: str, actor: Actor, details: Any = None) -> None:
    before, study.state = study.state, state
    study.save()
    journal(actor, verb, study, {"etat": [before, state.value], **(details or {})})
