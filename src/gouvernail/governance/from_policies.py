"""From a framework document to the committee and back: a version put to the vote, validated by its decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.governance.agenda import next_number, prepare_next_meeting
from gouvernail.governance.book import called
from gouvernail.governance.models import TAKEN, Committee, CommitteeKind, Decision, ItemKind, Meeting, Outcome
from gouvernail.governance.proposing import Proposal
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.policies import circuit
from gouvernail.policies.models import Policy, PolicyVersion, VersionState
from gouvernail.policies.tables import NEAR, on_its_way
from gouvernail.policies.views_versions import find_policy
from gouvernail.registers.models import Link, Relation
from gouvernail.registers.operations import RefusedError, link_objects, save_object
from gouvernail.registers.panels import SheetAction
from gouvernail.registers.registry import register_of


def policy_actions(request: HttpRequest, place: Organisation, policy: Policy) -> list[SheetAction]:
    """Offer to put to the committee the version that gathered its opinions."""
    may = request.actor.can(EDIT, "governance", policy.organisation)
    if not may or awaiting(policy) is None or pending_decision(policy) or committee_for(policy) is None:
        return []
    href = reverse("policy_submit", args=[place.slug, policy.pk])
    return [SheetAction(_("Soumettre au comité"), href, "gavel", primary=True, method="post")]


def awaiting(policy: Policy) -> PolicyVersion | None:
    """Return the version of a document that waits for its validation."""
    return policy.versions.filter(state=VersionState.OPINION).first()


def pending_decision(policy: Policy) -> Decision | None:
    """Return the decision on a document that a committee has still to take."""
    return next((one for one in decisions_on(policy) if one.outcome == Outcome.PROPOSED), None)


def decisions_on(policy: Policy) -> list[Decision]:
    """Return the decisions that a document led to."""
    linked = Link.objects.filter(from_kind="policy", from_id=policy.pk, to_kind="decision").values("to_id")
    return list(Decision.objects.filter(pk__in=linked))


def committee_for(policy: Policy) -> Committee | None:
    """Return the steering committee that validates the documents of an organisation."""
    return Committee.objects.filter(organisation=policy.organisation_id, kind=CommitteeKind.COPIL).first()


def submit(policy: Policy, *, actor: Actor, on: date) -> Decision:
    """Put the version that waits to the next meeting of the steering committee; return the decision.

    Raises ``RefusedError`` when no version waits, no committee may take it, or a decision waits already;
    ``PermissionDenied`` without the right to write decisions.
    """
    version, committee = awaiting(policy), committee_for(policy)
    if version is None:
        raise RefusedError(_("Aucune version de ce document n’attend sa validation."))
    if committee is None:
        raise RefusedError(_("Aucun COPIL n’existe ici : créez-le d’abord."))
    if not actor.can(EDIT, "governance", policy.organisation):
        raise PermissionDenied
    with transaction.atomic():
        Policy.objects.select_for_update().get(pk=policy.pk)
        if pending_decision(policy):
            raise RefusedError(_("Ce document attend déjà la décision du comité."))
        meeting = prepare_next_meeting(committee, actor=actor, on=on)
        decision = Decision(
            organisation=policy.organisation,
            meeting=meeting,
            number=next_number(meeting),
            title=_("Valider « %(title)s », version %(number)s") % {"title": policy, "number": version.number},
            wording=_("Valider « %(title)s », version %(number)s, et autoriser sa publication.")
            % {"title": policy, "number": version.number},
            context="\n".join(filter(None, (version.changes, *_opinions(version)))),
            source=_("Document-cadre « %(title)s »") % {"title": policy},
        )
        save_object(register_of("decision"), decision, actor=actor)
        link_objects(
            (register_of("policy"), policy),
            (register_of("decision"), decision),
            relation=Relation.DECIDED_BY.value,
            actor=actor,
        )
        last = meeting.agenda.order_by("-order").values_list("order", flat=True).first() or 0
        meeting.agenda.create(
            order=last + 1,
            kind=ItemKind.DECISION,
            title=decision.title[:240],
            reason=_("Version soumise pour avis, à valider"),
            object_kind="decision",
            object_id=decision.pk,
        )
    return decision


def _opinions(version: PolicyVersion) -> list[str]:
    return [
        _("Avis de %(who)s : %(what)s.") % {"who": one.function, "what": one.get_position_display().lower()}
        for one in version.opinions.all()
    ]


def validate_what_was_decided(meeting: Meeting, *, actor: Actor) -> None:
    """Once minutes are established, the versions whose decision was taken are validated by it."""
    for decision in meeting.decisions.filter(outcome__in=TAKEN).select_related("register_number"):
        for version in _versions_of(decision, VersionState.OPINION):
            words = _("%(meeting)s, décision %(number)s") % {"meeting": meeting, "number": called(decision)}
            day = decision.decided_on or meeting.held_on.first_day
            circuit.validate(
                version, by=words, validated_on=day, actor=actor, on=max(day, meeting.organisation.today())
            )


def take_back_what_was_decided(meeting: Meeting, *, actor: Actor) -> None:
    """When minutes are opened again, what they validated and nobody published waits again."""
    for decision in meeting.decisions.filter(outcome__in=TAKEN):
        for version in _versions_of(decision, VersionState.VALIDATED):
            circuit.take_back_validation(version, actor=actor)


def _versions_of(decision: Decision, state: VersionState) -> list[PolicyVersion]:
    linked = Link.objects.filter(from_kind="policy", to_kind="decision", to_id=decision.pk).values("from_id")
    return list(PolicyVersion.objects.filter(policy__in=linked, state=state).select_related("policy__organisation"))


def policies_to_see(place: Organisation, actor: Actor, today: date) -> list[Proposal]:
    """Propose the documents to validate, and those whose review is due or near; a fixed number of queries."""
    register = register_of("policy")
    policies = list(register.objects(place, actor).filter(organisation=place))
    waiting = {one.pk: one for one in policies if (way := on_its_way(one)) and way.state == VersionState.OPINION}
    put = _put_already(waiting)
    found = []
    for one in policies:
        version = on_its_way(one)
        if version and one.pk in waiting and one.pk not in put:
            reason = _("Version %(number)s soumise pour avis, à valider") % {"number": version.number}
            found.append(Proposal(ItemKind.DECISION, one.title, reason, "policy", one.pk, register.label_plural))
        elif one.review_on and one.review_on <= today + NEAR:
            words = _("Revue dépassée : %(day)s") if one.review_on < today else _("À revoir le %(day)s")
            reason = words % {"day": f"{one.review_on:%d/%m/%Y}"}
            title = _("Revue : %(title)s") % {"title": one}
            found.append(
                Proposal(ItemKind.FOLLOW_UP, title, reason, "policy", one.pk, register.label_plural, ticked=False)
            )
    return found


def _put_already(policies: Iterable[int]) -> set[int]:
    """Return which of these documents wait for the decision of a committee already."""
    proposed = Decision.objects.filter(outcome=Outcome.PROPOSED).values("pk")
    known = Link.objects.filter(from_kind="policy", from_id__in=list(policies), to_kind="decision", to_id__in=proposed)
    return set(known.values_list("from_id", flat=True))


@require_POST
def submit_page(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Put a version to the committee, and lead to its decision."""
    policy = find_policy(request, place, pk, EDIT)
    try:
        decision = submit(policy, actor=request.actor, on=place.today())
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(register_of("policy").href(place, policy))
    messages.success(request, _("La version est à l’ordre du jour du %(meeting)s.") % {"meeting": decision.meeting})
    return redirect(register_of("decision").href(place, decision))
