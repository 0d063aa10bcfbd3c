"""The form of the house style, and that of the layouts of a template."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.documents.house_style.colours import INK_LABEL, LABELS, digits_of, flaws
from gouvernail.documents.house_style.fonts import read_font
from gouvernail.documents.house_style.operations import ROLES, may_serve
from gouvernail.documents.house_style.pictures import read_logo
from gouvernail.documents.kit.own_template import LayoutFacts
from gouvernail.documents.kit.style import STRETCHES, Font, Logo, Style
from gouvernail.registers.operations import RefusedError

COLOURS = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "ink")
OWN_FONT = "fichier"


class ColourField(forms.CharField):
    """Six hexadecimal digits, chosen on the screen or typed."""

    widget = forms.TextInput(attrs={"type": "color"})

    def clean(self, value: Any) -> str:
        """Return the six digits."""
        text = super().clean(value)
        try:
            return digits_of(text)
        except ValueError:
            raise ValidationError(_now("Six chiffres hexadécimaux sont attendus, comme « #1b4fa8 ».")) from None


class StyleForm(forms.Form):
    """Colours, font and logo; ``style`` is what cleaning gives."""

    font = forms.ChoiceField(label=_("Police"))
    font_regular = forms.FileField(
        label=_("Fichier de la police (TTF ou OTF)"),
        required=False,
        help_text=_("Incorporé aux PDF. Vérifiez que sa licence le permet."),
        widget=forms.FileInput(attrs={"accept": ".ttf,.otf"}),
    )
    font_bold = forms.FileField(
        label=_("Fichier de la graisse forte"), required=False, widget=forms.FileInput(attrs={"accept": ".ttf,.otf"})
    )
    logo = forms.FileField(
        label=_("Logo (PNG ou JPEG)"),
        required=False,
        help_text=_("Sur la couverture, en pied de diapositive et en tête des documents. 3 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    logo_alt = forms.CharField(
        label=_("Texte lu à la place du logo"),
        max_length=160,
        required=False,
        help_text=_("Par exemple « Logo de la communauté de communes »."),
    )
    drop_logo = forms.BooleanField(label=_("Retirer le logo"), required=False)

    def __init__(self, *args: Any, style: Style, **kwargs: Any) -> None:
        self.kept = style
        super().__init__(*args, **kwargs)
        colours = {
            name: ColourField(label=label, max_length=7)
            for name, label in zip(COLOURS, (*LABELS, INK_LABEL), strict=True)
        }
        self.fields = colours | self.fields
        choices = [(name, name) for name in STRETCHES]
        if style.font.files:
            choices.append((style.font.name, _now("%(name)s (fichier déposé)") % {"name": style.font.name}))
        choices.append((OWN_FONT, _now("Une police déposée ci-dessous")))
        self.fields["font"].choices = choices
        self.fields["font"].help_text = _now(
            "Les PowerPoint et les Word prennent la police de l’ordinateur qui les ouvre ; les PDF restent en Inter "
            "si le fichier de la police n’est pas déposé."
        )
        if style.logo is None:
            del self.fields["drop_logo"]
        self._fill(style)

    def _fill(self, style: Style) -> None:
        for name, digits in zip(COLOURS, (*style.accents, style.ink), strict=True):
            self.initial.setdefault(name, f"#{digits}")
        self.initial.setdefault(
            "font", style.font.name if style.font.name in STRETCHES or style.font.files else "Calibri"
        )
        self.initial.setdefault("logo_alt", style.logo.alt if style.logo else "")

    def clean(self) -> dict[str, Any]:
        """Put the style together, then check its colours."""
        given = super().clean() or {}
        if any(name not in given for name in COLOURS):
            return given
        colours = tuple(given[name] for name in COLOURS)
        style = Style(colours[-1], colours[:-1], self._font(given), self._logo(given))
        for name, sentences in flaws(style).items():
            for sentence in sentences:
                self.add_error(name, sentence)
        self.style = style
        return given

    def _font(self, given: dict[str, Any]) -> Font:
        try:
            if sent := given.get("font_regular"):
                regular = read_font(sent.read())
                bold = [read_font(given["font_bold"].read(), bold=True)] if given.get("font_bold") else []
                if bold and bold[0].family != regular.family:
                    self.add_error("font_bold", _now("Les deux fichiers ne sont pas de la même police."))
                files = (regular, *bold)
                return Font(regular.family, max(one.stretch for one in files), tuple(one.content for one in files))
        except RefusedError as refusal:
            self.add_error("font_regular", refusal)
            return self.kept.font
        name = given.get("font", "")
        if name == OWN_FONT:
            self.add_error("font_regular", _now("Déposez le fichier de la police, ou choisissez-en une dans la liste."))
        if self.kept.font.files and name == self.kept.font.name:
            return self.kept.font
        return Font(name, STRETCHES.get(name, 1.0))

    def _logo(self, given: dict[str, Any]) -> Logo | None:
        alt = str(given.get("logo_alt", "")).strip()
        if given.get("drop_logo") and not given.get("logo"):
            return None
        kept = self.kept.logo
        try:
            logo = read_logo(given["logo"].read(), alt) if given.get("logo") else kept and replace(kept, alt=alt)
        except RefusedError as refusal:
            self.add_error("logo", refusal)
            return kept
        if logo and not alt:
            self.add_error("logo_alt", _now("Écrivez ce que dit le logo : les lecteurs d’écran le lisent."))
        return logo


ROLE_LABELS = {
    "opening": _("Couverture"),
    "section": _("Intercalaires"),
    "body": _("Contenu"),
    "pair": _("Contenu sur deux colonnes"),
}


class LayoutsForm(forms.Form):
    """Which layout of a template serves each kind of slide."""

    def __init__(self, *args: Any, layouts: dict[str, int | None], facts: list[LayoutFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in ROLES:
            choices = [(str(one.rank), one.name) for one in facts if may_serve(role, one)]
            if role == "pair":
                choices.insert(0, ("", _now("Aucune : les deux colonnes se partagent le contenu")))
            self.fields[role] = forms.ChoiceField(label=ROLE_LABELS[role], choices=choices, required=role != "pair")
            rank = layouts.get(role)
            self.initial.setdefault(role, "" if rank is None else str(rank))

    def layouts(self) -> dict[str, int | None]:
        """Return the rank of the layout of each kind of slide."""
        return {role: int(self.cleaned_data[role]) if self.cleaned_data[role] else None for role in ROLES}
