"""The form of a decision: what was put to a meeting does not change once it was shown."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gouvernail.governance.models import AgendaItem, Decision, MeetingState, Outcome
from gouvernail.governance.visibility import WITHIN
from gouvernail.registers.forms import RegisterForm, form_field

SHOWN_AS_IT_WAS = (
    "meeting", "number", "title", "wording", "context", "options", "condition", "needs_refused", "needs_taken",
)  # fmt: skip
"""The fields that the committee saw: they stay as they were from the freezing of the deck on."""
SETTLED = (*SHOWN_AS_IT_WAS, "organisation", "owner_role", "due")
"""What the minutes hold: once they are established, only what follows is still noted."""


class DecisionForm(RegisterForm):
    """Checks the conditions between decisions, and keeps what was shown as it was shown."""

    class Meta:
        model = Decision
        fields = (
            "organisation", "meeting", "number", "title", "wording", "context", "options", "condition",
            "needs_refused", "needs_taken", "owner_role", "due", "circle", "closed_because",
        )  # fmt: skip
        formfield_callback = form_field

    def clean(self) -> dict[str, Any]:
        """Refuse a decision that depends on itself, on one both ways, or that changes after it was shown."""
        cleaned = super().clean()
        refused = set(cleaned.get("needs_refused") or ())
        taken = set(cleaned.get("needs_taken") or ())
        if self.instance.pk and self.instance in refused | taken:
            raise ValidationError(_("Une décision ne peut pas dépendre d’elle-même."))
        if both := refused & taken:
            raise ValidationError(
                _("« %(title)s » ne peut pas être à la fois refusée et adoptée : choisissez l’une des deux conditions.")
                % {"title": next(iter(both))}
            )
        self._keep_what_was_shown()
        return cleaned

    def _save_m2m(self) -> None:
        """Let the point of the agenda be read by the same people as its decision."""
        super()._save_m2m()
        items = AgendaItem.objects.filter(object_kind="decision", object_id=self.instance.pk)
        items.update(circle=self.instance.circle, closed_because=self.instance.closed_because)

    def _refuse_closing(self, stored: Decision) -> None:
        wider = len(WITHIN[self.cleaned_data.get("circle", stored.circle)])
        if wider > len(WITHIN[stored.circle]):
            raise ValidationError(
                _("Cette décision a déjà été montrée plus largement : son accès ne peut plus que s’ouvrir.")
            )

    def _refuse_settled(self) -> None:
        touched = [self.fields[name].label for name in self.changed_data if name in SETTLED]
        if touched:
            raise ValidationError(
                _(
                    "Cette décision est prise et son relevé établi : %(fields)s ne se réécrivent pas. "
                    "Faites-la modifier ou abroger par une autre décision, depuis sa fiche."
                )
                % {"fields": ", ".join(f"« {label} »" for label in touched)}
            )

    def _keep_what_was_shown(self) -> None:
        if not self.instance.pk:
            return
        stored = Decision.objects.select_related("meeting").get(pk=self.instance.pk)
        if stored.taken_over:
            self._refuse_settled()
        if stored.meeting is None or stored.meeting.state == MeetingState.PREPARED:
            return
        self._refuse_closing(stored)
        if stored.meeting.state == MeetingState.CLOSED and stored.outcome != Outcome.PROPOSED:
            self._refuse_settled()
        touched = [self.fields[name].label for name in self.changed_data if name in SHOWN_AS_IT_WAS]
        if touched:
            raise ValidationError(
                _("Le support montré en séance est figé : %(fields)s ne changent plus. Défigez-le avant la séance.")
                % {"fields": ", ".join(f"« {label} »" for label in touched)}
            )
