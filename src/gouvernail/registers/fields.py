"""Dates that are known to the month, the quarter or the year, as a database field and as a form field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from gouvernail.kernel.partial_dates import PartialDate


class PartialDateFormField(forms.CharField):
    """Takes what a person types (« février 2026 », « fin février 2026 », « 12/02/2026 », « T1 2026 »)."""

    default_error_messages = {"unreadable": _("%(reason)s")}

    def to_python(self, value: Any) -> PartialDate | None:
        """Return the partial date, or ``None`` when nothing was typed; refuse the rest with its reason."""
        if isinstance(value, PartialDate):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise ValidationError(
                self.error_messages["unreadable"], code="unreadable", params={"reason": error}
            ) from error

    def prepare_value(self, value: Any) -> Any:
        """Show a date the way a person would type it."""
        return value.short() if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare dates rather than their wording."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class PartialDateField(models.CharField):
    """Keeps a partial date as its canonical text, which sorts in time; ``None`` when not known."""

    description = _("Date partielle")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        """Turn the stored text into a date."""
        return PartialDate.from_text(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        """Accept a date, its canonical text or what a person types."""
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.from_text(str(value))
        except ValueError:
            try:
                return PartialDate.parse(str(value))
            except ValueError as error:
                raise ValidationError(str(error)) from error

    def get_prep_value(self, value: Any) -> str | None:
        """Turn a date into the text that is stored."""
        date = self.to_python(value)
        return date.to_text() if date else None

    def value_to_string(self, obj: models.Model) -> str:
        """Serialise the date for a backup."""
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Offer the form field that reads French dates."""
        kwargs.setdefault(
            "help_text",
            self.help_text or _("Jour, mois, trimestre ou année : « 12/02/2026 », « fin février 2026 », « T1 2026 »."),
        )
        return PartialDateFormField(
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=kwargs["help_text"],
            initial=kwargs.get("initial"),
        )

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Check that a required date is there; its shape was checked when it was read."""
        if value is None and not self.null:
            raise ValidationError(self.error_messages["null"], code="null")

    def run_validators(self, value: Any) -> None:
        """Nothing to run: a partial date is valid once read."""


@PartialDateField.register_lookup
class LastDay(models.Transform):
    """The last day of a partial date, as ISO text: ``due__last_day__lt="2026-01-13"`` keeps what is surely over."""

    lookup_name = "last_day"
    output_field = models.CharField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        """Take the second date of the stored text, or the only one."""
        text, params = compiler.compile(self.lhs)
        return f"CASE WHEN LENGTH({text}) > 10 THEN SUBSTR({text}, 12, 10) ELSE {text} END", [*params, *params, *params]
