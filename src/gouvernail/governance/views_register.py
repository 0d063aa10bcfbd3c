"""The register of a committee, the follow-up of decisions, and how one decision revises another."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from gouvernail.governance import book, following, revising
from gouvernail.governance.finding import find_committee, find_decision
from gouvernail.governance.forms import AmendForm, NewsForm, ReasonForm
from gouvernail.governance.models import Decision
from gouvernail.governance.tables import outcome_badge
from gouvernail.governance.visibility import decisions_seen
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE, EDIT, VIEW
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of


def register(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the register of a committee for a year, the latest unless one is asked for."""
    committee = find_committee(request, place, pk, VIEW)
    years = book.years_of(committee)
    asked = request.GET.get("annee", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else next(iter(years), None)
    href = reverse("committee_register", args=[place.slug, pk])
    context = {
        "heading": _("Registre des décisions : %(committee)s") % {"committee": committee},
        "subtitle": _("Numérotées sans trou ; une décision prise n’est jamais réécrite"),
        "committee": committee,
        "year": year,
        "lines": [
            (one, outcome_badge(one.decision) if one.decision else None)
            for one in (book.book_of(committee, year, decisions_seen(request.actor)) if year else [])
        ],
        "tabs": [
            {"label": str(one), "href": f"{href}?annee={one}", "count": None, "current": one == year} for one in years
        ],
        "unnumbered": len(book.unnumbered(committee))
        if request.actor.can(DECIDE, "governance", committee.organisation)
        else 0,
        "crumbs": [
            {"label": _("Comités"), "href": reverse("committee_list", args=[place.slug])},
            {"label": str(committee), "href": register_of("committee").href(place, committee)},
        ],
    }
    return render(request, "governance/register.html", context)


@require_POST
def enter_past(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Enter the decisions of closed meetings that have no number yet."""
    committee = find_committee(request, place, pk, DECIDE)
    count = book.enter_past_decisions(committee, actor=request.actor)
    words = ngettext("%(count)s décision inscrite au registre.", "%(count)s décisions inscrites au registre.", count)
    messages.success(request, words % {"count": count} if count else _("Le registre est déjà à jour."))
    return redirect("committee_register", place.slug, pk)


def follow_up(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show what was decided and is still to be carried out, grouped by the function that carries it."""
    waiting = following.waiting_decisions(place, request.actor, place.today())
    late = sum(1 for one in waiting if one.is_late)
    context = {
        "heading": _("Suites des décisions"),
        "subtitle": _("Ce qui est décidé et reste à exécuter, par fonction"),
        "groups": following.by_owner(waiting),
        "count": len(waiting),
        "late": late,
        "silent": sum(1 for one in waiting if not one.decision.followed_up.strip()),
        "may_edit": request.actor.can(EDIT, "governance", place),
        "crumbs": [{"label": _("Décisions"), "href": reverse("decision_list", args=[place.slug])}],
    }
    return render(request, "governance/follow_up.html", context)


@require_POST
def note(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Add news to a decision."""
    decision = find_decision(request, place, pk, EDIT)
    form = NewsForm(request.POST)
    if form.is_valid():
        try:
            following.note_follow_up(decision, **form.cleaned_data, actor=request.actor, on=place.today())
        except RefusedError as refusal:
            form.add_error(None, " ".join(refusal.messages))
        else:
            messages.success(request, _("La suite est notée."))
            return redirect(register_of("decision").href(place, decision) + "#suites")
    return _form_page(request, place, decision, form, _("Noter la suite : %(title)s"), 422)


def amend(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Put a new wording of a decision to the next meeting of its committee."""
    decision = find_decision(request, place, pk, EDIT)
    form = AmendForm(request.POST or None, initial={"wording": decision.final_wording})

    def act() -> Decision:
        meeting = revising.meeting_for_revision(decision, actor=request.actor, on=place.today())
        return revising.amend_decision(decision, **form.cleaned_data, actor=request.actor, meeting=meeting)

    return _revise(request, place, decision, form, act, _("Faire modifier : %(title)s"))


def repeal(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Put the repeal of a decision to the next meeting of its committee."""
    decision = find_decision(request, place, pk, EDIT)
    form = ReasonForm(request.POST or None)

    def act() -> Decision:
        meeting = revising.meeting_for_revision(decision, actor=request.actor, on=place.today())
        return revising.repeal_decision(decision, **form.cleaned_data, actor=request.actor, meeting=meeting)

    return _revise(request, place, decision, form, act, _("Faire abroger : %(title)s"))


def _revise(
    request: HttpRequest, place: Organisation, decision: Decision, form, act: Callable[[], Decision], heading: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            fresh = act()
        except RefusedError as refusal:
            form.add_error(None, " ".join(refusal.messages))
        else:
            messages.success(
                request,
                _("La révision est à l’ordre du jour du %(meeting)s : le comité se prononcera.")
                % {"meeting": fresh.meeting},
            )
            return redirect(register_of("decision").href(place, fresh))
    return _form_page(request, place, decision, form, heading, 422 if request.method == "POST" else 200)


def _form_page(request, place: Organisation, decision: Decision, form, heading: str, status: int) -> HttpResponse:
    href = register_of("decision").href(place, decision)
    context = {
        "heading": heading % {"title": decision},
        "subtitle": _("La décision prise reste telle quelle ; la nouvelle y renvoie."),
        "form": form,
        "submit_label": _("Enregistrer"),
        "cancel_href": href,
        "crumbs": [
            {"label": _("Décisions"), "href": reverse("decision_list", args=[place.slug])},
            {"label": str(decision), "href": href},
        ],
    }
    return render(request, "ui/edit.html", context, status=status)
