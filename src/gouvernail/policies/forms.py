"""Forms of framework documents: a version, an opinion, a validation, a file, a campaign of reading, the RACI grid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.kernel.text import mask_personal_data
from gouvernail.organisations.models import Department
from gouvernail.policies.models import Opinion, Policy, PolicyVersion, Process
from gouvernail.policies.raci import CELLS, Raci
from gouvernail.registers.forms import plausible_day


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """Return a field that takes a day."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, validators=[plausible_day], **kwargs)


def no_person(text: str) -> str:
    """Refuse what looks like a phone number or an e-mail address: a function is expected."""
    text = text.strip()
    if mask_personal_data(text)[1]:
        raise forms.ValidationError(_("Écrivez une fonction ou une instance, sans téléphone ni courriel."))
    return text


class VersionForm(forms.ModelForm):
    """The words of a version."""

    class Meta:
        model = PolicyVersion
        fields = ("number", "changes", "text")
        widgets = {
            "changes": forms.Textarea(attrs={"rows": 2, "data-wide": ""}),
            "text": forms.Textarea(attrs={"rows": 18, "data-wide": ""}),
        }

    def _post_clean(self) -> None:
        """Leave the object alone: the operation writes, and says why it refuses."""


class FileForm(forms.Form):
    """A file to attach."""

    file = forms.FileField(
        label=_("Fichier"),
        help_text=_("PDF, bureautique sans macros, image ou texte ; 10 Mo au plus."),
        allow_empty_file=True,
    )


class ReasonForm(forms.Form):
    """A reason that the journal keeps."""

    reason = forms.CharField(label=_("Motif"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class OpinionForm(forms.ModelForm):
    """An opinion given on a version."""

    given_on = day_field(_("Rendu le"))

    class Meta:
        model = Opinion
        fields = ("function", "position", "comment", "given_on")
        widgets = {"comment": forms.Textarea(attrs={"rows": 3, "data-wide": ""})}

    def clean_function(self) -> str:
        """Refuse a person's address."""
        return no_person(self.cleaned_data["function"])


class ValidationForm(forms.Form):
    """Which body validated a version, and when."""

    by = forms.CharField(
        label=_("Validée par"),
        max_length=160,
        help_text=_("L’instance et sa décision : « COPIL SI n° 3, décision 3.2 », « Conseil du 12/02/2026 »."),
    )
    validated_on = day_field(_("Validée le"))


class CampaignForm(forms.Form):
    """The end of a campaign of reading, and how many people of each department are asked."""

    closes_on = day_field(_("Jusqu’au"), help_text=_("Dernier jour pour lire et accepter."))

    def __init__(self, *args: Any, policy: Policy, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].initial = today + timedelta(days=30)
        path = policy.organisation.path
        self.departments = list(
            Department.objects.filter(organisation__path__startswith=path).select_related("organisation")
        )
        for one in self.departments:
            label = str(one) if one.organisation_id == policy.organisation_id else f"{one}, {one.organisation}"
            self.fields[f"service-{one.pk}"] = forms.IntegerField(
                label=label,
                required=False,
                min_value=0,
                max_value=99_999,
                initial=one.headcount,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def asked(self) -> dict[Department, int]:
        """Return how many people are asked, by department."""
        return {one: self.cleaned_data.get(f"service-{one.pk}") or 0 for one in self.departments}


class PaperCountForm(forms.Form):
    """Signatures gathered on paper, to add to a department."""

    more = forms.IntegerField(label=_("Lectures sur papier à ajouter"), min_value=1, max_value=99_999)


SPARE_ROWS = 3


class RaciForm(forms.Form):
    """The grid: an activity a row, a function a column."""

    def __init__(self, *args: Any, process: Process, raci: Raci, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = raci.columns
        known = [(row.activity.title, row.cells) for row in raci.rows]
        self.count = len(known) + SPARE_ROWS
        for rank in range(self.count):
            title, cells = known[rank] if rank < len(known) else ("", ("",) * len(self.columns))
            self.fields[f"title-{rank}"] = forms.CharField(
                label=_("Activité %(number)s") % {"number": rank + 1}, required=False, max_length=200, initial=title
            )
            for place, function in enumerate(self.columns):
                self.fields[f"cell-{rank}-{place}"] = forms.ChoiceField(
                    label=f"{title or rank + 1}, {function}",
                    required=False,
                    choices=[(one, one or "–") for one in CELLS],
                    initial=_offered(cells[place]),
                )

    def rows(self) -> Iterator[tuple[forms.BoundField, list[tuple[str, forms.BoundField]]]]:
        """Yield the title of each row, then each function with its cell, as fields."""
        for rank in range(self.count):
            yield self[f"title-{rank}"], [(name, self[f"cell-{rank}-{at}"]) for at, name in enumerate(self.columns)]

    def values(self) -> list[tuple[str, dict[str, str]]]:
        """Return what was typed: titles, and letters by function."""
        return [
            (
                self.cleaned_data[f"title-{rank}"],
                {name: self.cleaned_data[f"cell-{rank}-{place}"] for place, name in enumerate(self.columns)},
            )
            for rank in range(self.count)
        ]


def _offered(letters: str) -> str:
    return letters if letters in CELLS else letters[:1]
