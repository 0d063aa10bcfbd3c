"""From a what-if to the committee: the plan in force and the one computed are put to it; nothing is adopted."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.governance.agenda import take_in
from gouvernail.governance.models import Decision, ItemKind, Meeting, MeetingState
from gouvernail.governance.proposing import Proposal
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.plans.models import PlanRun, PlanVersion
from gouvernail.plans.versions.reference import version_beside
from gouvernail.plans.what_if.comparing import compare, headline
from gouvernail.plans.what_if.finding import find_run
from gouvernail.plans.what_if.ground import run_in_force
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.registers.models import Link, Relation
from gouvernail.registers.operations import link_objects, save_object
from gouvernail.registers.panels import SheetAction
from gouvernail.registers.registry import register_of


class PutForm(forms.Form):
    """The meeting that will choose, and the words put to it."""

    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        label=gettext_lazy("Séance"),
        required=False,
        empty_label=gettext_lazy("À fixer plus tard"),
        help_text=gettext_lazy("Les séances en préparation ; la décision et les diapositives s’y ajoutent."),
    )
    wording = forms.CharField(label=gettext_lazy("Libellé soumis"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: object, run: PlanRun, actor: Actor, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        meetings = register_of("meeting").objects(run.organisation, actor, EDIT)
        open_ones = meetings.filter(state=MeetingState.PREPARED, organisation=run.organisation_id)
        self.fields["meeting"].queryset = open_ones
        if not self.is_bound and open_ones.count() == 1:
            self.fields["meeting"].initial = open_ones.get()


def run_actions(request: HttpRequest, place: Organisation, run: PlanRun) -> list[SheetAction]:
    """Offer to take a what-if and the plan in force to a committee, once."""
    if run.adopted_at or not placements_of(run.result) or not request.actor.can(EDIT, "governance", run.organisation):
        return []
    if decision_on(run) is not None:
        return []
    return [SheetAction(_("Porter au comité"), reverse("plan_run_put", args=[place.slug, run.pk]), "users")]


def decision_on(run: PlanRun) -> Decision | None:
    """Return the decision that a what-if leads to already, if any."""
    linked = Link.objects.filter(from_kind="plan_run", from_id=run.pk, to_kind="decision").values("to_id")
    return Decision.objects.filter(pk__in=linked).first()


def usual_wording(run: PlanRun, reference: PlanRun | PlanVersion | None) -> str:
    """Return the words put to the committee unless somebody writes others."""
    if reference is None:
        return _("Retenir le plan pluriannuel « %(title)s ».") % {"title": run.title}
    if isinstance(reference, PlanVersion):
        return _("Choisir entre le plan arrêté « %(before)s » et le plan « %(after)s ».") % {
            "before": reference.title,
            "after": run.title,
        }
    return _("Choisir entre le plan en vigueur « %(before)s » et le plan « %(after)s ».") % {
        "before": reference.title,
        "after": run.title,
    }


def put_plans(run: PlanRun, *, meeting: Meeting | None, wording: str, actor: Actor) -> Decision:
    """Create the decision between a what-if and the plan in force, tied to the what-if by the thread.

    Nothing is adopted. Raises ``PermissionDenied`` without the right to write decisions.
    """
    if not actor.can(EDIT, "governance", run.organisation):
        raise PermissionDenied
    reference = _reference(run, actor)
    decisions = register_of("decision")
    options = [_kept(reference)] if reference else []
    options.append(_("Retenir « %(title)s »") % {"title": run.title})
    with transaction.atomic():
        decision = Decision(
            organisation=run.organisation,
            number="",
            title=_("Choisir la version du plan pluriannuel"),
            wording=wording,
            context=headline(compare(run, reference if isinstance(reference, PlanRun) else None)),
            options="\n".join(options),
            source=_("Hypothèse de plan « %(title)s »") % {"title": run.title},
        )
        save_object(decisions, decision, actor=actor)
        relation = Relation.DECIDED_BY.value
        link_objects((register_of("plan_run"), run), (decisions, decision), relation=relation, actor=actor)
        if meeting is not None:
            reason = _("Deux plans à comparer ; le support les montre côte à côte")
            point = Proposal(ItemKind.DECISION, decision.title, reason, "decision", decision.pk, decision.source)
            take_in(meeting, [point], actor=actor)
            decision.refresh_from_db()
    return decision


def _kept(reference: PlanRun | PlanVersion) -> str:
    if isinstance(reference, PlanVersion):
        return _("Garder « %(title)s »") % {"title": reference.title}
    return _("Garder « %(title)s », le plan en vigueur") % {"title": reference.title}


def _reference(run: PlanRun, actor: Actor) -> PlanRun | PlanVersion | None:
    """Return the plan in force; where none was adopted, the version that was voted or arrested last."""
    found = run_in_force(run.organisation, actor)
    if found is not None and found.pk != run.pk:
        return found
    return version_beside(run, run.organisation, actor)


def put_page(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Ask for the meeting and the words, then put the two plans to the committee."""
    run = find_run(request, place, pk)
    if not request.actor.can(EDIT, "governance", run.organisation):
        raise PermissionDenied
    if run.adopted_at or not placements_of(run.result) or decision_on(run) is not None:
        raise Http404
    reference = _reference(run, request.actor)
    words = {"wording": usual_wording(run, reference)}
    form = PutForm(request.POST or None, run=run, actor=request.actor, initial=words)
    if request.method == "POST" and form.is_valid():
        decision = put_plans(run, actor=request.actor, **form.cleaned_data)
        messages.success(request, _("La décision est prête ; le support de la séance compare les deux plans."))
        return redirect(register_of("decision").href(place, decision))
    address = reverse("plan_run", args=[place.slug, run.pk])
    context = {
        "heading": _("Porter les deux plans au comité") if reference else _("Porter le plan au comité"),
        "subtitle": run.title,
        "form": form,
        "submit_label": _("Préparer la décision"),
        "submit_icon": "gavel",
        "cancel_href": address,
        "crumbs": [{"label": run.title, "href": address}],
    }
    return render(request, "ui/edit.html", context, status=422 if form.errors else 200)
