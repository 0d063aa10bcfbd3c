"""The page of the month: one line a figure, read as people write numbers in French."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation, Site
from gouvernail.organisations.rights import DELETE
from gouvernail.registers.forms import AmountField
from gouvernail.registers.models import TaxBasis
from gouvernail.statements.due import Target
from gouvernail.statements.facts import By, Unit
from gouvernail.statements.models import Statement
from gouvernail.statements.operations import Typed

VALUE, NOTHING, BASIS, DOCUMENT, PART, STAMP = "valeur", "sans-objet", "base", "document", "partie", "lu"
BASES = [("", _("HT ou TTC ?")), (TaxBasis.TTC, _("TTC")), (TaxBasis.HT, _("HT"))]
ON_FIELD = {"value": VALUE, "tax_basis": BASIS, "document": DOCUMENT, "site": PART, "subject": PART}
"""Where a fault of a statement is shown; any other stands at its value."""


@dataclass(frozen=True)
class Row:
    """A line of the page: what is asked, and its fields; ``part`` and ``basis`` only where they are asked."""

    target: Target
    key: str
    value: forms.BoundField
    nothing: forms.BoundField
    document: forms.BoundField
    stamp: forms.BoundField
    basis: forms.BoundField | None
    part: forms.BoundField | None

    @property
    def at_fault(self) -> list[forms.BoundField]:
        """The fields of the line that must be corrected."""
        fields = (self.value, self.nothing, self.document, self.basis, self.part)
        return [field for field in fields if field is not None and field.errors]


def key_of(target: Target) -> str:
    """The name of a line in the form: the same as long as it is about the same thing."""
    site = target.site.pk if target.site else ""
    digest = sha256(f"{site}/{target.subject}/{target.period.to_text()}/{target.is_new}".encode()).hexdigest()[:10]
    return f"{target.fact.code}-{target.organisation.pk}-{digest}"


class MonthForm(forms.Form):
    """All that may be stated at a place for a month; a line left as it was changes nothing."""

    def __init__(self, *args: Any, place: Organisation, actor: Actor, targets: Iterable[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place, self.actor = place, actor
        self.targets = {key_of(one): one for one in targets}
        self.sites = list(Site.objects.filter(organisation=place).order_by("name"))
        for key, target in self.targets.items():
            self._add(key, target)

    def _add(self, key: str, target: Target) -> None:
        named = f"{target.fact.label}, {target.part}" if target.part else str(target.fact.label)
        now = target.now
        self.fields[f"{key}-{VALUE}"] = AmountField(
            label=named, required=False, max_digits=18, decimal_places=2, initial=_written(now),
        )  # fmt: skip
        self.fields[f"{key}-{NOTHING}"] = forms.BooleanField(
            label=_now("Sans objet : %(fact)s") % {"fact": named}, required=False,
            initial=bool(now and now.is_without_object),
        )  # fmt: skip
        self.fields[f"{key}-{DOCUMENT}"] = forms.CharField(
            label=_now("Document source : %(fact)s") % {"fact": named}, required=False, max_length=300,
            initial=now.document if now else "",
        )  # fmt: skip
        stamp = now.updated_at.isoformat() if now else ""
        self.fields[f"{key}-{STAMP}"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=stamp)
        if target.fact.taxed:
            self.fields[f"{key}-{BASIS}"] = forms.ChoiceField(
                label=_now("HT ou TTC : %(fact)s") % {"fact": named}, required=False, choices=BASES,
                initial=now.tax_basis if now else "",
            )  # fmt: skip
        if target.is_new:
            self.fields[f"{key}-{PART}"] = self._part_field(target)

    def _part_field(self, target: Target) -> forms.Field:
        label = _now("%(split)s, pour « %(fact)s »") % {
            "split": str(target.fact.split).capitalize(), "fact": target.fact.label,
        }  # fmt: skip
        if target.fact.by is By.SITE:
            offered = [("", _("Choisir un lieu…")), *((str(one.pk), one.name) for one in self.sites)]
            return forms.ChoiceField(label=label, required=False, choices=offered)
        return forms.CharField(label=label, required=False, max_length=80)

    def rows(self) -> list[Row]:
        """Return the lines of the page."""
        return [
            Row(
                target, key, self[f"{key}-{VALUE}"], self[f"{key}-{NOTHING}"], self[f"{key}-{DOCUMENT}"],
                self[f"{key}-{STAMP}"], self._optional(key, BASIS), self._optional(key, PART),
            )
            for key, target in self.targets.items()
        ]  # fmt: skip

    def _optional(self, key: str, name: str) -> forms.BoundField | None:
        return self[f"{key}-{name}"] if f"{key}-{name}" in self.fields else None

    def clean(self) -> dict[str, Any]:
        """Check each line that says something new, as the figure that it would become."""
        cleaned = super().clean() or {}
        self.typed: list[Typed] = []
        for key, target in self.targets.items():
            if any(name.startswith(f"{key}-") for name in self.errors):
                continue
            typed = self._typed(key, target, cleaned)
            if typed is not None and self._may_be_kept(key, typed, cleaned):
                self.typed.append(typed)
        self._check_together()
        return cleaned

    def _typed(self, key: str, target: Target, cleaned: Mapping[str, Any]) -> Typed | None:
        """What a line says; ``None`` when it says nothing new."""
        part = cleaned.get(f"{key}-{PART}", "").strip()
        said = Typed(
            target, cleaned[f"{key}-{VALUE}"], cleaned[f"{key}-{NOTHING}"], cleaned.get(f"{key}-{BASIS}", ""),
            cleaned[f"{key}-{DOCUMENT}"].strip(), self._site(target, part),
            target.subject if not target.is_new or target.fact.by is By.SITE else part,
        )  # fmt: skip
        if said.is_empty and not target.now and not (target.is_new and part):
            return None
        if target.now is not None and not said.is_empty:
            now = target.now
            same = (now.value, now.is_without_object, now.tax_basis, now.document)
            if same == (said.value, said.not_applicable, said.tax_basis, said.document):
                return None
        return said

    def _site(self, target: Target, part: str) -> Site | None:
        if target.is_new and target.fact.by is By.SITE:
            return next((one for one in self.sites if str(one.pk) == part), None)
        return target.site

    def _may_be_kept(self, key: str, typed: Typed, cleaned: Mapping[str, Any]) -> bool:
        held = typed.target.now
        if held is not None and cleaned[f"{key}-{STAMP}"] != held.updated_at.isoformat():
            self.add_error(
                f"{key}-{VALUE}",
                _("Ce chiffre a été changé entre-temps : rechargez la page pour voir ce qui est écrit maintenant."),
            )
            return False
        if typed.is_empty:
            if typed.target.is_new:
                self.add_error(f"{key}-{VALUE}", _("Donnez le chiffre de cette partie, ou effacez son nom."))
            return not typed.target.is_new and self._may_be_taken_away(key, typed)
        try:
            typed.statement().full_clean()
        except ValidationError as error:
            for field, words in error.message_dict.items():
                self.add_error(f"{key}-{self._field_of(key, field)}", words)
            return False
        return True

    def _may_be_taken_away(self, key: str, typed: Typed) -> bool:
        if self.actor.can(DELETE, "statements", typed.target.organisation):
            return True
        words = _("Vous ne pouvez pas effacer un chiffre : corrigez-le, ou cochez « sans objet ».")
        self.add_error(f"{key}-{VALUE}", words)
        return False

    def _field_of(self, key: str, field: str) -> str:
        name = ON_FIELD.get(field, VALUE) if field != NON_FIELD_ERRORS else VALUE
        return name if f"{key}-{name}" in self.fields else VALUE

    def _check_together(self) -> None:
        """A part and its whole may be typed together: compare what was typed, which no database holds yet."""
        values = {_place_of(one): one for one in self.typed if one.value is not None}
        for one in list(values.values()):
            whole = values.get(_place_of(one, one.target.fact.at_most)) if one.target.fact.at_most else None
            if whole is not None and whole.value is not None and one.value is not None and one.value > whole.value:
                self.add_error(
                    f"{key_of(one.target)}-{VALUE}",
                    _now("Plus que « %(whole)s ».") % {"whole": whole.target.fact.label},
                )


def _place_of(one: Typed, code: str = "") -> tuple[Any, ...]:
    site = one.site.pk if one.site else None
    return code or one.target.fact.code, one.target.organisation.pk, site, one.subject, one.target.period


def _written(now: Statement | None) -> Any:
    if now is None or now.value is None:
        return None
    return now.value.normalize() + 0 if now.value == now.value.to_integral_value() else now.value


def unit_of(target: Target) -> str:
    """What stands behind the value of a line: « € », or nothing for what is counted."""
    return "€" if target.fact.unit is Unit.MONEY else ""
