"""What each scenario costs, and typing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.forms import form_field
from gouvernail.registers.operations import RefusedError
from gouvernail.studies.finding import find_scenario, find_whole
from gouvernail.studies.models import CostLine, CostSection, Scenario
from gouvernail.studies.operations.costs import write_costs
from gouvernail.studies.pages.costs import costs_of
from gouvernail.studies.pages.frame import frame


def page(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the costs of every scenario."""
    whole = find_whole(request, place, pk)
    context = frame(request, place, whole.study, "study_costs")
    context["view"] = costs_of(whole, place, place.today(), editable=context["editable"])
    return render(request, "studies/costs.html", context)


class CostLineForm(forms.ModelForm):
    """One line of costs; a line left without a year is not a line."""

    class Meta:
        model = CostLine
        fields = ("year", "section", "label", "amount", "tax_basis", "fctva")
        formfield_callback = form_field

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fctva"].widget.choices = [
            ("unknown", _("Non renseigné")),
            ("true", _("Oui")),
            ("false", _("Non")),
        ]
        self.fields["section"].choices = [("", _("Choisir…")), *CostSection.choices]
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label
            field.help_text = ""


LINE_LABELS = (
    gettext_lazy("Année"),
    gettext_lazy("Section"),
    gettext_lazy("Libellé"),
    gettext_lazy("Montant"),
    gettext_lazy("Base"),
    gettext_lazy("FCTVA"),
)
CostFormSet = forms.inlineformset_factory(Scenario, CostLine, form=CostLineForm, extra=4, can_delete=True)


def edit(request: HttpRequest, place: Organisation, pk: int, scenario_pk: int) -> HttpResponse:
    """Type the costs of one scenario."""
    whole = find_whole(request, place, pk, EDIT)
    scenario = find_scenario(whole, scenario_pk)
    scenario.study = whole.study
    lines = CostFormSet(request.POST or None, instance=scenario)
    if request.method == "POST" and lines.is_valid():
        kept = [one.instance for one in lines.forms if one.instance.year and not one.cleaned_data.get("DELETE")]
        try:
            write_costs(scenario, kept, actor=request.actor)
        except RefusedError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("Les coûts de « %(name)s » sont enregistrés.") % {"name": scenario.label})
        return redirect("study_costs", place.slug, pk)
    context = frame(request, place, whole.study, "study_costs") | {
        "heading": _("Coûts de « %(name)s »") % {"name": scenario.label},
        "subtitle": whole.study.title,
        "lines": lines,
        "labels": LINE_LABELS,
        "cancel_href": reverse("study_costs", args=[place.slug, pk]),
    }
    return render(request, "studies/cost_lines.html", context, status=422 if request.method == "POST" else 200)
