"""Forms of a committee: a point of the agenda, a decision recorded, a reason, the seats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.governance.models import AgendaItem, Circle, Committee, Decision, ItemKind, Outcome, RecurringItem, Seat
from gouvernail.governance.rules import Votes
from gouvernail.kernel.text import mask_personal_data
from gouvernail.registers.fields import PartialDateFormField


class AgendaItemForm(forms.ModelForm):
    """A point of the agenda typed by a person."""

    class Meta:
        model = AgendaItem
        fields = ("title", "kind", "duration", "speaker", "expected", "paper", "reason", "circle", "closed_because")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs["data-wide"] = ""
        for name in ("reason", "expected"):
            self.fields[name].widget.attrs["data-wide"] = ""
        self.fields["kind"].choices = ItemKind.choices
        self.fields["circle"].choices = Circle.choices


RECORDABLE = (Outcome.ADOPTED, Outcome.AMENDED, Outcome.POSTPONED, Outcome.REJECTED, Outcome.MOOT, Outcome.PROPOSED)


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class RecordForm(forms.Form):
    """What the committee did with one decision: the outcome is the button pressed."""

    outcome = forms.ChoiceField(choices=[(one.value, one.label) for one in RECORDABLE])
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    votes_for = _count(_("Pour"))
    votes_against = _count(_("Contre"))
    votes_abstained = _count(_("Abstentions"))
    amended_wording = forms.CharField(
        label=_("Libellé adopté après amendement"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    postponed_to = PartialDateFormField(
        label=_("Ajournée à"), required=False, help_text=_("Séance, mois ou date : « février 2026 ».")
    )
    reservation = forms.CharField(
        label=_("Réserve"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ce sous réserve de quoi la décision est adoptée."),
    )
    comment = forms.CharField(label=_("Observations"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        self.decision = decision
        kwargs["prefix"] = f"d{decision.pk}"
        kwargs.setdefault("initial", _recorded(decision))
        super().__init__(*args, **kwargs)

    def add_prefix(self, field_name: str) -> str:
        """Leave the outcome without prefix: it is the name of the buttons."""
        return field_name if field_name == "outcome" else super().add_prefix(field_name)

    def hidden_stamp(self) -> str:
        """Return the stamp to send back: that of what is stored now, since the page shows it."""
        return self.decision.updated_at.isoformat()

    def votes(self) -> Votes:
        """Return the votes counted."""
        values = self.cleaned_data
        return Votes(values["votes_for"], values["votes_against"], values["votes_abstained"])


def _recorded(decision: Decision) -> dict[str, Any]:
    return {
        "seen": decision.updated_at.isoformat(),
        "votes_for": decision.votes_for,
        "votes_against": decision.votes_against,
        "votes_abstained": decision.votes_abstained,
        "amended_wording": decision.amended_wording or decision.wording,
        "postponed_to": decision.postponed_to,
        "reservation": decision.reservation,
        "comment": decision.comment,
    }


class AmendForm(forms.Form):
    """The new wording of a decision taken, and why."""

    wording = forms.CharField(label=_("Nouveau libellé"), widget=forms.Textarea(attrs={"rows": 5, "data-wide": ""}))
    reason = forms.CharField(
        label=_("Motif, présenté au comité"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "data-wide": ""})
    )


class NewsForm(forms.Form):
    """What became of a decision, and the day it was carried out."""

    text = forms.CharField(label=_("Suite donnée"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    done_on = forms.DateField(
        label=_("Exécutée le"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("À laisser vide tant que ce n’est pas fait."),
    )


class ReasonForm(forms.Form):
    """A reason that the journal keeps."""

    reason = forms.CharField(label=_("Motif"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class SeatForm(forms.ModelForm):
    """A seat, named by its function."""

    class Meta:
        model = Seat
        fields = ("function", "substitute", "mailbox", "circle", "votes", "guest", "order")
        labels = {"order": _("Rang")}

    def clean_function(self) -> str:
        """Refuse what looks like a phone number or an e-mail address: a seat is a function."""
        function = self.cleaned_data["function"].strip()
        if mask_personal_data(function)[1]:
            raise forms.ValidationError(_("Écrivez une fonction, sans téléphone ni courriel."))
        return function


NEW_SEATS = 3
RecurringFormSet = forms.inlineformset_factory(
    Committee, RecurringItem, fields=("title", "kind", "duration", "speaker", "order"), extra=2, can_delete=True
)
SeatFormSet = forms.inlineformset_factory(Committee, Seat, form=SeatForm, extra=NEW_SEATS, can_delete=True)


def seat_formset(committee: Committee, data: Any = None) -> forms.BaseInlineFormSet:
    """Return the seats of a committee to edit, with a few empty ones that come after them."""
    last = max((seat.order for seat in committee.seats.all()), default=0)
    initial = [{"order": last + rank} for rank in range(1, NEW_SEATS + 1)]
    return SeatFormSet(data, instance=committee, initial=initial)
