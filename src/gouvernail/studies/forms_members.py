"""The form of a function that weighs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gouvernail.studies.forms_matrix import LevelField
from gouvernail.studies.models import Member


class MemberForm(forms.ModelForm):
    """A function that weighs, its voices, and the account that answers for it."""

    class Meta:
        model = Member
        fields = ("function", "voices", "account")
        help_texts = {
            "account": _(
                "Ce compte seul verra et donnera les poids de la fonction jusqu’à la clôture. Sans compte, les poids "
                "se saisissent en séance."
            )
        }

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = accounts
        self.fields["account"].empty_label = str(_("Aucun : saisis en séance"))
        self.fields["voices"] = LevelField(label=_("Voix"), required=True, initial=self.instance.voices)

    def clean_function(self) -> str:
        """Refuse a function twice, and what looks like a phone number or an e-mail address."""
        from gouvernail.kernel.text import mask_personal_data

        function = self.cleaned_data["function"].strip()
        if mask_personal_data(function)[1]:
            raise ValidationError(_("Écrivez une fonction, sans téléphone ni courriel."))
        if self.instance.study.members.filter(function=function).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Cette fonction pondère déjà dans cette étude."))
        return function

    def clean_voices(self) -> Decimal:
        """Refuse a member without voice."""
        voices = self.cleaned_data["voices"]
        if voices is not None and not 0 < voices <= 9999:
            raise ValidationError(_("Une fonction qui pondère a au moins une voix."))
        return voices
