"""Forms of roles and of the first start."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.enums import OrganisationKind, Role
from gouvernail.organisations.models import Organisation, siren_validator
from gouvernail.registers.registry import registers


def confidable(place: Organisation, actor: Actor) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what may be confided to a provider, by kind: contracts, projects, actions."""
    groups = []
    for register in registers():
        if register.kind in ("contract", "project", "action"):
            found = [(f"{register.kind}:{one.pk}", register.title(one)) for one in register.objects(place, actor)]
            groups.append((register.label_plural.capitalize(), found))
    return groups


class ObjectsField(forms.MultipleChoiceField):
    """Objects confided one by one, as ``kind:pk``."""

    def clean(self, value: Any) -> list[tuple[str, int]]:
        """Return pairs of kind and identifier."""
        chosen = super().clean(value)
        return [(kind, int(pk)) for kind, _sep, pk in (one.partition(":") for one in chosen)]


class RoleForm(forms.Form):
    """Gives a role to somebody, known or new."""

    email = forms.EmailField(label=_("Adresse électronique"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=_("Nom affiché"), max_length=120, required=False)
    function = forms.CharField(
        label=_("Fonction"),
        max_length=120,
        required=False,
        help_text=_("Ce que les autres verront : « DGS », « Référent SI »…"),
    )
    organisation = forms.ModelChoiceField(label=_("Collectivité"), queryset=Organisation.objects.none())
    role = forms.ChoiceField(label=_("Rôle"), choices=Role.choices)
    until = forms.DateField(
        label=_("Jusqu’au"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Facultatif. À l’échéance, le rôle cesse de lui-même."),
    )
    objects = ObjectsField(
        label=_("Objets confiés (prestataire seulement)"),
        required=False,
        help_text=_("Un prestataire ne voit que ce qui lui est confié ici."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    def __init__(self, *args: Any, place: Organisation, actor: Actor, **kwargs: Any) -> None:
        self.place, self.actor = place, actor
        super().__init__(*args, **kwargs)
        below = [one.pk for one in actor.places() if one.path.startswith(place.path)]
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=below)
        self.fields["organisation"].initial = place.pk
        self.fields["role"].choices = [one for one in Role.choices if actor.may_give(one[0], place)]
        self.fields["objects"].choices = confidable(place, actor)

    def clean(self) -> dict[str, Any]:
        """Refuse a role above one's own, and a provider to whom nothing is confided."""
        cleaned = super().clean()
        role, organisation = cleaned.get("role"), cleaned.get("organisation")
        if role and organisation and not self.actor.may_give(role, organisation):
            self.add_error("role", _("On ne donne que des droits que l’on détient soi-même."))
        if cleaned.get("until") and cleaned["until"] < timezone.localdate():
            self.add_error("until", _("Ce jour est passé : le rôle n’ouvrirait rien."))
        if role == Role.PROVIDER and not cleaned.get("objects"):
            self.add_error("objects", _("Choisissez au moins un contrat, un projet ou une action à confier."))
        if role and role != Role.PROVIDER:
            cleaned["objects"] = []
        return cleaned


class ConfideForm(forms.Form):
    """Chooses what a provider may see."""

    objects = ObjectsField(label=_("Objets confiés"), required=False, widget=forms.SelectMultiple(attrs={"size": 14}))

    def __init__(self, *args: Any, place: Organisation, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objects"].choices = confidable(place, actor)


class AccessForm(forms.Form):
    """Renews the access of a person: their address, and whether their second factor is lost."""

    email = forms.EmailField(
        label=_("Adresse électronique"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Corrigez-la si la personne en a changé."),
    )
    without_second_factor = forms.BooleanField(
        label=_("Retirer la double authentification"),
        required=False,
        help_text=_("Si la personne a perdu son téléphone. Elle pourra la rétablir depuis son compte."),
    )


class FirstStartForm(forms.Form):
    """Opens an installation: the collectivité, and its first administrator."""

    organisation_name = forms.CharField(label=_("Nom de la collectivité"), max_length=160)
    kind = forms.ChoiceField(label=_("Nature"), choices=OrganisationKind.choices, initial=OrganisationKind.CC)
    siren = forms.CharField(label=_("SIREN"), max_length=11, required=False, help_text=_("Neuf chiffres. Facultatif."))
    email = forms.EmailField(
        label=_("Votre adresse électronique"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    function = forms.CharField(label=_("Votre fonction"), max_length=120, initial=_("Référent SI"))
    password = forms.CharField(
        label=_("Mot de passe"),
        help_text=_("Au moins 12 caractères ; une phrase que vous retenez vaut mieux qu’un mot compliqué."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_siren(self) -> str:
        """Check the SIREN's key."""
        siren = self.cleaned_data["siren"].replace(" ", "")
        if siren:
            siren_validator(siren)
        return siren

    def clean_password(self) -> str:
        """Check the password against the rules."""
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]

    def clean_organisation_name(self) -> str:
        """Refuse a name from which no address can be made."""
        if not slugify(self.cleaned_data["organisation_name"]):
            raise ValidationError(_("Écrivez un nom avec au moins une lettre."))
        return self.cleaned_data["organisation_name"]
