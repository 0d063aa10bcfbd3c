"""The hypotheses as a form: percent on every budget, euros by year, posts by skill, dates and duty of each project."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.kernel.periods import Month
from gouvernail.plans.elections import elections_of
from gouvernail.plans.what_if.ground import Ground
from gouvernail.plans.what_if.settings import MONTH, MUCH, NONE, QUARTER, SOME, USUAL_SECONDS, ProjectTerms, Settings
from gouvernail.plans.what_if.sliders import (
    Slider,
    bought_field,
    period_field,
    periods_of,
    posts_field,
    variation_field,
    with_slider,
)
from gouvernail.plans.what_if.staff import priced
from gouvernail.registers.forms import AmountField

DUTIES = [("", gettext_lazy("selon la fiche")), ("oui", gettext_lazy("obligatoire")), ("non", gettext_lazy("au choix"))]
SECONDS = [
    (5, gettext_lazy("Rapide (5 s)")),
    (20, gettext_lazy("Approfondi (20 s)")),
    (60, gettext_lazy("Long (60 s)")),
]
SECTIONS = ("investment", "operating")
SOFTNESS = [("", gettext_lazy("selon la fiche")), ("oui", gettext_lazy("souple")), ("non", gettext_lazy("stricte"))]
STEPS = [(QUARTER, gettext_lazy("par trimestre")), (MONTH, gettext_lazy("par mois, plus fin et plus long"))]
SMOOTHINGS = [
    (NONE, gettext_lazy("non")),
    (SOME, gettext_lazy("un peu")),
    (MUCH, gettext_lazy("beaucoup")),
]
STABILITIES = [
    (NONE, gettext_lazy("sans importance")),
    (SOME, gettext_lazy("à égalité seulement")),
    (MUCH, gettext_lazy("autant que possible")),
]
ADVANCED = ("carry_over", "strict_order", "smoothing", "stability", "step", "seconds")
"""The wishes and rules that stay folded, in order."""


class HypothesisForm(forms.Form):
    """A form whose fields follow the years, skills and projects of the ground."""

    title = forms.CharField(label=gettext_lazy("Nom de l’hypothèse"), max_length=160)
    variation = variation_field()
    carry_over = forms.BooleanField(label=gettext_lazy("Le reste d’une année passe à la suivante"), required=False)
    strict_order = forms.BooleanField(
        label=gettext_lazy("Une priorité de l’audit passe tout entière avant la suivante"),
        required=False,
        help_text=gettext_lazy("Avancer d’un trimestre un projet de premier rang compte alors plus que tout le reste."),
    )
    smoothing = forms.ChoiceField(
        label=gettext_lazy("Répartir l’investissement également entre les années"),
        choices=SMOOTHINGS,
        required=False,
        help_text=gettext_lazy("Un écart d’une année à l’autre coûte alors des points au plan."),
    )
    stability = forms.ChoiceField(
        label=gettext_lazy("Garder les projets là où le plan en vigueur les place"),
        choices=STABILITIES,
        required=False,
        help_text=gettext_lazy("« Autant que possible » : en déplacer un coûte autant qu’un projet moyen rapporte."),
    )
    step = forms.ChoiceField(label=gettext_lazy("Le plan compte"), choices=STEPS, required=False)
    closing = forms.BooleanField(
        label=gettext_lazy("Clôture de l’exercice"),
        required=False,
        help_text=gettext_lazy("Rien ne commence ni ne se livre au dernier trimestre (en décembre, par mois)."),
    )
    seconds = forms.TypedChoiceField(label=gettext_lazy("Durée du calcul"), choices=SECONDS, coerce=int)

    def __init__(self, *args: Any, ground: Ground, settings: Settings, title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ground = ground
        self.initial = {
            "title": title,
            "variation": f"{settings.variation.normalize():f}",
            "carry_over": settings.carry_over,
            "posts_from": settings.posts_from,
            "frozen": list(settings.frozen),
            "closing": settings.closing,
            "elections": settings.elections,
            "strict_order": settings.strict_order,
            "smoothing": settings.smoothing,
            "stability": settings.stability,
            "step": settings.step,
            "seconds": settings.seconds,
        }
        self.fields["posts_from"] = period_field(_("Postes ajoutés à partir de"), ground)
        self._add_freezes()
        self._add_money(settings)
        self._add_posts(settings)
        self._add_projects(settings)

    def _add_freezes(self) -> None:
        calendar = self.ground.calendar
        known = dict.fromkeys(Month.of(one.day) for one in elections_of(self.ground.place))
        polls = [str(month) for month in known if month.year in calendar.years]
        if polls:
            label = _("Élections (%(months)s)") % {"months": ", ".join(polls)}
            self.fields["elections"] = forms.BooleanField(label=label, required=False)
        self.fields["frozen"] = forms.MultipleChoiceField(
            label=_("Autres trimestres gelés"),
            choices=periods_of(self.ground),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def _add_money(self, settings: Settings) -> None:
        labels = {"investment": _("Investissement %(year)s"), "operating": _("Fonctionnement %(year)s")}
        for year in self.ground.calendar.years:
            for section in SECTIONS:
                words = labels[section] % {"year": year}
                field = AmountField(label=words, min_value=0, max_digits=14, decimal_places=2, required=False)
                known = getattr(settings, section).get(year)
                if known:
                    with_slider(field, Slider(0, int(known) * 2, _step(known)))
                self._add(f"{section}_{year}", field, known)

    def _add_posts(self, settings: Settings) -> None:
        for rank, skill in enumerate(self.ground.skills):
            field = posts_field(skill)
            self._add(f"posts_{rank}", field, settings.posts.get(skill, Decimal(0)))
            if priced(self.ground, skill):
                self._add(f"bought_{rank}", bought_field(skill), settings.bought.get(skill, Decimal(0)))

    def _add_projects(self, settings: Settings) -> None:
        for one in self.ground.projects:
            terms = settings.projects.get(one.pk, ProjectTerms())
            name = {"title": one.title}
            duty = {True: "oui", False: "non", None: ""}[terms.mandatory]
            choice = forms.ChoiceField(label=_("Obligation, %(title)s") % name, choices=DUTIES, required=False)
            self._add(f"duty_{one.pk}", choice, duty)
            for field, label in (("earliest", _("Pas avant, %(title)s")), ("deadline", _("Échéance, %(title)s"))):
                made = period_field(label % name, self.ground, empty=_("selon la fiche"))
                self._add(f"{field}_{one.pk}", made, getattr(terms, field))
            soft = forms.ChoiceField(label=_("Échéance souple, %(title)s") % name, choices=SOFTNESS, required=False)
            self._add(f"soft_{one.pk}", soft, {True: "oui", False: "non", None: ""}[terms.soft])

    def _add(self, name: str, field: forms.Field, initial: Any) -> None:
        self.fields[name] = field
        self.initial[name] = initial

    @property
    def money_rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each year: investment, operating."""
        return [(year, [self[f"{section}_{year}"] for section in SECTIONS]) for year in self.ground.calendar.years]

    @property
    def post_rows(self) -> list[forms.BoundField]:
        """The field of each skill."""
        return [self[f"posts_{rank}"] for rank in range(len(self.ground.skills))]

    @property
    def bought_rows(self) -> list[forms.BoundField]:
        """The field of the days bought besides, of each skill that has a price."""
        names = (f"bought_{rank}" for rank in range(len(self.ground.skills)))
        return [self[name] for name in names if name in self.fields]

    @property
    def frozen_rows(self) -> list[forms.BoundField]:
        """What freezes some periods: the usual choices, then the quarters one by one."""
        return [self[name] for name in ("closing", "elections", "frozen") if name in self.fields]

    @property
    def advanced_rows(self) -> list[forms.BoundField]:
        """The rules that are seldom changed."""
        return [self[name] for name in ADVANCED]

    @property
    def unfolded(self) -> bool:
        """Whether a rule that is folded says something, or is wrong: it is shown then."""
        usual = {"stability": SOME, "step": QUARTER, "seconds": USUAL_SECONDS}
        rows = (*self.advanced_rows, *self.frozen_rows, *self.bought_rows)
        return any(row.errors or (row.initial or "") != usual.get(row.name, "") for row in rows)

    @property
    def project_rows(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields of each project: duty, not before, deadline, whether it may be missed."""
        names = ("duty", "earliest", "deadline", "soft")
        return [(one, [self[f"{name}_{one.pk}"] for name in names]) for one in self.ground.projects]

    def settings(self) -> Settings:
        """Return the hypotheses of a form that is valid."""
        said = self.cleaned_data
        years = self.ground.calendar.years
        money = {
            section: {year: said[f"{section}_{year}"] for year in years if said[f"{section}_{year}"] is not None}
            for section in SECTIONS
        }
        posts = {skill: said[f"posts_{rank}"] for rank, skill in enumerate(self.ground.skills) if said[f"posts_{rank}"]}
        terms = {one.pk: self._terms(one.pk) for one in self.ground.projects}
        return Settings(
            variation=said["variation"],
            posts=posts,
            posts_from=said["posts_from"] if posts else "",
            carry_over=said["carry_over"],
            bought=self._bought(),
            frozen=tuple(said["frozen"]),
            closing=said["closing"],
            elections=bool(said.get("elections")),
            strict_order=said["strict_order"],
            smoothing=said["smoothing"],
            stability=said["stability"],
            step=said["step"] or QUARTER,
            projects={pk: one for pk, one in terms.items() if one != ProjectTerms()},
            seconds=said["seconds"],
            **money,
        )

    def _terms(self, pk: int) -> ProjectTerms:
        said = self.cleaned_data
        duty = {"oui": True, "non": False}.get(said[f"duty_{pk}"])
        soft = {"oui": True, "non": False}.get(said[f"soft_{pk}"])
        return ProjectTerms(duty, said[f"earliest_{pk}"] or None, said[f"deadline_{pk}"] or None, soft)

    def _bought(self) -> dict[str, Decimal]:
        named = {f"bought_{rank}": skill for rank, skill in enumerate(self.ground.skills)}
        return {skill: self.cleaned_data[name] for name, skill in named.items() if self.cleaned_data.get(name)}


def _step(amount: Decimal) -> int:
    """Return a step that makes a slider of about a hundred positions up to twice an amount: 5 000 €, 10 000 €…"""
    size = 10 ** max(0, len(str(int(amount))) - 2)
    return size if amount >= size * 50 else max(1, size // 2)


def usual_settings(ground: Ground, data: dict[str, str]) -> Settings:
    """Return the hypotheses that change nothing: the budgets in force; ``variation`` may come from an address."""
    try:
        variation = Decimal(data.get("variation", "0"))
        if not -90 <= variation <= 200:
            raise ValidationError("variation")
    except (ArithmeticError, ValidationError):
        variation = Decimal(0)
    return Settings(
        variation=variation,
        investment=ground.budgets["investissement"],
        operating=ground.budgets["fonctionnement"],
    )
