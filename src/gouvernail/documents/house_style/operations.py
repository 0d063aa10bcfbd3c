"""Setting the look of documents: each act checks the right, writes at once, and leaves one line in the journal."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy

from gouvernail.documents.kit.own_template import LayoutFacts, UnusableTemplateError, facts_of, open_template
from gouvernail.documents.kit.own_template import read_template as read_layouts
from gouvernail.documents.kit.style import Style
from gouvernail.documents.models import DeckTemplate, HouseStyle
from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError

VERBS = {
    "charte": gettext_lazy("charte des documents modifiée"),
    "charte_retiree": gettext_lazy("charte des documents retirée"),
    "modele": gettext_lazy("modèle de présentation déposé"),
    "modele_retire": gettext_lazy("modèle de présentation retiré"),
}
"""The words by which the journal tells these acts."""
ROLES = ("opening", "section", "body", "pair")


def set_style(place: Organisation, style: Style, *, actor: Actor) -> HouseStyle:
    """Keep the style of ``place``; ``PermissionDenied`` without the right to write documents."""
    values: dict[str, Any] = {
        "ink": style.ink,
        "accents": list(style.accents),
        "font_name": style.font.name,
        "font_stretch": f"{style.font.stretch:.2f}",
        "font_regular": style.font.files[0] if style.font.files else None,
        "font_bold": style.font.files[1] if len(style.font.files) > 1 else None,
        "logo": style.logo.content if style.logo else None,
        "logo_width": style.logo.width if style.logo else 0,
        "logo_height": style.logo.height if style.logo else 0,
        "logo_alt": style.logo.alt if style.logo else "",
    }
    with transaction.atomic():
        _demand(actor, place)
        kept, _created = HouseStyle.objects.update_or_create(organisation=place, defaults=values)
        told = {"couleurs": [style.ink, *style.accents], "police": style.font.name, "logo": bool(style.logo)}
        _tell(actor, "charte", place, told)
    return kept


def drop_style(place: Organisation, *, actor: Actor) -> None:
    """Go back to the style of the place above, or of the product."""
    with transaction.atomic():
        _demand(actor, place)
        if HouseStyle.objects.filter(organisation=place).delete()[0]:
            _tell(actor, "charte_retiree", place)


def set_template(place: Organisation, name: str, data: bytes, *, actor: Actor) -> DeckTemplate:
    """Keep a PowerPoint file as the template of ``place``; ``RefusedError`` when no deck can stand on it."""
    try:
        template, _facts = read_layouts(data)
    except UnusableTemplateError as flaw:
        raise RefusedError(str(flaw)) from flaw
    layouts = {role: getattr(template, role) for role in ROLES}
    with transaction.atomic():
        _demand(actor, place)
        kept, _created = DeckTemplate.objects.update_or_create(
            organisation=place, defaults={"name": name[:200], "content": data, "layouts": layouts}
        )
        _tell(actor, "modele", place, {"fichier": name, "dispositions": layouts})
    return kept


def map_layouts(kept: DeckTemplate, layouts: dict[str, int | None], *, actor: Actor) -> None:
    """Say which layout serves each kind of slide; ``RefusedError`` when one cannot serve."""
    facts = layouts_of(kept)
    for role, rank in layouts.items():
        if rank is None and role == "pair":
            continue
        if rank not in {one.rank for one in facts if may_serve(role, one)}:
            raise RefusedError(gettext_lazy("Cette disposition ne peut pas servir à ces diapositives."))
    with transaction.atomic():
        _demand(actor, kept.organisation)
        kept.layouts = layouts
        kept.save(update_fields=["layouts", "changed_at"])
        _tell(actor, "modele", kept.organisation, {"fichier": kept.name, "dispositions": layouts})


def drop_template(place: Organisation, *, actor: Actor) -> None:
    """Draw decks on the product's own template again."""
    with transaction.atomic():
        _demand(actor, place)
        if DeckTemplate.objects.filter(organisation=place).delete()[0]:
            _tell(actor, "modele_retire", place)


def layouts_of(kept: DeckTemplate) -> list[LayoutFacts]:
    """Return what the layouts of a kept template offer."""
    return facts_of(open_template(bytes(kept.content)))


def may_serve(role: str, layout: LayoutFacts) -> bool:
    """Say whether a layout can serve the slides of ``role`` (opening, section, body, pair)."""
    if role == "body":
        return layout.is_usable
    return layout.is_pair if role == "pair" else layout.title is not None


def _demand(actor: Actor, place: Organisation) -> None:
    if not actor.can(EDIT, "documents", place):
        raise PermissionDenied


def _tell(actor: Actor, verb: str, place: Organisation, details: Any = None) -> None:
    record(
        actor=actor.key,
        verb=verb,
        kind="organisation",
        object_id=place.pk,
        place=place.path,
        label=str(place),
        details=details,
    )
