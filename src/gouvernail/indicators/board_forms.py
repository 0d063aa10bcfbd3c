"""What a person fills in to compose a board, open it to others, or set a threshold."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Family, Indicator
from gouvernail.indicators.boards import CHART, FIGURE, MOST, READY, SIZES, Item
from gouvernail.indicators.models import Side
from gouvernail.indicators.narrowing import options
from gouvernail.indicators.registry import indicator_of, indicators
from gouvernail.indicators.spans import offered
from gouvernail.organisations.models import Organisation

LONGEST_DAYS = 366
Row = tuple[Indicator, forms.BoundField, forms.BoundField]


class BoardForm(forms.Form):
    """The name of a board, what it is narrowed to and, for each indicator, its rank (empty: not shown) and its size."""

    name = forms.CharField(label=_("Nom du tableau"), max_length=80)
    shared = forms.BooleanField(
        label=_("Partager avec ceux qui voient les indicateurs de la collectivité"), required=False
    )
    periode = forms.ChoiceField(label=_("Période"), required=False)
    partie = forms.ChoiceField(label=_("Site ou service"), required=False)

    def __init__(self, *args: object, place: Organisation, items: tuple[Item, ...] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        periods = [(name, label) for name, (label, _span) in offered(place.today()).items()]
        parts = [(label, [(one.value, one.label) for one in found]) for label, found in options(place, {})]
        self.fields["periode"].choices = [("", _now("Habituelle")), *periods]
        self.fields["partie"].choices = [("", _now("Tous")), *parts]
        ranks = {item.code: (rank, item.size) for rank, item in enumerate(items, 1)}
        for one in indicators():
            rank, size = ranks.get(one.code, (None, CHART if one.code in ranks else FIGURE))
            self.fields[f"rank_{one.code}"] = forms.IntegerField(
                label=_now("Rang de « %(label)s »") % {"label": one.label},
                required=False, min_value=1, max_value=999, initial=rank,
                widget=forms.NumberInput(attrs={"class": "form-control", "min": 1}),
            )  # fmt: skip
            self.fields[f"size_{one.code}"] = forms.ChoiceField(
                label=_now("Taille de « %(label)s »") % {"label": one.label}, choices=SIZES, initial=size,
                required=False, widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip
        self.fields["name"].widget.attrs["class"] = "form-control"
        for name in ("periode", "partie"):
            self.fields[name].widget.attrs["class"] = "form-select"
        self.fields["shared"].widget.attrs["class"] = "form-check-input"

    def families(self) -> list[tuple[str, list[Row]]]:
        """The indicators with their two fields, family by family."""
        rows: dict[Family, list[Row]] = {}
        for one in indicators():
            rows.setdefault(one.family, []).append((one, self[f"rank_{one.code}"], self[f"size_{one.code}"]))
        return [(str(family.label), found) for family, found in rows.items()]

    def clean(self) -> dict[str, object]:
        """Gather the items in their order."""
        data = super().clean()
        ranked = sorted(
            (data[f"rank_{one.code}"], place, one.code)
            for place, one in enumerate(indicators())
            if data.get(f"rank_{one.code}")
        )
        if not ranked:
            raise ValidationError(_now("Donnez un rang à au moins un indicateur."))
        if len(ranked) > MOST:
            raise ValidationError(_now("Un tableau montre %(most)s indicateurs au plus.") % {"most": MOST})
        self.asked = {name: data[name] for name in ("periode", "partie") if data.get(name)}
        self.chosen = [[code, data.get(f"size_{code}") or FIGURE] for _rank, _place, code in ranked]
        return data


class LinkForm(forms.Form):
    """Whom a public link is for, which board it opens, and until when."""

    label = forms.CharField(
        label=_("Destinataires"),
        max_length=120,
        help_text=_("Une instance ou une fonction, jamais un nom de personne."),
    )
    board = forms.ChoiceField(label=_("Tableau"))
    expires_on = forms.DateField(
        label=_("Valable jusqu’au"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: object, on: date, boards: list, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["board"].choices = [(one.key, one.name) for one in READY] + [
            (f"t{one.pk}", one.name) for one in boards
        ]
        self.fields["expires_on"].initial = on + timedelta(days=30)
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    def clean_expires_on(self) -> date:
        """A link lives a year at most, and at least until today."""
        day = self.cleaned_data["expires_on"]
        if not self.on <= day <= self.on + timedelta(days=LONGEST_DAYS):
            raise ValidationError(_now("Un lien public vaut d’aujourd’hui à un an au plus."))
        return day


class ThresholdForm(forms.Form):
    """Which figure, on which side of which value."""

    code = forms.ChoiceField(label=_("Indicateur"))
    side = forms.ChoiceField(label=_("Alerter quand il passe"), choices=Side.choices)
    value = forms.DecimalField(label=_("Seuil"), max_digits=14, decimal_places=2, localize=True)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(one.code, f"{one.label} ({one.unit})") for one in indicators()]
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    def label_of(self) -> str:
        """The name of the indicator chosen."""
        return str(indicator_of(self.cleaned_data["code"]).label)
