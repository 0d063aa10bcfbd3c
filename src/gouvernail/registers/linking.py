"""Tying two objects of the thread by a form: which one, and in which direction."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.models import Relation
from gouvernail.registers.operations import link_objects
from gouvernail.registers.register import Register
from gouvernail.registers.registry import register_of, registers

OFFERED_BY_KIND = 200


class LinkForm(forms.Form):
    """Chooses another object of the place, and whether it came before or after."""

    other = forms.ChoiceField(label=_("Fiche à relier"))
    direction = forms.ChoiceField(
        label=_("Dans le fil, elle vient"),
        choices=[("after", _("après : cette fiche mène à elle")), ("before", _("avant : elle mène à cette fiche"))],
        widget=forms.RadioSelect,
        initial="after",
    )
    relation = forms.ChoiceField(label=_("Relation"), choices=Relation.choices, initial=Relation.LEADS_TO)

    def __init__(
        self, *args: Any, place: Organisation, actor: Actor, register: Register, obj: Any, **kwargs: Any
    ) -> None:
        self.place, self.actor, self.register, self.obj = place, actor, register, obj
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", _("Choisir…")), *self._offered()]

    def _offered(self) -> list[tuple[str, list[tuple[str, str]]]]:
        groups = []
        for one in registers():
            if not one.linkable or not self.actor.sees_something(one.family, self.place):
                continue
            found = [
                (f"{one.kind}:{obj.pk}", one.title(obj))
                for obj in one.objects(self.place, self.actor)[:OFFERED_BY_KIND]
                if (one.kind, obj.pk) != (self.register.kind, self.obj.pk)
            ]
            if found:
                groups.append((one.label_plural.capitalize(), found))
        return groups

    def clean_other(self) -> tuple[Register, Any]:
        """Return the register and the object chosen."""
        kind, _sep, pk = self.cleaned_data["other"].partition(":")
        register = register_of(kind)
        obj = register.objects(self.place, self.actor).filter(pk=pk).first()
        if obj is None:
            raise ValidationError(_("Cette fiche n’existe plus."))
        return register, obj

    def save(self) -> None:
        """Tie the two."""
        here, there = (self.register, self.obj), self.cleaned_data["other"]
        first, second = (here, there) if self.cleaned_data["direction"] == "after" else (there, here)
        link_objects(first, second, relation=self.cleaned_data["relation"], actor=self.actor)
