"""The form of a criterion: its direction, its scale, its limits, what a measure is worth."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gouvernail.studies.forms_matrix import LevelField
from gouvernail.studies.models import Criterion
from gouvernail.studies.worth import Shape, refusal_of_worth, shape_of, worth_in_words, worth_of


class CriterionForm(forms.ModelForm):
    """A criterion: its direction, its scale, its limits."""

    low, high = LevelField(label=_("Bas de l’échelle")), LevelField(label=_("Haut de l’échelle"))
    indifference, preference = LevelField(label=_("Écart négligeable")), LevelField(label=_("Écart décisif"))
    veto = LevelField(label=_("Veto : écart qui disqualifie"))
    requirement = LevelField(label=_("Exigence : niveau à atteindre"))
    shape = forms.ChoiceField(
        label=_("Ce que vaut une mesure"), choices=Shape.choices, required=False, initial=Shape.STRAIGHT
    )
    worth = forms.CharField(
        label=_("Points ou paliers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une mesure et sa valeur de 0 à 1 par ligne : « 100 = 0,5 »."),
    )

    class Meta:
        model = Criterion
        fields = (
            "name", "direction", "counts", "in_words", "low", "high", "ordinal", "unit", "combination", "indifference",
            "preference", "veto", "requirement", "note",
        )  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 2}), "name": forms.TextInput(attrs={"data-wide": ""})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shape"].initial = shape_of(self.instance.value)
        self.fields["worth"].initial = worth_in_words(self.instance.value)

    def clean_name(self) -> str:
        """Refuse a name already taken in the study."""
        name = self.cleaned_data["name"].strip()
        if self.instance.study.criteria.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Cette étude a déjà un critère de ce nom."))
        return name

    def clean(self) -> dict[str, Any]:
        """Refuse a scale without length, words without bounds, and a sum of words."""
        cleaned = super().clean()
        low, high = cleaned.get("low"), cleaned.get("high")
        if (low is None) != (high is None):
            self.add_error("high", _("Donnez les deux bornes, ou aucune."))
        elif low is not None and low >= high:
            self.add_error("high", _("Le haut de l’échelle doit dépasser le bas."))
        if cleaned.get("in_words"):
            if low is None:
                self.add_error("low", _("Une échelle de mots a besoin de ses deux bornes (par exemple de 1 à 5)."))
            if cleaned.get("combination") == "somme":
                self.add_error("combination", _("Des mots ne s’additionnent pas."))
        elif cleaned.get("ordinal"):
            self.add_error("ordinal", _("Seule une échelle de mots peut n’avoir qu’un ordre."))
        if not self.errors:
            self._read_worth(cleaned)
        return cleaned

    def _read_worth(self, cleaned: dict[str, Any]) -> None:
        shape = cleaned.get("shape") or Shape.STRAIGHT
        if shape != Shape.STRAIGHT and cleaned.get("low") is None:
            self.add_error("low", _("Donnez les deux bornes entre lesquelles une mesure a une valeur."))
            return
        try:
            value = worth_of(shape, cleaned.get("worth", ""))
        except ValidationError as error:
            self.add_error("worth", error)
            return
        if value and cleaned.get("ordinal"):
            self.add_error("shape", _("Une échelle dont seul l’ordre compte ne porte pas de valeurs."))
        elif value and (refusal := refusal_of_worth(value, cleaned["direction"], (cleaned["low"], cleaned["high"]))):
            self.add_error("worth", refusal)
        self.instance.value = value
