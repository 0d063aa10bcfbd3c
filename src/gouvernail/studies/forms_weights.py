"""Forms of weights: one for each way to say what matters, all checked by the engine itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gouvernail.studies.forms_matrix import LevelField
from gouvernail.studies.models import Criterion, Member, WeightKind
from gouvernail.studies.pairs import (
    Coherence,
    choices_for,
    chosen_for,
    coherence_of,
    comparisons_of,
    field_name,
    pairs_of,
)
from gouvernail.studies.reading import read_number
from gouvernail.studies.weights import refusal_of

EXPLANATIONS = {
    WeightKind.NONE: _("La fonction ne se prononce pas : toutes les pondérations se valent pour elle."),
    WeightKind.POINTS: _("Donnez des points à chaque critère, de 0 à 100 ; seule leur proportion compte."),
    WeightKind.EXACT: _("Donnez à chaque critère son pourcentage ; leur somme fait 100."),
    WeightKind.ORDER: _(
        "Donnez à chaque critère son rang, 1 pour le plus important ; deux critères peuvent être à égalité."
    ),
    WeightKind.SIMOS: _(
        "Posez chaque critère sur un niveau, 1 pour le moins important ; un niveau sauté est une carte blanche. "
        "Dites combien de fois le plus important pèse plus que le moins important."
    ),
    WeightKind.SWING: _(
        "Si tout était au pire, quel critère passeriez-vous d’abord au meilleur ? Donnez-lui 100, et aux autres de 0 à "
        "100 ; un intervalle est possible (« 60 à 80 »)."
    ),
    WeightKind.RANGES: _(
        "Donnez à chaque critère le moins et le plus qu’il peut peser, en pourcentage ; vide : libre."
    ),
    WeightKind.AHP: _(
        "Pour chaque paire, dites lequel des deux critères compte le plus, et de combien, sur l’échelle de Saaty, de 1 "
        "à 9. Le rapport de cohérence dit si vos réponses se contredisent : jusqu’à 0,10, elles s’accordent."
    ),
}
SPANS = (WeightKind.SWING, WeightKind.RANGES)


@dataclass(frozen=True)
class Group:
    """Fields shown under one heading."""

    label: str
    fields: list[forms.BoundField]


class WeightsForm(forms.Form):
    """What one function gives, in the form that ``kind`` says."""

    def __init__(self, *args: Any, member: Member, criteria: list[Criterion], kind: str, **kwargs: Any) -> None:
        self.member, self.criteria, self.kind = member, criteria, WeightKind(kind)
        super().__init__(*args, **kwargs)
        known = (member.weights or {}) if (member.weights or {}).get("kind") == kind else {}
        if self.kind == WeightKind.AHP:
            self._compare(known.get("comparisons", ()))
        for criterion in criteria if self.kind not in (WeightKind.NONE, WeightKind.AHP) else ():
            self.fields[f"c{criterion.pk}"] = self._field(criterion, known)
        if self.kind == WeightKind.SIMOS:
            self.fields["ratio"] = LevelField(
                label=_("Le plus important pèse combien de fois le moins important ?"),
                required=True,
                initial=str(known.get("ratio", "")).replace(".", ","),
            )

    def _compare(self, known: Sequence[Sequence[Any]]) -> None:
        for pair in pairs_of(self.criteria):
            self.fields[field_name(pair)] = forms.ChoiceField(
                label=_("face à « %(other)s »") % {"other": pair[1]},
                choices=choices_for(pair),
                initial=chosen_for(pair, known),
                required=False,  # the engine names the pair that is missing
            )

    @property
    def sections(self) -> list[Group]:
        """The pairs under the first criterion of each; nothing for the other forms of weights."""
        if self.kind != WeightKind.AHP:
            return []
        names = [
            (first, [field_name(pair) for pair in pairs_of(self.criteria) if pair[0] == first])
            for first in self.criteria
        ]
        return [Group(first.name, [self[name] for name in fields]) for first, fields in names if fields]

    @property
    def coherence(self) -> Coherence | None:
        """How far the comparisons given so far agree; ``None`` while one is missing, or for another form of weights."""
        if self.kind != WeightKind.AHP:
            return None
        given = self.data if self.is_bound else {name: self[name].initial for name in self.fields}
        return coherence_of({"comparisons": comparisons_of(given, self.criteria)}, self.criteria)

    def _field(self, criterion: Criterion, known: dict[str, Any]) -> forms.Field:
        initial = initial_of(self.kind, known, str(criterion.pk))
        if self.kind in SPANS:
            widget = forms.TextInput(attrs={"inputmode": "text"})
            needed = self.kind == WeightKind.SWING
            return forms.CharField(label=criterion.name, required=needed, initial=initial, widget=widget)
        if self.kind in (WeightKind.ORDER, WeightKind.SIMOS):
            most = len(self.criteria) * (1 if self.kind == WeightKind.ORDER else 3)
            return forms.IntegerField(label=criterion.name, min_value=1, max_value=most, initial=initial)
        return LevelField(label=criterion.name, required=True, initial=initial)

    @property
    def explanation(self) -> str:
        """How to fill the form."""
        return str(EXPLANATIONS[self.kind])

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into what the engine reads, and let the engine refuse it in its words."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.weights = self._weights(cleaned)
        if not self.errors and (refusal := refusal_of(self.weights, self.criteria)):
            raise ValidationError(refusal)
        return cleaned

    def _weights(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        given = {str(one.pk): cleaned.get(f"c{one.pk}") for one in self.criteria}
        match self.kind:
            case WeightKind.NONE:
                return {"kind": "none"}
            case WeightKind.POINTS | WeightKind.EXACT:
                return {"kind": self.kind.value, "values": {key: float(value) for key, value in given.items()}}
            case WeightKind.ORDER:
                return {"kind": "order", "order": [group for _rank, group in _grouped(given)]}
            case WeightKind.SIMOS:
                return {"kind": "simos", "cards": _cards(_grouped(given)), "ratio": float(cleaned["ratio"])}
            case WeightKind.AHP:
                return {"kind": "ahp", "comparisons": comparisons_of(cleaned, self.criteria)}
            case WeightKind.SWING:
                spans = {key: self._span(key, text) for key, text in given.items()}
                return {"kind": "swing", "points": spans}
        spans = {key: self._span(key, text) for key, text in given.items() if text}
        return {"kind": "ranges", "ranges": {key: [low / 100, high / 100] for key, (low, high) in spans.items()}}

    def _span(self, key: str, text: str) -> list[float]:
        found = read_number(text)
        if found is None:
            self.add_error(f"c{key}", _("Écrivez un nombre, ou un intervalle comme « 60 à 80 »."))
            return [0.0, 0.0]
        return [float(found[0]), float(found[1])]


def _grouped(given: dict[str, int]) -> list[tuple[int, list[str]]]:
    ranks = sorted(set(given.values()))
    return [(rank, [key for key, value in given.items() if value == rank]) for rank in ranks]


def _cards(groups: list[tuple[int, list[str]]]) -> list[Any]:
    cards: list[Any] = []
    before = None
    for level, group in groups:
        if before is not None and level - before > 1:
            cards.append(level - before - 1)
        cards.append(group)
        before = level
    return cards


def initial_of(kind: str, known: dict[str, Any], key: str) -> Any:
    """Return what a form shows of weights already given, for one criterion."""
    if not known:
        return None
    if kind in (WeightKind.POINTS, WeightKind.EXACT):
        return _shown(known["values"].get(key))
    if kind == WeightKind.ORDER:
        return next((rank for rank, group in enumerate(known["order"], 1) if key in group), None)
    if kind == WeightKind.SIMOS:
        return _level(known["cards"], key)
    spans = known.get("points") or known.get("ranges") or {}
    factor = 100 if kind == WeightKind.RANGES else 1
    if key not in spans:
        return None
    low, high = (_shown(end * factor) for end in spans[key])
    return low if low == high else f"{low} à {high}"


def _level(cards: list[Any], key: str) -> int | None:
    level = 0
    for card in cards:
        if isinstance(card, int):
            level += card
            continue
        level += 1
        if key in card:
            return level
    return None


def _shown(value: float | None) -> str | None:
    if value is None:
        return None
    return f"{Decimal(str(round(value, 6))).normalize():f}".replace(".", ",")
