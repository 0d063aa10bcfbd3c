"""The page of the roadmap: its drawing with the money and the days it uses, and moving a project without a mouse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gouvernail.kernel.periods import Quarter
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT, VIEW
from gouvernail.plans import pages
from gouvernail.plans.forms import AxisForm, PlaceForm
from gouvernail.plans.means import excesses, lanes_of, means_of
from gouvernail.plans.off_plan import off_plan
from gouvernail.plans.roadmap import LONGEST, Roadmap, Span, axes_of, planned_spans, projects_of, roadmap, steps_of
from gouvernail.plans.what_if.ground import ground_of, run_in_force
from gouvernail.projects.models import Project
from gouvernail.projects.moving import CLOSED, lengthen, move, place_at
from gouvernail.projects.rules import broken_rules
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of
from gouvernail.ui.templatetags.ui_tags import date_fr

AS_PLANNED = "dater"
GESTURES = {"plus-tot": (move, -1), "plus-tard": (move, 1), "allonger": (lengthen, 1), "raccourcir": (lengthen, -1)}
BUTTONS = (
    ("plus-tot", "arrow-left", gettext_lazy("Plus tôt")),
    ("plus-tard", "arrow-right", gettext_lazy("Plus tard")),
    ("raccourcir", "", gettext_lazy("Raccourcir")),
    ("allonger", "", gettext_lazy("Allonger")),
)
"""The gestures as their buttons show them: a word, an icon."""


def roadmap_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show projects by axis over quarters with what they use, and the same as a table."""
    everything = projects_of(place, request.actor)
    form = AxisForm(request.GET, axes_of(everything))
    may_create = request.actor.can(EDIT, "projects", place)
    context = {
        "heading": _("Feuille de route"),
        "subtitle": _("Situation au %(day)s") % {"day": date_fr(place.today())},
        "filters": form if everything else None,
        "reset_href": request.path if form.chosen else "",
        "projects_href": reverse("project_list", args=[place.slug]),
        "create_href": reverse("project_create", args=[place.slug]) if may_create else "",
        **_part(request, place, everything, form),
    }
    return render(request, "plans/roadmap.html", context)


def _part(request: HttpRequest, place: Organisation, everything: list[Project], form: AxisForm) -> dict[str, Any]:
    """What changes when a project moves: the drawing, what exceeds or breaks a rule, the tables."""
    actor, on = request.actor, place.today()
    shown = [one for one in everything if form.chosen in (None, one.axis_id)]
    run = run_in_force(place, actor)
    steps = steps_of(register_of("milestone").objects(place, actor))
    found = roadmap(place, actor, shown, on, planned=planned_spans(run), steps=steps)
    sees_money = actor.can(VIEW, "budget", place)
    supposed: list[str] = []
    if sees_money:
        found, supposed = _with_means(request, place, everything, found)
    movable = [one for one in found.projects if one.life_cycle not in CLOSED]
    movable = [one for one in movable if register_of("project").may(actor, EDIT, one)]
    planned = planned_spans(run)
    return {
        "roadmap": found,
        "table": pages.project_table(place, found.projects),
        "over": excesses(found.chart.lanes),
        "supposed": supposed,
        "broken": broken_rules(shown),
        "movable": [_movable(place, one, planned) for one in movable],
        "moving": "deplacer" in request.GET or request.method == "POST",
        "place_form": PlaceForm(projects=movable, first=found.chart.start.year, last=found.chart.end.year)
        if movable
        else None,
        "axis": form.chosen or "",
        "gestures": BUTTONS,
        **off_plan(place, run, everything),
    }


def _movable(place: Organisation, one: Project, planned: dict[int, Span]) -> dict[str, Any]:
    """A project one may move, and where the plan in force puts it when it has no date of its own."""
    dated = bool(one.starts or one.ends)
    span = None if dated else planned.get(one.pk)
    return {
        "project": one,
        "href": register_of("project").href(place, one),
        "dated": dated,
        "planned": [Quarter.of(day).short() for day in span] if span else [],
    }


def _with_means(
    request: HttpRequest, place: Organisation, everything: list[Project], found: Roadmap
) -> tuple[Roadmap, list[str]]:
    """Add money and days under the drawing: those of all projects, since the envelopes are for all."""
    ground = ground_of(place, request.actor, place.today())
    whole = roadmap(place, request.actor, everything, place.today(), planned=planned_spans(ground.in_force))
    means, first = means_of(ground, whole.spans), found.chart.start.year
    limited = [year for limits in ground.budgets.values() for year in limits if year < first + LONGEST]
    last = max(found.chart.end.year, *limited) if limited else found.chart.end.year
    lanes = lanes_of(ground, means, first, last)
    chart = replace(found.chart, lanes=lanes, end=date(last, 12, 31)) if lanes else found.chart
    return replace(found, chart=chart), means.supposed if lanes else []


@require_POST
def roadmap_move(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Move a project by a quarter, or date it as the plan in force does; answer the part that changed, or the page."""
    gesture, project = request.POST.get("geste", ""), _find(request, place, pk)
    if gesture == AS_PLANNED:
        span = planned_spans(run_in_force(place, request.actor)).get(pk)
        if span is None:
            raise Http404
        first, last = map(Quarter.of, span)
        return _answer(request, place, lambda: place_at(project, first, last, actor=request.actor))
    if gesture not in GESTURES:
        raise Http404
    act, quarters = GESTURES[gesture]
    return _answer(request, place, lambda: act(project, quarters, actor=request.actor))


@require_POST
def roadmap_place(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Put a project on the quarters that a form says."""
    projects = projects_of(place, request.actor)
    form = PlaceForm(request.POST, projects=projects, first=place.today().year - 10, last=place.today().year + 20)
    if not form.is_valid():
        return _answer(request, place, lambda: form.refuse())
    project, first, last = (form.cleaned_data[name] for name in ("project", "first", "last"))
    return _answer(request, place, lambda: place_at(_find(request, place, project), first, last, actor=request.actor))


def _find(request: HttpRequest, place: Organisation, pk: int) -> Project:
    project = register_of("project").objects(place, request.actor).filter(pk=pk).first()
    if project is None:
        raise Http404
    if not register_of("project").may(request.actor, EDIT, project):
        raise PermissionDenied
    return project


def _answer(request: HttpRequest, place: Organisation, act: Any) -> HttpResponse:
    """Do it, say what became of it, and draw again: the part for htmx, the page else."""
    refused, said = False, ""
    try:
        project = act()
        said = moved_words(project)
    except RefusedError as refusal:
        refused, said = True, " ".join(refusal.messages)
    if not request.htmx:
        (messages.error if refused else messages.success)(request, said)
        query = f"?axe={request.GET['axe']}" if request.GET.get("axe", "").isdecimal() else ""
        return redirect(reverse("roadmap", args=[place.slug]) + query + ("&" if query else "?") + "deplacer#deplacer")
    everything = projects_of(place, request.actor)
    form = AxisForm(request.GET, axes_of(everything))
    context = _part(request, place, everything, form) | {"said": said, "refused": refused}
    return render(request, "plans/roadmap_part.html", context)


def moved_words(project: Project) -> str:
    """Say in French where a project stands now."""
    start, end = project.starts or project.ends, project.ends or project.starts
    words = {"title": project.title, "start": start.short(), "end": end.short()}
    if words["start"] == words["end"]:
        return _("« %(title)s » se fait maintenant en %(start)s.") % words
    return _("« %(title)s » va maintenant de %(start)s à %(end)s.") % words
