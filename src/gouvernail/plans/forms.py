"""What the roadmap may be narrowed to, and where a project may be put on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gouvernail.action_plan.models import Axis
from gouvernail.kernel.periods import Quarter
from gouvernail.projects.models import Project
from gouvernail.registers.operations import RefusedError


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


class PlaceForm(forms.Form):
    """A project and the quarters of its start and of its end."""

    project = forms.TypedChoiceField(label=_("Projet"), coerce=int)
    first = forms.TypedChoiceField(label=_("Début"), coerce=lambda text: quarter_of(text))
    last = forms.TypedChoiceField(label=_("Fin"), coerce=lambda text: quarter_of(text))

    def __init__(self, *args: Any, projects: Iterable[Project], first: int, last: int, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="placer_%s", **kwargs)
        quarters = [Quarter(year, number) for year in range(first, last + 2) for number in (1, 2, 3, 4)]
        choices = [(f"{one.year}-{one.quarter}", one.short()) for one in quarters]
        self.fields["project"].choices = [(one.pk, one.title) for one in projects]
        self.fields["first"].choices = self.fields["last"].choices = choices

    def refuse(self) -> NoReturn:
        """Raise ``RefusedError`` with what is wrong."""
        raise RefusedError([f"{self[name].label} : {text}" for name, texts in self.errors.items() for text in texts])


def quarter_of(text: str) -> Quarter:
    """Read a quarter as the form writes it; ``ValueError`` for anything else."""
    year, _sep, number = text.partition("-")
    return Quarter(int(year), int(number))
