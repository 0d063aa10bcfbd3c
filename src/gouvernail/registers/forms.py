"""Forms of the registers: made from the model, in French, limited to what the person may reach."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import modelform_factory
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from gouvernail.kernel.money import parse_amount
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT, VIEW
from gouvernail.registers.folding import LONGEST_SEARCH
from gouvernail.registers.register import Register
from gouvernail.registers.registry import kind_of, register_of


class AmountField(forms.DecimalField):
    """Reads amounts as they are written in French: « 1 234,56 € », « 34 k€ »."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:
        """Return the amount, or refuse it with its reason."""
        if value in self.empty_values or isinstance(value, Decimal):
            return value or None if value in self.empty_values else value
        try:
            return parse_amount(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="amount") from error

    def prepare_value(self, value: Any) -> Any:
        """Show the amount with a comma."""
        return str(value).replace(".", ",") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """Ask phones for a keyboard with figures."""
        return {"inputmode": "decimal"}


YEARS = range(1900, 2101)


def plausible_day(day: date) -> None:
    """Refuse a day so far away that no computation would make sense of it."""
    if day.year not in YEARS:
        raise ValidationError(
            _("L’année %(year)s n’est pas plausible. Écrivez une année entre 1900 et 2100."), params={"year": day.year}
        )


def largest(field: models.IntegerField) -> int:
    """Return the largest number that every database we support holds in a field."""
    small = isinstance(field, models.SmallIntegerField | models.PositiveSmallIntegerField)
    return 32_767 if small else 2_147_483_647


YES_NO = [("unknown", _("Non renseigné")), ("true", _("Oui")), ("false", _("Non"))]


def form_field(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """Return the form field that suits a model field here."""
    if isinstance(field, models.DecimalField):
        kwargs.pop("localize", None)
        return AmountField(
            max_digits=field.max_digits,
            decimal_places=field.decimal_places,
            min_value=0,
            required=not field.blank,
            label=capfirst(field.verbose_name),
            help_text=field.help_text,
        )
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        made = field.formfield(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)
        made.validators = [*made.validators, plausible_day]
        return made
    if isinstance(field, models.IntegerField) and not field.choices:
        return field.formfield(**{"max_value": largest(field), **kwargs})
    if isinstance(field, models.BooleanField) and field.null:
        made = field.formfield(**kwargs)
        made.widget.choices = YES_NO
        return made
    if isinstance(field, models.TextField):
        return field.formfield(widget=forms.Textarea(attrs={"rows": 4}), **kwargs)
    return field.formfield(**kwargs)


class RegisterForm(forms.ModelForm):
    """The form of one object: organisation among those one may write to, keys limited to what one may see.

    A hidden stamp says which version of the object was on the screen: if somebody saved it in between, the form says
    so instead of overwriting their work.
    """

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, register: Register, place: Organisation, actor: Actor, **kwargs: Any) -> None:
        self.register, self.place, self.actor = register, place, actor
        super().__init__(*args, **kwargs)
        self._limit_organisation()
        self._limit_keys()
        self._name_empty_choices()
        self._ask_what_is_sealed()
        if self.instance.pk and hasattr(self.instance, "updated_at"):
            self.fields["stamp"].initial = self.instance.updated_at.isoformat()

    def _limit_organisation(self) -> None:
        if "organisation" not in self.fields:
            return
        allowed = [
            one.pk
            for one in self.actor.places()
            if one.path.startswith(self.place.path) and self.actor.can(EDIT, self.register.family, one)
        ]
        if self.instance.pk and self.instance.organisation_id not in allowed:
            allowed.append(self.instance.organisation_id)  # confided object: it stays where it is
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=allowed)
        if not self.instance.pk:
            field.initial = self.place.pk
        if len(allowed) == 1:
            field.widget = forms.HiddenInput()
            field.initial = allowed[0]

    def _limit_keys(self) -> None:
        for name, field in self.fields.items():
            if name != "organisation" and isinstance(field, forms.ModelChoiceField):
                field.queryset = self._offered(name, field.queryset.model)

    def _offered(self, name: str, model: type[models.Model]) -> models.QuerySet:
        """Return what may be chosen: what one reaches, and what is there already, which saving must not wipe out."""
        within_reach = reachable(model, self.place, self.actor)
        if not self.instance.pk:
            return within_reach
        value = self.initial.get(name)
        present = [one.pk for one in value] if isinstance(value, list) else [value] if value else []
        if within_reach.filter(pk__in=present).count() == len(present):
            return within_reach
        return model._default_manager.filter(models.Q(pk__in=within_reach.values("pk")) | models.Q(pk__in=present))

    def _name_empty_choices(self) -> None:
        for field in self.fields.values():
            words = _("Choisir…") if field.required else _("Non renseigné")
            if isinstance(field, forms.ModelChoiceField):
                if field.empty_label is not None:
                    field.empty_label = words
            elif isinstance(field, forms.ChoiceField) and field.choices and field.choices[0][0] == "":
                field.choices = [("", words), *field.choices[1:]]

    def _ask_what_is_sealed(self) -> None:
        for name, one in self.register.sealed.items():
            self.fields[name] = forms.CharField(label=one.label, help_text=one.help, required=False, max_length=250)

    def _post_clean(self) -> None:
        super()._post_clean()
        for name, one in self.register.sealed.items():
            if text := self.cleaned_data.get(name, ""):
                setattr(self.instance, name, one.seal([text])[0])

    def clean(self) -> dict[str, Any]:
        """Refuse to overwrite what somebody else saved meanwhile."""
        cleaned = super().clean()
        stamp = cleaned.get("stamp")
        if self.instance.pk and stamp and hasattr(self.instance, "updated_at"):
            saved = type(self.instance).objects.values_list("updated_at", flat=True).get(pk=self.instance.pk)
            if saved.isoformat() != stamp:
                raise ValidationError(
                    _(
                        "Cette fiche a été modifiée entre-temps. Vos saisies sont gardées ici : "
                        "ouvrez la fiche dans un autre onglet, comparez, puis enregistrez de nouveau."
                    ),
                    code="conflict",
                )
        return cleaned

    def add_stamp_of_now(self) -> None:
        """After a conflict was shown, let the next save go through with the person's knowledge."""
        saved = type(self.instance).objects.values_list("updated_at", flat=True).get(pk=self.instance.pk)
        self.data = self.data.copy()
        self.data[self.add_prefix("stamp")] = saved.isoformat()


def reachable(model: type[models.Model], place: Organisation, actor: Actor) -> models.QuerySet:
    """Return the objects of a model that a form shown at ``place`` may offer."""
    kind = kind_of(model)
    if kind:
        return register_of(kind).objects(place, actor, VIEW)
    query = model._default_manager.all()
    if any(field.name == "organisation" for field in model._meta.get_fields()):
        return query.filter(organisation__path__startswith=place.path)
    return query


def form_class(register: Register) -> type[RegisterForm]:
    """Return the form class of a register: its own, or one made from its fields."""
    if register.form_class:
        return register.form_class
    return modelform_factory(
        register.model, form=RegisterForm, fields=register.form_fields, formfield_callback=form_field
    )


KEEP = "__garder__"
CLEAR = "__vider__"


def bulk_form(register: Register, place: Organisation, actor: Actor, data: Any = None) -> forms.Form:
    """Return the form that changes several objects at once; a field left alone changes nothing."""
    fields: dict[str, forms.Field] = {}
    for name in register.bulk_fields:
        field = register.model._meta.get_field(name)
        choices: list[tuple[str, Any]] = [(KEEP, _("ne pas changer"))]
        if field.choices:
            choices += [(str(value), label) for value, label in field.choices]
        elif isinstance(field, models.BooleanField):
            choices += [("true", _("Oui")), ("false", _("Non"))]
        elif field.many_to_one:
            choices += [(str(one.pk), str(one)) for one in reachable(field.related_model, place, actor)]
        else:
            fields[name] = forms.CharField(label=capfirst(field.verbose_name), required=False)
            continue
        if field.null or field.blank:
            choices.append((CLEAR, _("vider")))
        fields[name] = forms.ChoiceField(
            label=capfirst(field.verbose_name), choices=choices, required=False, initial=KEEP
        )
    return type("BulkForm", (forms.Form,), fields)(data, prefix="lot")


def bulk_changes(register: Register, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Turn what was chosen into values to set; raise ``ValidationError`` on what a field refuses."""
    changes: dict[str, Any] = {}
    for name, value in cleaned.items():
        field = register.model._meta.get_field(name)
        if value in ("", KEEP, None):
            continue
        if value == CLEAR:
            changes[name] = None if field.null else ""
        elif field.many_to_one:
            changes[f"{name}_id"] = int(value)
        elif isinstance(field, models.BooleanField):
            changes[name] = value == "true"
        else:
            changes[name] = field.to_python(value)
    return changes


class FilterForm(forms.Form):
    """Search and filters of a list, read from the address."""

    q = forms.CharField(
        label=_("Recherche"),
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, data: Any, *, register: Register, place: Organisation, actor: Actor) -> None:
        super().__init__(data)
        if not register.search:
            del self.fields["q"]
        for one in register.filters:
            field = None if one.choices and one.label else register.model._meta.get_field(one.name)
            label = capfirst(one.label or field.verbose_name)
            self.fields[one.name] = forms.ChoiceField(
                label=label, required=False, choices=[("", _("Tous")), *_choices(one, field, place, actor)]
            )


def _choices(one: Any, field: Any, place: Organisation, actor: Actor) -> list[tuple[str, Any]]:
    if one.choices:
        return list(one.choices(place, actor))
    if field.choices:
        return [(str(value), label) for value, label in field.choices]
    if isinstance(field, models.BooleanField):
        return [("true", _("Oui")), ("false", _("Non")), *([("none", _("Non renseigné"))] if field.null else [])]
    return [(str(found.pk), str(found)) for found in reachable(field.related_model, place, actor)]
