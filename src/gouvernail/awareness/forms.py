"""The table in which the results of a campaign are typed, a row a department."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gouvernail.awareness.models import Campaign
from gouvernail.awareness.operations import ResultRecord
from gouvernail.organisations.models import Department

MOST_PEOPLE = 1_000_000
COLUMNS = ("recipients", "clicked", "submitted", "reported")
LABELS = {
    "recipients": _("destinataires"),
    "clicked": _("ont cliqué"),
    "submitted": _("ont saisi un mot de passe"),
    "reported": _("ont signalé"),
}


class ResultsForm(forms.Form):
    """Four counts a department; a department left empty was not part of the campaign."""

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        self.departments = list(
            Department.objects.filter(organisation__path__startswith=campaign.organisation.path).order_by("name")
        )
        known = {one.department_id: one for one in campaign.results.all()}
        super().__init__(*args, **kwargs)
        for department in self.departments:
            for column in COLUMNS:
                self.fields[f"{column}_{department.pk}"] = forms.IntegerField(
                    label=f"{department} : {LABELS[column]}",
                    min_value=0,
                    max_value=MOST_PEOPLE,
                    required=False,
                    initial=getattr(known.get(department.pk), column, None),
                    widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                )

    def rows(self) -> list[tuple[Department, list[Any]]]:
        """Return the bound fields, row by row, for the template."""
        return [(one, [self[f"{column}_{one.pk}"] for column in COLUMNS]) for one in self.departments]

    def clean(self) -> dict[str, Any]:
        """Refuse more clicks than people, and counts without the number of people."""
        cleaned = super().clean()
        for department in self.departments:
            reached = cleaned.get(f"recipients_{department.pk}")
            for column in COLUMNS[1:]:
                count = cleaned.get(f"{column}_{department.pk}")
                if count is not None and reached is None:
                    self.add_error(f"{column}_{department.pk}", _("Indiquez d’abord le nombre de destinataires."))
                elif count is not None and count > reached:
                    self.add_error(f"{column}_{department.pk}", _("Plus que de destinataires."))
            if reached is not None and cleaned.get(f"clicked_{department.pk}") is None and not self.errors:
                self.add_error(f"clicked_{department.pk}", _("Indiquez le nombre de clics (0 si personne n’a cliqué)."))
        if not self.errors and all(cleaned.get(f"recipients_{one.pk}") is None for one in self.departments):
            raise ValidationError(_("Aucun service n’est renseigné."))
        return cleaned

    def records(self) -> list[ResultRecord]:
        """Return what was typed, one record a department reached."""
        return [
            ResultRecord(one, *(self.cleaned_data[f"{column}_{one.pk}"] for column in COLUMNS))
            for one in self.departments
            if self.cleaned_data[f"recipients_{one.pk}"] is not None
        ]
