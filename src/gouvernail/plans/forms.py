"""What the roadmap may be narrowed to."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gouvernail.action_plan.models import Axis


class AxisForm(forms.Form):
    """One axis of the roadmap, or all; an axis that is not offered narrows nothing."""

    axe = forms.ChoiceField(label=_("Axe"), required=False)

    def __init__(self, data: QueryDict, axes: Iterable[Axis]) -> None:
        super().__init__(data)
        self.fields["axe"].choices = [("", _("Tous les axes")), *((str(axis.pk), axis.name) for axis in axes)]

    @property
    def chosen(self) -> int | None:
        """The identifier of the axis chosen; ``None`` for all."""
        value = self.cleaned_data.get("axe") if self.is_valid() else ""
        return int(value) if value else None
