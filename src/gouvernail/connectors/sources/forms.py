"""The settings form of a source, made from what its product declares."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.sources.certificates import tls_context
from gouvernail.connectors.sources.connector import Connector, SettingField
from gouvernail.connectors.sources.enums import Schedule
from gouvernail.connectors.sources.faults import SourceError
from gouvernail.connectors.sources.models import Connection
from gouvernail.connectors.sources.reading import may_set
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation

OPTION = "option-"
_MANY_LINES = {"rows": 4, "data-wide": True, "spellcheck": "false", "autocomplete": "off"}


class _Unshown(forms.Textarea):
    """A secret of many lines: what was typed is not sent back when the form is shown again."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Show the field empty."""
        return super().get_context(name, "", attrs)


class ConnectionForm(forms.Form):
    """Name, address, the product's own fields, what is read and when; a secret left empty stays as it is."""

    name = forms.CharField(label=_("Nom de la source"), max_length=80, help_text=_("Par exemple « Mairie »."))
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Collectivité"), empty_label=None)
    address = forms.CharField(max_length=200)
    authority = forms.CharField(
        label=_("Certificat de l’autorité interne (PEM)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-wide": True, "spellcheck": "false"}),
        help_text=_(
            "Vide si le certificat du serveur vient d’une autorité publique. La vérification ne se désactive pas."
        ),
    )
    streams = forms.MultipleChoiceField(label=_("Ce qui est lu"), widget=forms.CheckboxSelectMultiple)
    schedule = forms.ChoiceField(label=_("Lecture automatique"), choices=Schedule.choices)

    def __init__(self, *args: Any, product: Connector, connection: Connection, actor: Actor, **kwargs: Any) -> None:
        self.product, self.connection = product, connection
        super().__init__(*args, **kwargs)
        self.fields["address"].label = product.address_label
        self.fields["address"].help_text = product.address_help
        places = [one.pk for one in actor.places() if may_set(Connection(organisation=one), actor)]
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=places)
        if connection.pk:
            del self.fields["organisation"]
        self.fields["streams"].choices = [(one.code, one.label) for one in product.streams]
        rest = {name: self.fields.pop(name) for name in ("authority", "streams", "schedule")}
        for one in product.fields:
            self.fields[OPTION + one.name] = self._field(one)
        self.fields |= rest
        if product.takes_file:  # nothing to reach: no certificate, and nothing comes by itself
            del self.fields["authority"], self.fields["schedule"]
        self._fill()

    def _field(self, one: SettingField) -> forms.Field:
        common = {"label": one.label, "help_text": one.help, "required": one.required}
        if one.is_secret:
            kept = bool(self.connection.sealed)
            common["required"] = one.required and not kept
            if kept:
                common["help_text"] = _("Déjà enregistré ; laissez vide pour le garder. Il n’est jamais affiché.")
            if one.kind == "pem":
                return forms.CharField(max_length=16_000, widget=_Unshown(attrs=_MANY_LINES), **common)
            widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
            return forms.CharField(max_length=4_000, strip=False, widget=widget, **common)
        if one.kind == "choice":
            return forms.ChoiceField(choices=one.choices, **common)
        if one.kind == "flag":
            return forms.BooleanField(**(common | {"required": False}))
        if one.kind == "number":
            return forms.IntegerField(min_value=0, **common)
        if one.kind == "long":
            widget = forms.Textarea(attrs={"rows": 4, "data-wide": True, "spellcheck": "false"})
            return forms.CharField(max_length=4_000, widget=widget, **common)
        return forms.CharField(max_length=200, **common)

    def _fill(self) -> None:
        connection = self.connection
        if connection.pk:
            for name in ("name", "address", "authority", "streams", "schedule"):
                self.initial.setdefault(name, getattr(connection, name))
        else:
            self.initial.setdefault("address", self.product.address_default)
            self.initial.setdefault("streams", [self.product.streams[0].code])
            self.initial.setdefault("name", connection.organisation.short_name or connection.organisation.name)
            self.initial.setdefault("organisation", connection.organisation_id)
        for one in self.product.fields:
            if not one.is_secret:
                # What a source was set without stays off until a person says so: its account has no right to it.
                unset = False if connection.pk and one.kind == "flag" else one.default
                self.initial.setdefault(OPTION + one.name, connection.options.get(one.name, unset))

    def clean_authority(self) -> str:
        """Refuse what is no certificate."""
        text = self.cleaned_data["authority"].strip()
        try:
            tls_context(text)
        except SourceError as error:
            raise forms.ValidationError(str(error)) from error
        return text

    def clean(self) -> dict[str, Any]:
        """Ask for the secrets again when the address changes: they never follow it."""
        data = super().clean() or {}
        moved = self.connection.pk and data.get("address") != self.connection.address
        for one in self.product.fields:
            if one.is_secret and one.required and moved and not data.get(OPTION + one.name):
                self.add_error(OPTION + one.name, _now("L’adresse change : retapez ce secret, il ne la suit pas."))
        place = data.get("organisation") or self.connection.organisation
        same = Connection.objects.filter(organisation=place, name=data.get("name", "")).exclude(pk=self.connection.pk)
        if same.exists():
            self.add_error("name", _now("Une source porte déjà ce nom."))
        return data

    def fill(self) -> dict[str, str]:
        """Give the connection what was typed, but for the secrets, which are returned."""
        data, connection = self.cleaned_data, self.connection
        for name in ("name", "address", "authority", "streams", "schedule"):
            if name in data:
                setattr(connection, name, data[name])
        if "organisation" in data:
            connection.organisation = data["organisation"]
        connection.options = {one.name: data[OPTION + one.name] for one in self.product.fields if not one.is_secret}
        secrets = {one.name: data[OPTION + one.name] for one in self.product.fields if one.is_secret}
        return {name: text for name, text in secrets.items() if text}
