"""The page on which the roles of a process are shared out."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.policies.forms import RaciForm
from gouvernail.policies.raci import raci_of, share_out
from gouvernail.registers.registry import register_of


def raci(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the grid, and keep what was chosen in it; what does not hold is said, and kept all the same."""
    register = register_of("process")
    process = register.objects(place, request.actor).filter(pk=pk).first()
    if process is None:
        raise Http404
    if not register.may(request.actor, EDIT, process):
        raise PermissionDenied
    href = register.href(place, process)
    matrix = raci_of(process)
    form = RaciForm(request.POST or None, process=process, raci=matrix)
    if request.method == "POST" and form.is_valid():
        share_out(process, form.values(), actor=request.actor)
        if flaws := raci_of(process).flaws:
            messages.warning(request, _("Enregistré, mais à reprendre : %(flaws)s.") % {"flaws": " ; ".join(flaws)})
        else:
            messages.success(request, _("Les rôles sont répartis : chaque activité a un seul A et au moins un R."))
        return redirect(href)
    context = {
        "heading": _("Répartir les rôles : %(process)s") % {"process": process},
        "subtitle": _("R réalise, A approuve et en répond, C est consulté, I est informé"),
        "form": form,
        "process": process,
        "edit_href": reverse("process_edit", args=[place.slug, pk]),
        "cancel_href": href,
        "crumbs": [
            {"label": _("Processus"), "href": reverse("process_list", args=[place.slug])},
            {"label": str(process), "href": href},
        ],
    }
    return render(request, "policies/raci_form.html", context, status=422 if request.method == "POST" else 200)
