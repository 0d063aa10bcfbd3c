"""The form of a meeting: its number and its day follow those of the meetings around it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gouvernail.governance.models import Meeting, MeetingState
from gouvernail.registers.forms import RegisterForm, form_field


class MeetingForm(RegisterForm):
    """Refuses a number already taken, and a day before the previous meeting or after the next one."""

    class Meta:
        model = Meeting
        fields = ("organisation", "committee", "number", "held_on", "starts_at", "location", "subject", "next_on")
        formfield_callback = form_field

    def clean(self) -> dict[str, Any]:
        """Check the meeting against the others of its committee."""
        cleaned = super().clean()
        committee, number, day = (cleaned.get(name) for name in ("committee", "number", "held_on"))
        if committee and number is not None:
            others = committee.meetings.exclude(pk=self.instance.pk)
            if others.filter(number=number).exists():
                words = _("%(committee)s a déjà une séance n° %(number)s.")
                self.add_error("number", words % {"committee": committee, "number": number})
            elif day:
                self._check_order(others, number, day)
        coming = cleaned.get("next_on")
        if day and coming and coming.last_day <= day.first_day:
            self.add_error("next_on", _("La prochaine séance ne peut pas précéder celle-ci."))
        if "held_on" in self.changed_data and self.instance.pk:
            self._refuse_moving_what_was_held()
        return cleaned

    def _check_order(self, others: Any, number: int, day: Any) -> None:
        before = others.filter(number__lt=number).order_by("-number").first()
        after = others.filter(number__gt=number).order_by("number").first()
        if before and day.last_day < before.held_on.first_day:
            words = _("Ce jour précède la séance n° %(number)s, tenue ou prévue : %(day)s.")
            self.add_error("held_on", words % {"number": before.number, "day": before.held_on})
        if after and day.first_day > after.held_on.last_day:
            words = _("Ce jour suit la séance n° %(number)s, prévue ou tenue : %(day)s.")
            self.add_error("held_on", words % {"number": after.number, "day": after.held_on})

    def _refuse_moving_what_was_held(self) -> None:
        stored = Meeting.objects.get(pk=self.instance.pk)
        if stored.state == MeetingState.CLOSED:
            raise ValidationError(_("Le relevé de cette séance est établi : sa date ne change plus."))
