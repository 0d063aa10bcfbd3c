"""The hypotheses one turns by hand, beside a plan: percent on the budgets, posts by skill, since when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.kernel.numbers_fr import format_number, format_percent
from gouvernail.plans.what_if.ground import Ground
from gouvernail.plans.what_if.settings import HUNDRED, MONTH, MUCH, Settings


@dataclass(frozen=True)
class Slider:
    """How far a slider goes, and by which step; the field beside it may say more."""

    low: int | Decimal
    high: int | Decimal
    step: int | Decimal


PERCENT = Slider(-50, 50, 5)
POSTS = Slider(-2, 3, Decimal("0.5"))
BOUGHT = Slider(0, 60, 5)


def with_slider(field: forms.Field, slider: Slider) -> forms.Field:
    """Give a field its slider, which ``plans/slider.html`` draws."""
    field.slider = slider  # type: ignore[attr-defined]  # read by the template
    return field


def variation_field() -> forms.Field:
    """Return the field of the percent added to every budget."""
    field = forms.DecimalField(
        label=gettext_lazy("Variation de tous les budgets (%)"),
        min_value=-90,
        max_value=200,
        max_digits=5,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"step": "5"}),
        help_text=gettext_lazy("−20 retire un cinquième à chaque année."),
    )
    return with_slider(field, PERCENT)


def posts_field(skill: str) -> forms.Field:
    """Return the field of the posts added to a skill."""
    field = forms.DecimalField(
        label=skill, min_value=-20, max_value=20, max_digits=5, decimal_places=2, required=False,
        widget=forms.NumberInput(attrs={"step": "0.5"}),
    )  # fmt: skip
    return with_slider(field, POSTS)


def bought_field(skill: str) -> forms.Field:
    """Return the field of the days a quarter that may be bought besides, for a skill."""
    field = forms.DecimalField(
        label=skill, min_value=0, max_value=1000, max_digits=6, decimal_places=2, required=False,
        widget=forms.NumberInput(attrs={"step": "1"}),
    )  # fmt: skip
    return with_slider(field, BOUGHT)


def periods_of(ground: Ground) -> list[tuple[str, str]]:
    """Return the quarters of the plan as choices."""
    calendar = ground.calendar
    return [(calendar.written(period), calendar.label(period)) for period in range(calendar.count)]


def period_field(label: str, ground: Ground, *, empty: str = "") -> forms.ChoiceField:
    """Return the field of a quarter of the plan; ``empty`` names the choice of none."""
    periods = periods_of(ground)
    choices = [("", empty), *periods] if empty else periods
    field = forms.ChoiceField(label=label, choices=choices, required=False)
    with_slider(field, Slider(0, len(choices) - 1, 1))
    return field


class QuickForm(forms.Form):
    """The few hypotheses that are changed from a plan; the others stay those of its run."""

    variation = variation_field()

    def __init__(self, *args: Any, ground: Ground, settings: Settings, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="vite_%s", **kwargs)
        self.skills, self.settings_before = ground.skills, settings
        self.fields["variation"].help_text = ""
        self.initial = {"variation": f"{settings.variation.normalize():f}", "posts_from": settings.posts_from}
        for rank, skill in enumerate(ground.skills):
            field = posts_field(skill)
            field.label = _("Postes en plus ou en moins, %(skill)s") % {"skill": skill}
            self.fields[f"posts_{rank}"] = field
            self.initial[f"posts_{rank}"] = settings.posts.get(skill, Decimal(0))
        if ground.skills:
            self.fields["posts_from"] = period_field(_("Postes ajoutés à partir de"), ground)

    def settings(self) -> Settings:
        """Return the hypotheses of a form that is valid."""
        said = self.cleaned_data
        posts = {skill: said[f"posts_{rank}"] for rank, skill in enumerate(self.skills) if said[f"posts_{rank}"]}
        start = said.get("posts_from", "") if posts else ""
        return replace(self.settings_before, variation=said["variation"], posts=posts, posts_from=start)


def words_of(settings: Settings) -> str:
    """Say in a few words what hypotheses change: « Budget −20 %, +1 poste (Réseau) »."""
    said = []
    if settings.variation:
        said.append(
            _("Budget %(change)s")
            % {"change": _signed(format_percent(abs(settings.variation) / HUNDRED), settings.variation)}
        )
    for skill, posts in settings.posts.items():
        words = {"change": _signed(format_number(abs(posts)), posts), "skill": skill}
        said.append(
            (_("%(change)s postes (%(skill)s)") if abs(posts) >= 2 else _("%(change)s poste (%(skill)s)")) % words
        )
    if settings.carry_over:
        said.append(_("restes reportés"))
    for skill, days in settings.bought.items():
        words = {"days": format_number(days), "skill": skill}
        said.append(_("%(days)s jours achetables de plus par trimestre (%(skill)s)") % words)
    if settings.closing:
        said.append(_("clôture gelée"))
    if settings.elections:
        said.append(_("élections gelées"))
    if settings.frozen:
        said.append(_("trimestres gelés") if len(settings.frozen) > 1 else _("trimestre gelé"))
    if settings.strict_order:
        said.append(_("priorités strictes"))
    if settings.smoothing:
        said.append(_("dépense lissée"))
    if settings.stability == MUCH:
        said.append(_("peu de changements"))
    if settings.step == MONTH:
        said.append(_("par mois"))
    return ", ".join(said)


def _signed(text: str, amount: Decimal) -> str:
    return f"{'+' if amount > 0 else '−'}{text}"
