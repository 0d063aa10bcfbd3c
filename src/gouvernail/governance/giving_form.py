"""The form of an action given on the spot."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.governance.models import AgendaItem
from gouvernail.registers.fields import PartialDateFormField


class GiveActionForm(forms.Form):
    """From which point, what is to be done, which function carries it, for when."""

    prefix = "action"

    point = forms.TypedChoiceField(label=_("Point"), coerce=int)
    title = forms.CharField(label=_("À faire"), max_length=200)
    owner_role = forms.CharField(label=_("Portée par (fonction)"), max_length=120)
    due = PartialDateFormField(label=_("Échéance"), help_text=_("Jour ou mois : « 27/02/2026 », « fin février 2026 »."))

    def __init__(self, *args: Any, items: list[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {one.pk: one for one in items}
        self.fields["point"].choices = [(one.pk, f"{rank}. {one.title}") for rank, one in enumerate(items, 1)]

    @property
    def item(self) -> AgendaItem:
        """The point chosen."""
        return self.items[self.cleaned_data["point"]]
