"""Criteria of a study, and the levels of the words that rate them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.studies.finding import find_criterion, find_whole
from gouvernail.studies.forms_criterion import CriterionForm
from gouvernail.studies.forms_matrix import WordsForm
from gouvernail.studies.models import Criterion
from gouvernail.studies.operations import matrix as operations
from gouvernail.studies.pages.frame import frame
from gouvernail.studies.whole import Whole


def create(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Add a criterion."""
    whole = find_whole(request, place, pk, EDIT)
    return _form(request, place, whole, Criterion(study=whole.study), _("Nouveau critère"))


def edit(request: HttpRequest, place: Organisation, pk: int, criterion_pk: int) -> HttpResponse:
    """Change a criterion."""
    whole = find_whole(request, place, pk, EDIT)
    criterion = find_criterion(whole, criterion_pk)
    criterion.study = whole.study
    return _form(request, place, whole, criterion, criterion.name)


def _form(request: HttpRequest, place: Organisation, whole: Whole, criterion: Criterion, heading: str) -> HttpResponse:
    form = CriterionForm(request.POST or None, instance=criterion)
    if request.method == "POST" and form.is_valid():
        try:
            saved = operations.save_criterion(form.save(commit=False), actor=request.actor)
        except RefusedError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect(_compare(place, whole, saved.pk))
    context = frame(request, place, whole.study, "study_compare") | {
        "heading": heading,
        "subtitle": whole.study.title,
        "form": form,
        "criterion": criterion if criterion.pk else None,
        "cancel_href": _compare(place, whole, criterion.pk),
        "crumbs": [{"label": whole.study.title, "href": _compare(place, whole, criterion.pk)}],
    }
    return render(request, "studies/criterion.html", context, status=422 if request.method == "POST" else 200)


def delete(request: HttpRequest, place: Organisation, pk: int, criterion_pk: int) -> HttpResponse:
    """Ask, then delete a criterion and its ratings."""
    whole = find_whole(request, place, pk, EDIT)
    criterion = find_criterion(whole, criterion_pk)
    if request.method == "POST":
        return _do(request, place, whole, lambda: operations.delete_criterion(criterion, actor=request.actor))
    context = {
        "heading": _("Supprimer « %(name)s » ?") % {"name": criterion},
        "sentence": _("Le critère, ses mots et ses notes disparaissent ; le journal garde les notes."),
        "cancel_href": _compare(place, whole, criterion.pk),
    }
    return render(request, "ui/confirm.html", context)


@require_POST
def move(request: HttpRequest, place: Organisation, pk: int, criterion_pk: int) -> HttpResponse:
    """Move a criterion up or down."""
    whole = find_whole(request, place, pk, EDIT)
    criterion = find_criterion(whole, criterion_pk)
    step = -1 if request.POST.get("sens") == "haut" else 1
    return _do(
        request, place, whole, lambda: operations.move_criterion(criterion, step, actor=request.actor), criterion
    )


def scales(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Give each word its level."""
    whole = find_whole(request, place, pk, EDIT)
    form = WordsForm(request.POST or None, whole=whole)
    if request.method == "POST" and form.is_valid():
        try:
            count = operations.settle_scales(whole.study, form.senses(), form.levels(), actor=request.actor)
        except RefusedError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _counted(count))
            return redirect("study_compare", place.slug, pk)
    context = frame(request, place, whole.study, "study_compare") | {
        "heading": _("Échelles de « %(title)s »") % {"title": whole.study},
        "subtitle": _("Chaque mot reçoit son niveau d’une personne : rien n’est noté d’office."),
        "form": form,
        "cancel_href": _compare(place, whole, None),
    }
    return render(request, "studies/scales.html", context, status=422 if request.method == "POST" else 200)


def _counted(count: int) -> str:
    return ngettext("%(count)s mot situé sur son échelle.", "%(count)s mots situés sur leur échelle.", count) % {
        "count": count
    }


def _do(
    request: HttpRequest, place: Organisation, whole: Whole, act, criterion: Criterion | None = None
) -> HttpResponse:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(_compare(place, whole, criterion.pk if criterion else None))


def _compare(place: Organisation, whole: Whole, criterion_pk: int | None) -> str:
    anchor = f"#critere-{criterion_pk}" if criterion_pk else ""
    return reverse("study_compare", args=[place.slug, whole.study.pk]) + anchor
