"""Forms of studies: a scenario in its study."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gouvernail.registers.forms import RegisterForm, form_field
from gouvernail.studies.models import OPEN_STATES, Scenario

FIELDS = (
    "study", "order", "name", "short_name", "summary", "baseline", "recommended", "examined", "parts", "incompatible",
    "advantages", "limits", "risks", "conditions", "social_effect", "reversibility", "note",
)  # fmt: skip


class ScenarioForm(RegisterForm):
    """The form of a scenario; what it combines belongs to the same study."""

    class Meta:
        model = Scenario
        fields = FIELDS
        formfield_callback = form_field
        widgets = {"parts": forms.CheckboxSelectMultiple, "incompatible": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        study = self.fields["study"]
        study.queryset = study.queryset.filter(state__in=OPEN_STATES)
        self._limit_to_study()

    def _limit_to_study(self) -> None:
        """Offer to combine what stands in the same study; nothing until the study is known."""
        chosen = self.instance.study_id or self.initial.get("study")
        for name in ("parts", "incompatible"):
            field = self.fields[name]
            if not (chosen and str(chosen).isdigit()):
                del self.fields[name]
                continue
            field.queryset = field.queryset.filter(study=chosen).exclude(pk=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        """Refuse a combination of one, of incompatible scenarios, or of scenarios of another study."""
        cleaned = super().clean()
        study, parts = cleaned.get("study"), list(cleaned.get("parts") or ())
        if any(part.study_id != getattr(study, "pk", None) for part in parts):
            raise ValidationError(_("Un scénario ne combine que des scénarios de la même étude."))
        if len(parts) == 1:
            self.add_error("parts", _("Une combinaison réunit au moins deux scénarios."))
        for part in parts:
            clash = next((one for one in part.incompatible.all() if one in parts), None)
            if clash:
                self.add_error("parts", _("« %(a)s » et « %(b)s » sont dits incompatibles.") % {"a": part, "b": clash})
                break
        return cleaned
