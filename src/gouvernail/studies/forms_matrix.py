"""Forms of the matrix: a cell, the levels of the words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gouvernail.kernel.numbers_fr import UnreadableNumber, parse_decimal
from gouvernail.studies.models import Criterion, Direction, Rating, ScaleWord
from gouvernail.studies.operations.matrix import ASIDE
from gouvernail.studies.pages.matrix import written
from gouvernail.studies.reading import doubt_about
from gouvernail.studies.whole import Whole


class LevelField(forms.CharField):
    """A number written in French; empty when not known."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        """Return the number, or its refusal."""
        if isinstance(value, Decimal):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_decimal(text)
        except UnreadableNumber as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """Show the number without useless zeros."""
        return written(value) if isinstance(value, Decimal) else value


class CellForm(forms.ModelForm):
    """A cell, in its place in the matrix: what is written, or « inconnue »."""

    class Meta:
        model = Rating
        fields = ("raw", "unknown")
        widgets = {"raw": forms.TextInput()}
        labels = {"raw": _("Note, telle qu’écrite"), "unknown": _("Inconnue : personne ne sait")}

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        self.criterion = criterion
        super().__init__(*args, **kwargs)
        self.fields["raw"].widget.attrs |= {"list": f"words-{criterion.pk}", "autocomplete": "off", "autofocus": True}

    def clean(self) -> dict[str, Any]:
        """Refuse a rating that is both known and unknown."""
        cleaned = super().clean()
        if cleaned.get("unknown") and cleaned.get("raw"):
            self.add_error("unknown", _("Une note écrite n’est pas inconnue : videz l’une ou décochez l’autre."))
        return cleaned


class WholeCellForm(CellForm):
    """A cell with all that can be said of it: its own reading, what the source says elsewhere, where it comes from."""

    low, high = LevelField(label=_("Lue, au moins")), LevelField(label=_("Lue, au plus"))
    elsewhere_low = LevelField(label=_("Lue ailleurs, au moins"))
    elsewhere_high = LevelField(label=_("Lue ailleurs, au plus"))

    class Meta(CellForm.Meta):
        fields = (
            "raw", "unknown", "low", "high", "note", "elsewhere", "elsewhere_low", "elsewhere_high", "source",
            "source_place",
        )  # fmt: skip
        widgets = {
            "raw": forms.TextInput(attrs={"data-wide": ""}),
            "note": forms.Textarea(attrs={"rows": 2}),
            "elsewhere": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "elsewhere": _("Si la source se contredit, ce qu’elle écrit ailleurs ; le classement essaie les deux."),
        }

    def clean(self) -> dict[str, Any]:
        """Complete a level given once, and refuse an interval upside down."""
        cleaned = super().clean()
        for prefix in ("", "elsewhere_"):
            check_span(self, cleaned, f"{prefix}low", f"{prefix}high")
        if cleaned.get("unknown") and cleaned.get("low") is not None:
            self.add_error("low", _("Une note inconnue ne se lit pas."))
        return cleaned


def check_span(form: forms.BaseForm, cleaned: dict[str, Any], first: str, last: str) -> None:
    """Make one level of two when only one was given; refuse an interval upside down."""
    low, high = cleaned.get(first), cleaned.get(last)
    if low is None and high is not None:
        cleaned[first] = high
    elif high is None and low is not None:
        cleaned[last] = low
    elif low is not None and low > high:
        form.add_error(last, _("L’intervalle est à l’envers."))


class WordsForm(forms.Form):
    """The levels of all the words of a study, criterion by criterion."""

    def __init__(self, *args: Any, whole: Whole, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(*args, **kwargs)
        for criterion in self._in_words():
            self.fields[f"sense-{criterion.pk}"] = forms.ChoiceField(
                choices=[*Direction.choices, (ASIDE, _("Montré sans compter"))],
                initial=criterion.direction,
                required=False,
                widget=forms.Select(attrs={"aria-label": _("%(name)s : sens") % {"name": criterion.name}}),
            )
        for word in self._words():
            for name, label in LEVEL_LABELS.items():
                field = LevelField(label=f"{word.text} : {label}", initial=getattr(word, name))
                field.widget.attrs |= {"size": "3", "aria-label": f"{word.criterion_name}, {word.text} : {label}"}
                self.fields[f"{name}-{word.pk}"] = field
            self.fields[f"note-{word.pk}"] = forms.CharField(
                required=False,
                max_length=200,
                initial=word.note,
                widget=forms.TextInput(attrs={"aria-label": f"{word.criterion_name}, {word.text} : {NOTE_LABEL}"}),
            )

    def _words(self) -> list[ScaleWord]:
        found = []
        for criterion in self._in_words():
            for word in self.whole.words[criterion.pk]:
                word.criterion_name = criterion.name
                found.append(word)
        return found

    def _in_words(self) -> list[Criterion]:
        return [one for one in self.whole.counting if one.in_words and self.whole.words.get(one.pk)]

    def groups(self) -> list[tuple[Criterion, Any, list[tuple[ScaleWord, list[Any], str]]]]:
        """Return, for each criterion, its direction, its words with their fields and what is doubtful about them."""
        names = (*LEVEL_LABELS, "note")
        return [
            (
                criterion,
                self[f"sense-{criterion.pk}"],
                [
                    (word, [self[f"{name}-{word.pk}"] for name in names], "" if word.note else doubt_about(word.text))
                    for word in self.whole.words.get(criterion.pk, ())
                ],
            )
            for criterion in self._in_words()
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse levels outside the scale and intervals upside down."""
        cleaned = super().clean()
        for criterion in self._in_words():
            for word in self.whole.words[criterion.pk]:
                check_span(self, cleaned, f"low-{word.pk}", f"high-{word.pk}")
                check_span(self, cleaned, f"other_low-{word.pk}", f"other_high-{word.pk}")
                self._refuse_outside(criterion, word, cleaned)
        return cleaned

    def _refuse_outside(self, criterion: Criterion, word: ScaleWord, cleaned: dict[str, Any]) -> None:
        for name in LEVEL_LABELS:
            level = cleaned.get(f"{name}-{word.pk}")
            if level is not None and not criterion.low <= level <= criterion.high:
                self.add_error(
                    f"{name}-{word.pk}",
                    _("De %(low)s à %(high)s.") % {"low": written(criterion.low), "high": written(criterion.high)},
                )

    def senses(self) -> dict[Criterion, str]:
        """Return the direction of each criterion, or that it is shown without counting; none where nothing was said."""
        said = {one: self.cleaned_data.get(f"sense-{one.pk}") for one in self._in_words()}
        return {criterion: sense for criterion, sense in said.items() if sense}

    def levels(self) -> dict[ScaleWord, dict[str, Any]]:
        """Return what was chosen for each word."""
        names = (*LEVEL_LABELS, "note")
        return {word: {name: self.cleaned_data[f"{name}-{word.pk}"] for name in names} for word in self._words()}


LEVEL_LABELS = {
    "low": _("au moins"),
    "high": _("au plus"),
    "other_low": _("autre lecture, au moins"),
    "other_high": _("autre lecture, au plus"),
}
NOTE_LABEL = _("pourquoi")
