"""Who weighs: the functions, each giving its weights out of sight of the others until the vote is closed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.accounts.models import User
from gouvernail.organisations.models import Membership, Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.studies.finding import find_whole
from gouvernail.studies.forms_members import MemberForm
from gouvernail.studies.forms_weights import WeightsForm
from gouvernail.studies.models import Member, Study, WeightKind
from gouvernail.studies.operations import weighing
from gouvernail.studies.pages.frame import frame
from gouvernail.studies.pages.members import members_of, weights_table
from gouvernail.studies.whole import Whole


def page(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the functions, who gave, and the weights once the vote is closed."""
    whole = find_whole(request, place, pk)
    context = frame(request, place, whole.study, "study_members")
    context |= {
        "whole": whole,
        "members": members_of(request, place, whole, editable=context["editable"]),
        "weights": weights_table(whole),
        "waiting": sum(1 for one in whole.members if not one.has_given),
    }
    return render(request, "studies/members.html", context)


def create(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Add a function."""
    whole = find_whole(request, place, pk, EDIT)
    return _form(request, place, whole, Member(study=whole.study), _("Nouvelle fonction qui pondère"))


def edit(request: HttpRequest, place: Organisation, pk: int, member_pk: int) -> HttpResponse:
    """Change a function."""
    whole = find_whole(request, place, pk, EDIT)
    member = _member(whole, member_pk)
    return _form(request, place, whole, member, member.function)


def _form(request: HttpRequest, place: Organisation, whole: Whole, member: Member, heading: str) -> HttpResponse:
    form = MemberForm(request.POST or None, instance=member, accounts=accounts_of(whole.study))
    if request.method == "POST" and form.is_valid():
        try:
            weighing.save_member(form.save(commit=False), actor=request.actor)
        except RefusedError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("study_members", place.slug, whole.study.pk)
    context = frame(request, place, whole.study, "study_members") | {
        "heading": heading,
        "subtitle": whole.study.title,
        "form": form,
        "member": member if member.pk else None,
        "cancel_href": reverse("study_members", args=[place.slug, whole.study.pk]),
    }
    return render(request, "studies/member.html", context, status=422 if request.method == "POST" else 200)


def accounts_of(study: Study) -> QuerySet[User]:
    """Return the accounts that hold a role where the study is, or above."""
    path = study.organisation.path
    above = [path[:end] for end in range(1, len(path) + 1) if path[end - 1] == "/"]
    held = Membership.objects.filter(organisation__path__in=above)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("function", "name")


def give(request: HttpRequest, place: Organisation, pk: int, member_pk: int) -> HttpResponse:
    """Give the weights of a function, seen by the account that answers for it alone."""
    whole = find_whole(request, place, pk)
    member = _member(whole, member_pk)
    if not weighing.may_give(member, request.actor):
        raise PermissionDenied
    if not (whole.study.weights_open and whole.study.is_open):
        messages.info(request, _("Le recueil des poids est clos."))
        return redirect("study_members", place.slug, pk)
    kind = request.GET.get("forme") or (member.weights or {}).get("kind") or WeightKind.POINTS
    kind = kind if kind in WeightKind.values else WeightKind.POINTS
    form = WeightsForm(request.POST or None, member=member, criteria=whole.counting, kind=kind)
    if request.htmx and request.htmx.target == "coherence":
        return render(request, "studies/parts/coherence.html", {"form": form, "coherence": form.coherence})
    if request.method == "POST" and form.is_valid():
        try:
            weighing.give_weights(member, form.weights, actor=request.actor)
        except RefusedError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Les poids de « %(name)s » sont enregistrés.") % {"name": member.function})
            return redirect("study_members", place.slug, pk)
    context = frame(request, place, whole.study, "study_members") | {
        "heading": _("Poids de « %(name)s »") % {"name": member.function},
        "subtitle": whole.study.title,
        "form": form,
        "pairwise": kind == WeightKind.AHP,
        "coherence": form.coherence,
        "kinds": [
            {"label": label, "href": f"{request.path}?forme={value}", "current": value == kind}
            for value, label in WeightKind.choices
        ],
        "cancel_href": reverse("study_members", args=[place.slug, pk]),
    }
    return render(request, "studies/give.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def remove(request: HttpRequest, place: Organisation, pk: int, member_pk: int) -> HttpResponse:
    """Take a function off the study."""
    whole = find_whole(request, place, pk, EDIT)
    member = _member(whole, member_pk)
    return _do(request, place, whole, lambda: weighing.remove_member(member, actor=request.actor))


@require_POST
def close(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Close the vote."""
    whole = find_whole(request, place, pk, EDIT)
    return _do(request, place, whole, lambda: weighing.close_weights(whole.study, actor=request.actor))


@require_POST
def restart(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Start the vote again from nothing."""
    whole = find_whole(request, place, pk, EDIT)
    return _do(request, place, whole, lambda: weighing.restart_weights(whole.study, actor=request.actor))


def _do(request: HttpRequest, place: Organisation, whole: Whole, act) -> HttpResponse:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("study_members", place.slug, whole.study.pk)


def _member(whole: Whole, pk: int) -> Member:
    member = next((one for one in whole.members if one.pk == pk), None)
    if member is None:
        raise Http404
    member.study = whole.study
    return member
