"""The pages of what-ifs: the hypotheses, the plan they lead to beside the one in force, stopping, adopting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.plans.models import OPEN_RUNS, PlanRun, RunState
from gouvernail.plans.tables_planning import run_badge
from gouvernail.plans.what_if.alerts import run_line
from gouvernail.plans.what_if.finding import find_run
from gouvernail.plans.what_if.forms import HypothesisForm, usual_settings
from gouvernail.plans.what_if.ground import Ground, ground_of, run_in_force
from gouvernail.plans.what_if.operations import adopt, ask, ask_loosened, keep, may_adopt, may_keep, may_try, stop
from gouvernail.plans.what_if.page import result_page
from gouvernail.plans.what_if.questions import questions
from gouvernail.plans.what_if.running import progress_sentence
from gouvernail.plans.what_if.settings import settings_from
from gouvernail.plans.what_if.sliders import QuickForm, words_of
from gouvernail.registers.models import TaxBasis
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.panels import actions_of
from gouvernail.registers.registry import register_of
from gouvernail.ui.templatetags.ui_tags import date_fr

LATEST = 12


def what_if_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show the hypotheses to fill in, and the plans computed so far."""
    ground = ground_of(place, request.actor, place.today())
    form = _form(request, place, ground)
    if request.method == "POST":
        if not may_try(request.actor, place):
            raise PermissionDenied
        if form.is_valid():
            run = ask(ground, form.settings(), title=form.cleaned_data["title"], actor=request.actor)
            return redirect("plan_run", place.slug, run.pk)
    runs = register_of("plan_run").objects(place, request.actor)[:LATEST]
    context = {
        "heading": _("Et si… ? Hypothèses de plan"),
        "subtitle": _(
            "Un budget, une équipe, des dates : le plan qu’ils permettent, et la règle qui retient chaque projet"
        ),
        "form": form if may_try(request.actor, place) and ground.projects else None,
        "has_projects": bool(ground.projects),
        "basis": TaxBasis(ground.basis).label,
        "questions": questions(ground, usual_settings(ground, {})) if may_try(request.actor, place) else [],
        "rules": written_rules(place, request.actor),
        "runs": [(run_line(place, one), run_badge(one)) for one in runs],
        "crumbs": [{"label": _("Plan pluriannuel (PPI)"), "href": reverse("ppi", args=[place.slug])}],
    }
    return render(request, "plans/what_if.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, place: Organisation, ground: Ground) -> HypothesisForm:
    settings = usual_settings(ground, request.GET.dict())
    if "depuis" in request.GET:
        settings = settings_from(find_run(request, place, request.GET["depuis"]).settings)
    title = words_of(settings) or _("Hypothèse du %(day)s") % {"day": date_fr(place.today())}
    return HypothesisForm(request.POST or None, ground=ground, settings=settings, title=title)


def written_rules(place: Organisation, actor: Actor) -> list[dict[str, str]]:
    """Return the lists of the rules that every plan follows, and how many each holds."""
    found = []
    for kind in ("project_bond", "frozen_period", "project_variant", "capacity", "envelope"):
        register = register_of(kind)
        if not actor.can(VIEW, register.family, place):
            continue
        words = {"label": register.model._meta.verbose_name_plural, "count": register.objects(place, actor).count()}
        found.append({"label": _("%(label)s (%(count)s)") % words, "href": reverse(f"{kind}_list", args=[place.slug])})
    return found


@require_POST
def what_if_ask(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Answer one of the questions that are ready: compute its plan, and lead to it."""
    if not may_try(request.actor, place):
        raise PermissionDenied
    ground = ground_of(place, request.actor, place.today())
    asked = [one for one in questions(ground, usual_settings(ground, {})) if one.key == request.POST.get("question")]
    if not asked:
        raise Http404
    run = ask(
        ground, asked[0].settings, title=_("Et si… %(question)s ?") % {"question": asked[0].label}, actor=request.actor
    )
    return redirect("plan_run", place.slug, run.pk)


def run_again(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Compute another plan from the hypotheses of a run, some of them changed; it is shown beside the same plan."""
    run = find_run(request, place, pk)
    if request.method != "POST":
        return redirect("plan_run", place.slug, pk)
    if not may_try(request.actor, place):
        raise PermissionDenied
    ground = ground_of(place, request.actor, place.today())
    form = QuickForm(request.POST, ground=ground, settings=settings_from(run.settings))
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form[name].label} : {' '.join(errors)}")
        return redirect("plan_run", place.slug, pk)
    settings = form.settings()
    title = words_of(settings) or _("Hypothèse du %(day)s") % {"day": date_fr(place.today())}
    return redirect("plan_run", place.slug, ask(ground, settings, title=title, actor=request.actor).pk)


def run_page(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show how far a computation is, or the plan it found beside another one; only the part that moves for htmx."""
    run = find_run(request, place, pk)
    state = RunState(run.state_at(timezone.now()))
    if request.htmx and state not in OPEN_RUNS:
        return HttpResponseClientRefresh()  # what one may do with the plan stands outside the part that moves
    context: dict[str, Any] = {
        "heading": run.title,
        "subtitle": _("Hypothèse de plan (montants : %(basis)s)") % {"basis": run.get_tax_basis_display()},
        "run": run,
        "badge": run_badge(run),
        "moving": state in OPEN_RUNS,
        "interrupted": state == RunState.INTERRUPTED,
        "progress": progress_sentence(run),
        "percent": _percent(run),
        "may_stop": state in OPEN_RUNS and may_try(request.actor, run.organisation),
        "again_href": _again(request, place, run),
        "documents": actions_of("plan_run", request, place, run),
        "quick": _quick_form(request, place, run) if state not in OPEN_RUNS else None,
        "crumbs": [
            {"label": _("Plan pluriannuel (PPI)"), "href": reverse("ppi", args=[place.slug])},
            {"label": _("Hypothèses"), "href": reverse("what_if", args=[place.slug])},
        ],
    }
    if run.result:
        other = request.GET.get("avec", "")
        reference = find_run(request, place, other) if other else run_in_force(place, request.actor)
        reference = None if reference is not None and reference.pk == run.pk else reference
        context |= result_page(run, reference, place, request.actor)
        done = state in (RunState.DONE, RunState.CANCELLED)
        context["may_loosen"] = bool(run.result.get("loosened")) and may_try(request.actor, run.organisation)
        context["may_keep"] = done and context["plan"] and not run.version_id and may_keep(request.actor, place)
        context["may_adopt"] = done and context["plan"] and not run.adopted_at and may_adopt(request.actor, place)
    return render(request, "plans/run_part.html" if request.htmx else "plans/run.html", context)


def _quick_form(request: HttpRequest, place: Organisation, run: PlanRun) -> QuickForm | None:
    if request.htmx or not may_try(request.actor, place):
        return None
    ground = ground_of(place, request.actor, place.today())
    return QuickForm(ground=ground, settings=settings_from(run.settings))


def _again(request: HttpRequest, place: Organisation, run: PlanRun) -> str:
    if not may_try(request.actor, place):
        return ""
    return f"{reverse('what_if', args=[place.slug])}?depuis={run.pk}"


def _percent(run: PlanRun) -> int | None:
    """How far the time given is spent, as far as the signs of life tell."""
    if run.beat_at is None:
        return None
    return min(99, round(100 * (run.beat_at - run.created_at).total_seconds() / max(1, run.seconds + 6)))


@require_POST
def run_loosened(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Compute what an impossible plan becomes with the least change, and lead to it."""
    try:
        made = ask_loosened(find_run(request, place, pk), actor=request.actor)
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("plan_run", place.slug, pk)
    return redirect("plan_run", place.slug, made.pk)


@require_POST
def run_stop(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Stop a computation; it keeps the best plan it has."""
    stop(find_run(request, place, pk), actor=request.actor)
    messages.success(request, _("Le calcul s’arrête : le meilleur plan trouvé est gardé."))
    return redirect("plan_run", place.slug, pk)


@require_POST
def run_keep(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Keep a plan as a version, to compare it; nothing is adopted."""
    try:
        version = keep(find_run(request, place, pk), actor=request.actor)
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("plan_run", place.slug, pk)
    messages.success(request, _("Le plan est gardé comme version ; rien n’est adopté."))
    return redirect("plan_version", place.slug, version.pk)


def run_adopt(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Ask before adopting a plan, then adopt it."""
    run = find_run(request, place, pk)
    if not may_adopt(request.actor, run.organisation):
        raise PermissionDenied
    if run.adopted_at or not run.result:
        raise Http404
    if request.method == "POST":
        try:
            adopt(run, actor=request.actor)
        except RefusedError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("Le plan est adopté ; la décision à soumettre au comité est prête."))
        return redirect("plan_run", place.slug, pk)
    context = {
        "heading": _("Adopter ce plan"),
        "subtitle": run.title,
        "sentence": _("« %(title)s » devient le plan de référence. Votre nom et la date sont inscrits au journal.")
        % {"title": run.title},
        "consequences": [
            _("Une version révisée du PPI est arrêtée avec ses montants."),
            _("Une décision est proposée au prochain comité."),
            _("Les fiches des projets et les lignes budgétaires ne changent pas."),
        ],
        "confirm_label": _("Adopter"),
        "confirm_icon": "gavel",
        "cancel_href": reverse("plan_run", args=[place.slug, pk]),
    }
    return render(request, "ui/confirm.html", context)
