"""From a study to the committee: a scenario put forward becomes a decision; what is decided closes the study."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gouvernail.governance.agenda import next_number
from gouvernail.governance.models import TAKEN, Decision, ItemKind, Meeting, MeetingState
from gouvernail.governance.proposing import Proposal
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.models import Link, Relation
from gouvernail.registers.operations import RefusedError, link_objects, save_object
from gouvernail.registers.panels import SheetAction
from gouvernail.registers.registry import register_of
from gouvernail.studies.finding import find_study
from gouvernail.studies.freezing import frozen_result
from gouvernail.studies.models import Scenario, Study, StudyState
from gouvernail.studies.operations import states
from gouvernail.studies.whole import whole_of

OPEN_MEETINGS = (MeetingState.PREPARED,)


def study_actions(request: HttpRequest, place: Organisation, study: Study) -> list[SheetAction]:
    """Offer to put a scenario to a committee, or to note that the committee decided."""
    if study.state != StudyState.PRESENTED or not _may(request.actor, study):
        return []
    if study.chosen_id is None:
        href = reverse("study_choose", args=[place.slug, study.pk])
        return [SheetAction(_("Retenir un scénario"), href, "gavel", primary=True)]
    if any(one.outcome in TAKEN for one in decisions_on(study)):
        href = reverse("study_settle", args=[place.slug, study.pk])
        return [SheetAction(_("Noter que le comité a décidé"), href, "gavel", primary=True, method="post")]
    return []


def studies_to_decide(place: Organisation, actor: Actor) -> list[Proposal]:
    """Propose the studies of the place that are presented and on which no scenario is chosen yet."""
    waiting = (
        register_of("study").objects(place, actor).filter(organisation=place, state=StudyState.PRESENTED, chosen=None)
    )
    reason = _("Étude présentée, aucun scénario retenu à ce jour")
    return [Proposal(ItemKind.DECISION, one.title, reason, "study", one.pk, _("études")) for one in waiting]


def decisions_on(study: Study) -> list[Decision]:
    """Return the decisions that the study leads to."""
    linked = Link.objects.filter(from_kind="study", from_id=study.pk, to_kind="decision").values("to_id")
    return list(Decision.objects.filter(pk__in=linked))


def keep_studies(meeting: Meeting, *, actor: Actor) -> None:
    """Keep what the studies shown to a meeting say, the day its deck is frozen; one that says nothing is left out."""
    on, details = meeting.organisation.today(), {"seance": str(meeting)}
    for study in studies_shown(meeting):
        if result := _result(study):
            states.keep(study, result, actor=actor, on=on, details=details)


def release_studies(meeting: Meeting, *, actor: Actor) -> None:
    """Give up what was kept for the deck of a meeting that is no longer frozen."""
    for study in studies_shown(meeting):
        states.release(study, actor=actor, details={"seance": str(meeting)})


def close_studies(meeting: Meeting, *, actor: Actor) -> None:
    """Freeze the studies whose scenario was settled at a meeting, the day its minutes are established.

    A study that the meeting did not follow is let go: what it said stays in the deck, and it may be taken up again.
    """
    on, details = meeting.organisation.today(), {"seance": str(meeting)}
    decided = studies_shown(meeting, decided=True)
    for study in decided:
        if result := study.frozen or _result(study):
            states.close(study, actor=actor, on=on, result=result, details=details)
    for study in studies_shown(meeting):
        if study not in decided:
            states.release(study, actor=actor, details=details)


def open_studies_again(meeting: Meeting, *, actor: Actor) -> None:
    """When minutes are opened again, the studies that they froze wait again for what the committee decided."""
    for study in studies_shown(meeting, decided=True):
        states.open_again(study, actor=actor, details={"seance": str(meeting)})


def studies_shown(meeting: Meeting, *, decided: bool = False) -> list[Study]:
    """Return the studies that lead to decisions of a meeting; with ``decided``, to decisions it has taken."""
    put = Decision.objects.filter(meeting=meeting)
    if decided:
        put = put.filter(outcome__in=TAKEN)
    links = Link.objects.filter(from_kind="study", to_kind="decision", to_id__in=put.values("pk"))
    path = meeting.organisation.path
    return list(
        Study.objects.filter(pk__in=links.values("from_id"), organisation__path__startswith=path).order_by("pk")
    )


def _result(study: Study) -> dict[str, Any] | None:
    try:
        return frozen_result(whole_of(study))
    except RefusedError:
        return None


class ChoiceForm(forms.Form):
    """The scenario put forward, the meeting that will decide, and the words put to it."""

    scenario = forms.ModelChoiceField(
        queryset=Scenario.objects.none(), label=gettext_lazy("Scénario retenu"), empty_label=gettext_lazy("Choisir…")
    )
    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        label=gettext_lazy("Séance"),
        required=False,
        empty_label=gettext_lazy("À fixer plus tard"),
        help_text=gettext_lazy("Les séances en préparation ; la décision s’y ajoute."),
    )
    wording = forms.CharField(
        label=gettext_lazy("Libellé soumis"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy("Vide : « Valider le scénario … comme réponse à la question … »."),
    )

    def __init__(self, *args: object, study: Study, actor: Actor, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenario"].queryset = study.scenarios.all()
        meetings = register_of("meeting").objects(study.organisation, actor, EDIT)
        self.fields["meeting"].queryset = meetings.filter(state__in=OPEN_MEETINGS, organisation=study.organisation_id)


def put_to_committee(
    study: Study, scenario: Scenario, *, meeting: Meeting | None, wording: str, actor: Actor
) -> Decision:
    """Put a scenario forward and create the decision that the committee will take, tied to the study by the thread.

    Raises ``RefusedError`` when the study is not presented, ``PermissionDenied`` without the right to write decisions.
    """
    decisions = register_of("decision")
    with transaction.atomic():
        states.choose(study, scenario, actor=actor)
        decision = Decision(
            organisation=study.organisation,
            meeting=meeting,
            number=next_number(meeting) if meeting else "",
            title=_("Retenir « %(name)s »") % {"name": scenario.label},
            wording=wording.strip() or usual_wording(study, scenario),
            context=study.situation,
            options="\n".join(one.name for one in study.scenarios.all()),
            source=_("Étude « %(title)s »") % {"title": study},
        )
        save_object(decisions, decision, actor=actor)
        link_objects(
            (register_of("study"), study), (decisions, decision), relation=Relation.CONCERNS.value, actor=actor
        )
    return decision


def usual_wording(study: Study, scenario: Scenario) -> str:
    """Return the words put to the committee when nobody wrote others."""
    return _("Valider « %(scenario)s » en réponse à la question : %(question)s") % {
        "scenario": scenario.name,
        "question": study.question,
    }


def choose(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Choose a scenario and put it to a committee."""
    study = find_study(request, place, pk, EDIT)
    if not _may(request.actor, study):
        raise PermissionDenied
    if study.state != StudyState.PRESENTED:
        raise Http404
    form = ChoiceForm(request.POST or None, study=study, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            decision = put_to_committee(study, actor=request.actor, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("La décision est prête à être soumise."))
            return redirect(register_of("decision").href(place, decision))
    address = register_of("study").href(place, study)
    context = {
        "heading": _("Retenir un scénario"),
        "subtitle": study.title,
        "form": form,
        "submit_label": _("Retenir et préparer la décision"),
        "submit_icon": "gavel",
        "cancel_href": address,
        "crumbs": [{"label": study.title, "href": address}],
    }
    return render(request, "ui/edit.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def settle(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Note that the committee decided, once a decision on the study was taken."""
    study = find_study(request, place, pk, EDIT)
    taken = [one for one in decisions_on(study) if one.outcome in TAKEN]
    if not taken or not _may(request.actor, study):
        raise PermissionDenied
    try:
        states.settle(study, actor=request.actor, details={"decision": str(taken[0])})
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("L’étude est décidée."))
    return redirect(register_of("study").href(place, study))


def _may(actor: Actor, study: Study) -> bool:
    return actor.can(EDIT, "studies", study.organisation) and actor.can(EDIT, "governance", study.organisation)
