"""The pages of a version: its words, its files, each step of its circuit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE, EDIT, VIEW
from gouvernail.papers.sending import AlteredFileError, send
from gouvernail.policies import circuit
from gouvernail.policies.forms import FileForm, OpinionForm, ReasonForm, ValidationForm, VersionForm
from gouvernail.policies.models import Policy, PolicyVersion, VersionState
from gouvernail.policies.panels import visible_versions
from gouvernail.policies.tables import version_badge
from gouvernail.registers.registry import register_of

STEPS = (
    (VersionState.DRAFT, gettext_lazy("Écrire")),
    (VersionState.OPINION, gettext_lazy("Recueillir les avis")),
    (VersionState.VALIDATED, gettext_lazy("Faire valider")),
    (VersionState.PUBLISHED, gettext_lazy("Publier")),
)


def find_policy(request: HttpRequest, place: Organisation, pk: int, verb: str = VIEW) -> Policy:
    """Return a document of the place; 404 when the person may not see it, 403 when they may not do ``verb``."""
    register = register_of("policy")
    policy = register.objects(place, request.actor).filter(pk=pk).first()
    if policy is None:
        raise Http404
    if not register.may(request.actor, verb, policy):
        raise PermissionDenied
    return policy


def find_version(
    request: HttpRequest, place: Organisation, pk: int, version_pk: int, verb: str = VIEW
) -> PolicyVersion:
    """Return a version that the person may read."""
    policy = find_policy(request, place, pk, verb)
    writes = register_of("policy").may(request.actor, EDIT, policy)
    version = next((one for one in visible_versions(policy, writes=writes) if one.pk == version_pk), None)
    if version is None:
        raise Http404
    return version


def write(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Open a new version, from the words of the one in force."""
    policy = find_policy(request, place, pk, EDIT)
    current = policy.versions.filter(state=VersionState.PUBLISHED).first()
    initial = {"number": circuit.next_number(policy), "text": current.text if current else ""}
    form = VersionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = _refusing(form, lambda: circuit.write_version(policy, **form.cleaned_data, actor=request.actor))
        if version:
            messages.success(request, _("La version %(number)s est ouverte.") % {"number": version.number})
            return redirect("policy_version", place.slug, pk, version.pk)
    return _edit(request, place, policy, form, _("Écrire une version : %(title)s"))


def change(request: HttpRequest, place: Organisation, pk: int, version_pk: int) -> HttpResponse:
    """Change the words of a draft."""
    version = find_version(request, place, pk, version_pk, EDIT)
    form = VersionForm(request.POST or None, instance=version)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if _refusing(form, lambda: circuit.change_version(version, **values, actor=request.actor)):
            messages.success(request, _("La version est enregistrée."))
            return redirect("policy_version", place.slug, pk, version_pk)
    return _edit(request, place, version.policy, form, _("Modifier la version : %(title)s"))


def version(request: HttpRequest, place: Organisation, pk: int, version_pk: int) -> HttpResponse:
    """Show a version: its words, its files, where it stands, what may be done next."""
    return _page(request, place, find_version(request, place, pk, version_pk))


@require_POST
def attach(request: HttpRequest, place: Organisation, pk: int, version_pk: int) -> HttpResponse:
    """Attach a file."""
    found = find_version(request, place, pk, version_pk, EDIT)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid() and _refusing(
        form, lambda: circuit.attach(found, form.cleaned_data["file"], actor=request.actor), "file"
    ):
        messages.success(request, _("Le fichier est joint."))
        return redirect("policy_version", place.slug, pk, version_pk)
    return _page(request, place, found, file_form=form, status=422)


@require_POST
def detach(request: HttpRequest, place: Organisation, pk: int, version_pk: int, paper_pk: int) -> HttpResponse:
    """Take a file away."""
    found = find_version(request, place, pk, version_pk, EDIT)
    paper = found.papers.select_related("version").filter(pk=paper_pk).first()
    if paper is None:
        raise Http404
    return _act(request, place, found, lambda: circuit.detach(paper, actor=request.actor), _("Le fichier est retiré."))


def paper(request: HttpRequest, place: Organisation, pk: int, version_pk: int, paper_pk: int) -> HttpResponse:
    """Send a file of a version."""
    found = find_version(request, place, pk, version_pk)
    wanted = found.papers.filter(pk=paper_pk).first()
    if wanted is None:
        raise Http404
    try:
        return send(wanted)
    except AlteredFileError as error:
        messages.error(request, str(error))
        return redirect("policy_version", place.slug, pk, version_pk)


@require_POST
def step(request: HttpRequest, place: Organisation, pk: int, version_pk: int) -> HttpResponse:
    """Submit a draft for opinion, or publish a validated version: the button pressed says which."""
    wanted = request.POST.get("etape", "")
    found = find_version(request, place, pk, version_pk, DECIDE if wanted == "publier" else EDIT)
    if wanted == "publier":
        done = _("La version est publiée : elle remplace celle qui était en vigueur.")
        return _act(request, place, found, lambda: circuit.publish(found, actor=request.actor, on=place.today()), done)
    done = _("La version est soumise pour avis.")
    return _act(request, place, found, lambda: circuit.submit_for_opinion(found, actor=request.actor), done)


def take_back(request: HttpRequest, place: Organisation, pk: int, version_pk: int) -> HttpResponse:
    """Ask why, then give the version back to those who write it."""
    found = find_version(request, place, pk, version_pk, EDIT)
    form = ReasonForm(request.POST or None)
    return _asked(
        request,
        place,
        found,
        form,
        _("Reprendre le projet : %(title)s"),
        lambda: circuit.back_to_draft(found, **form.cleaned_data, actor=request.actor),
        _("La version est de nouveau un projet."),
    )


def opinion(request: HttpRequest, place: Organisation, pk: int, version_pk: int) -> HttpResponse:
    """Note an opinion."""
    found = find_version(request, place, pk, version_pk, EDIT)
    form = OpinionForm(request.POST or None, initial={"given_on": place.today()})
    return _asked(
        request,
        place,
        found,
        form,
        _("Noter un avis : %(title)s"),
        lambda: circuit.give_opinion(found, **form.cleaned_data, actor=request.actor, on=place.today()),
        _("L’avis est noté."),
    )


def validate(request: HttpRequest, place: Organisation, pk: int, version_pk: int) -> HttpResponse:
    """Note that a body validated the version, when its decision is not taken in a meeting held here."""
    found = find_version(request, place, pk, version_pk, DECIDE)
    form = ValidationForm(request.POST or None, initial={"validated_on": place.today()})
    return _asked(
        request,
        place,
        found,
        form,
        _("Noter la validation : %(title)s"),
        lambda: circuit.validate(found, **form.cleaned_data, actor=request.actor, on=place.today()),
        _("La version est validée : elle peut être publiée."),
    )


def _asked(request, place: Organisation, found: PolicyVersion, form, heading: str, act, done: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and _refusing(form, act):
        messages.success(request, done)
        return redirect("policy_version", place.slug, found.policy_id, found.pk)
    return _edit(request, place, found.policy, form, heading, cancel=_href(place, found))


def _refusing(form: Any, act: Callable[[], Any], field: str | None = None) -> Any:
    """Do an act; put what it refuses on the form and return nothing."""
    try:
        return act()
    except ValidationError as refusal:
        form.add_error(field, " ".join(refusal.messages))
        return None


def _act(request, place: Organisation, found: PolicyVersion, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect("policy_version", place.slug, found.policy_id, found.pk)


def _href(place: Organisation, found: PolicyVersion) -> str:
    return reverse("policy_version", args=[place.slug, found.policy_id, found.pk])


def _crumbs(place: Organisation, policy: Policy) -> list[dict[str, str]]:
    return [
        {"label": _("Documents-cadres"), "href": reverse("policy_list", args=[place.slug])},
        {"label": str(policy), "href": register_of("policy").href(place, policy)},
    ]


def _edit(request, place: Organisation, policy: Policy, form, heading: str, cancel: str = "") -> HttpResponse:
    context = {
        "heading": heading % {"title": policy},
        "form": form,
        "cancel_href": cancel or register_of("policy").href(place, policy),
        "crumbs": _crumbs(place, policy),
    }
    return render(request, "ui/edit.html", context, status=422 if request.method == "POST" else 200)


def _page(
    request: HttpRequest, place: Organisation, found: PolicyVersion, *, file_form: Any = None, status: int = 200
) -> HttpResponse:
    register, order = register_of("policy"), [state for state, _label in STEPS]
    writes = register.may(request.actor, EDIT, found.policy)
    decides = register.may(request.actor, DECIDE, found.policy)
    at = order.index(found.state) + (found.state == VersionState.PUBLISHED) if found.state in order else len(order)
    context = {
        "heading": _("%(title)s, version %(number)s") % {"title": found.policy, "number": found.number},
        "version": found,
        "badge": version_badge(found),
        "steps": [
            {"label": label, "state": "done" if rank < at else "current" if rank == at else "todo", "href": ""}
            for rank, (_state, label) in enumerate(STEPS)
        ],
        "papers": list(found.papers.defer("content")),
        "opinions": list(found.opinions.all()),
        "file_form": file_form or FileForm(),
        "may_write": writes and found.state == VersionState.DRAFT,
        "may_opine": writes and found.state == VersionState.OPINION,
        "may_validate": decides and found.state == VersionState.OPINION,
        "may_publish": decides and found.state == VersionState.VALIDATED,
        "may_ask": writes and found.state == VersionState.PUBLISHED,
        "crumbs": _crumbs(place, found.policy),
    }
    return render(request, "policies/version.html", context, status=status)
