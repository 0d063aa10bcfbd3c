"""The pages of versions: arrest one, read one, compare two."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.kernel.money import euros
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.plans.controls import check_plan
from gouvernail.plans.material import material_of_version, programmes_of_version
from gouvernail.plans.models import PlanVersion, VersionState
from gouvernail.plans.pages import matrix_part
from gouvernail.plans.ppi import matrices, version_lines
from gouvernail.plans.tables_planning import version_badge
from gouvernail.plans.versions.arresting import arrest
from gouvernail.plans.versions.comparing import VersionsCompared, compare_versions, signed, told
from gouvernail.plans.versions.programme_tables import changes_table, programmes_table
from gouvernail.plans.versions.programmes import compare_programmes
from gouvernail.registers.forms import AmountField
from gouvernail.registers.models import TaxBasis
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.panels import actions_of
from gouvernail.registers.registry import register_of
from gouvernail.ui.templatetags.ui_tags import date_fr


class ArrestForm(forms.Form):
    """What a version is called and what it is for."""

    title = forms.CharField(label=gettext_lazy("Nom de la version"), max_length=160)
    state = forms.ChoiceField(label=gettext_lazy("État"), choices=VersionState.choices)
    usual_investment = AmountField(
        label=gettext_lazy("Investissement d’une année habituelle"),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=gettext_lazy("De quoi dire si le rythme du plan est atypique ; laissez vide si vous l’ignorez."),
    )
    usual_origin = forms.CharField(label=gettext_lazy("Origine de ce montant"), max_length=160, required=False)
    note = forms.CharField(label=gettext_lazy("Remarques"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


def arrest_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Arrest a version of the plan as it stands."""
    form = ArrestForm(request.POST or None, initial={"title": _("PPI au %(day)s") % {"day": date_fr(place.today())}})
    if request.method == "POST" and form.is_valid():
        try:
            version = arrest(place, actor=request.actor, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("La version est arrêtée : rien ne la changera plus."))
            return redirect("plan_version", place.slug, version.pk)
    context = {
        "heading": _("Arrêter une version du plan"),
        "subtitle": _("Les lignes budgétaires sont copiées telles qu’elles sont aujourd’hui"),
        "form": form,
        "submit_label": _("Arrêter la version"),
        "submit_icon": "lock",
        "cancel_href": reverse("ppi", args=[place.slug]),
        "crumbs": [{"label": _("Plan pluriannuel (PPI)"), "href": reverse("ppi", args=[place.slug])}],
    }
    return render(request, "ui/edit.html", context, status=422 if form.errors else 200)


def version_page(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show a version, and what moved since another one when the address names it."""
    version = _find(request, place, pk)
    lines = list(version.kept_lines())
    others = register_of("plan_version").objects(place, request.actor).exclude(pk=version.pk)
    context: dict[str, Any] = {
        "heading": version.title,
        "subtitle": _("%(state)s, arrêtée le %(day)s")
        % {"state": version.get_state_display(), "day": date_fr(version.made_on)},
        "version": version,
        "badge": version_badge(version),
        "parts": [matrix_part(one, kilo=False, on=version.made_on) for one in matrices(version_lines(lines))],
        "programmes": programmes_table(programmes_of_version(lines)),
        "controls": check_plan(material_of_version(version, lines)),
        "others": list(others),
        "sheet_href": reverse("plan_version_sheet", args=[place.slug, version.pk]),
        "edit_href": reverse("plan_version_edit", args=[place.slug, version.pk])
        if request.actor.can(EDIT, "budget", version.organisation)
        else "",
        "documents": actions_of("plan_version", request, place, version),
        "crumbs": [
            {"label": _("Plan pluriannuel (PPI)"), "href": reverse("ppi", args=[place.slug])},
            {"label": _("Versions"), "href": reverse("plan_version_list", args=[place.slug])},
        ],
    }
    if request.GET.get("avec"):
        other = _find(request, place, request.GET["avec"])
        context["other"] = other
        before = list(other.kept_lines())
        context["compared"] = [_words(one) for one in compare_versions(before, lines)]
        context["programmes_compared"] = changes_table(compare_programmes(before, lines))
    return render(request, "plans/version.html", context)


def _find(request: HttpRequest, place: Organisation, pk: object) -> PlanVersion:
    query = register_of("plan_version").objects(place, request.actor)
    version = query.filter(pk=pk).first() if str(pk).isdecimal() else None
    if version is None:
        raise Http404
    return version


def _words(compared: VersionsCompared) -> dict[str, Any]:
    """A comparison in words, for the template."""
    gaps, whole = compared.by_year
    return {
        "label": TaxBasis(compared.basis).label,
        "told": told(compared),
        "years": compared.years,
        "rows": [
            {
                "label": one.label,
                "axis": one.axis,
                "change": dict(zip(("label", "tone", "icon"), one.words, strict=True)),
                "before": euros(one.totals[0]) if one.before else "—",
                "after": euros(one.totals[1]) if one.after else "—",
                "difference": signed(one.difference),
                "by_year": one.by_year,
                "facts": one.facts,
            }
            for one in compared.changed
        ],
        "axes": [
            (axis or _("Sans axe"), [*map(signed, found), signed(total)]) for axis, found, total in compared.by_axis
        ],
        "total": [*map(signed, gaps), signed(whole)],
    }
