"""The form of opening hours: how a day is written is said once, and shown in each."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from gouvernail.registers.forms import RegisterForm, form_field
from gouvernail.support.opening import WEEK, OpeningHours

EXAMPLE = "8 h 30–12 h / 13 h 30–17 h"


class OpeningHoursForm(RegisterForm):
    """Gives an example of hours beside the first day."""

    class Meta:
        model = OpeningHours
        fields = ("organisation", "since", *WEEK, "open_on_holidays")
        formfield_callback = form_field

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[WEEK[0]].help_text = _(
            "Une ou plusieurs plages, comme « %(example)s ». Vide : fermé ce jour-là. De même pour les autres jours."
        ) % {"example": EXAMPLE}
        self.fields["open_on_holidays"].help_text = _("Pour un support de jour comme de nuit, ou une astreinte.")
