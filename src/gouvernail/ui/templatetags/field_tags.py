"""How a Django form field is drawn with our classes and linked to its help and its errors."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
LONG = (forms.Textarea, forms.CheckboxSelectMultiple, forms.ClearableFileInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Tell whether the field is a set of radio buttons or tick boxes, drawn as a ``<fieldset>``."""
    return isinstance(field.field.widget, GROUPS)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Tell whether the field is a single tick box, whose label stands after it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def field_span(field: BoundField) -> str:
    """Give the class of the field's place in the grid: ``form-cell`` or ``form-cell form-cell-wide``.

    Long fields (texts, groups, files) are wide, and any widget whose attributes hold ``data-wide``.
    """
    widget = field.field.widget
    wide = isinstance(widget, LONG) or "data-wide" in widget.attrs
    return "form-cell form-cell-wide" if wide else "form-cell"


def _css(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-control"


@register.filter
def control(field: BoundField) -> SafeString:
    """Draw the control alone: our class, ``aria-describedby`` towards error and help, ``aria-invalid``."""
    widget = field.field.widget
    classes = [widget.attrs.get("class", ""), _css(widget), "is-invalid" if field.errors else ""]
    notes = [
        f"{field.auto_id}_error" if field.errors else "",
        f"{field.auto_id}_helptext" if field.help_text else "",
    ]
    attributes: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    if type(field.form).__module__.startswith("allauth."):
        attributes["placeholder"] = False  # its placeholders only repeat the labels
    if any(notes):
        attributes["aria-describedby"] = " ".join(filter(None, notes))
    if field.errors:
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs=attributes)


@register.filter
def with_class(tag: str, css: str) -> SafeString:
    """Add a class to the first tag of an option drawn by Django, which offers no other way."""
    head, space, rest = str(tag).partition(" ")
    return mark_safe(f'{head}{space}class="{css}" {rest}')  # noqa: S308 - the tag comes from Django's own widget
