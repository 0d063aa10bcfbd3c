"""The words of the letters of a place: its own, those of the place above, or those provided."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.documents.letters.fields import LONG, labels_of
from gouvernail.documents.letters.templates import Template
from gouvernail.documents.models import LetterText
from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.paths import nearest
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError

VERBS = {
    "courrier": gettext_lazy("texte d’un courrier modifié"),
    "courrier_fourni": gettext_lazy("texte d’un courrier rétabli"),
}
"""The words by which the journal tells these acts."""
_BRACES = re.compile(r"\{([^{}]*)\}")
_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Words:
    """What a letter says: lines of its recipient, its subject, its reference, its paragraphs."""

    recipient: tuple[str, ...]
    subject: str
    reference: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """The paragraphs as they are typed, parted by a blank line."""
        return "\n\n".join(self.paragraphs)


def words_of(template: Template, place: Organisation) -> Words:
    """Return what a letter says at ``place``."""
    kept = kept_text(template, place)
    if kept is None:
        return provided(template)
    return typed(kept.recipient, kept.subject, kept.reference, kept.body)


def kept_text(template: Template, place: Organisation) -> LetterText | None:
    """Return the text that ``place``, or the nearest place above it, wrote for a letter."""
    return nearest(LetterText.objects.filter(code=template.code), place)


def provided(template: Template) -> Words:
    """Return the words that come with the software."""
    return Words(
        template.recipient, str(template.subject), template.reference, tuple(str(one) for one in template.paragraphs)
    )


def typed(recipient: str, subject: str, reference: str, body: str) -> Words:
    """Return what somebody typed, as a letter says it."""
    text = body.replace("\r\n", "\n").strip()
    return Words(
        tuple(line.strip() for line in recipient.splitlines() if line.strip()),
        " ".join(subject.split()),
        " ".join(reference.split()),
        tuple(one.strip() for one in _BLANK_LINES.split(text) if one.strip()),
    )


def flaws_of(template: Template, words: Words) -> list[str]:
    """Say in French what cannot stand in a letter: an unknown field, a lone brace, a field of lines amid a sentence."""
    known, found = labels_of(template.kind), []
    if not words.paragraphs:
        found.append(_("Écrivez le texte du courrier."))
    if not words.subject:
        found.append(_("Écrivez l’objet du courrier."))
    for text in (*words.recipient, words.subject, words.reference, *words.paragraphs):
        for key in _BRACES.findall(text):
            if key not in known:
                choices = ", ".join(f"{{{one}}}" for one in known)
                sentence = _("Le champ « {%(key)s} » n’existe pas pour ce courrier. Champs possibles : %(choices)s.")
                found.append(sentence % {"key": key, "choices": choices})
            elif key in LONG and text != f"{{{key}}}":
                sentence = _("Le champ « {%(key)s} » tient sur plusieurs lignes : placez-le seul dans son paragraphe.")
                found.append(sentence % {"key": key})
        if any(brace in _BRACES.sub("", text) for brace in "{}"):
            found.append(
                _("Une accolade est seule dans « %(text)s » : un champ s’écrit {champ}.") % {"text": text[:60]}
            )
    return list(dict.fromkeys(found))


def set_text(template: Template, place: Organisation, words: Words, *, actor: Actor) -> LetterText:
    """Keep the words of a letter for ``place``; ``RefusedError`` when they cannot stand."""
    if flaws := flaws_of(template, words):
        raise RefusedError(flaws)
    values = {
        "recipient": "\n".join(words.recipient),
        "subject": words.subject,
        "reference": words.reference,
        "body": words.body,
    }
    with transaction.atomic():
        _demand(actor, place)
        kept, _created = LetterText.objects.update_or_create(organisation=place, code=template.code, defaults=values)
        _tell(actor, "courrier", place, template)
    return kept


def drop_text(template: Template, place: Organisation, *, actor: Actor) -> None:
    """Go back to the words of the place above, or to those provided."""
    with transaction.atomic():
        _demand(actor, place)
        if LetterText.objects.filter(organisation=place, code=template.code).delete()[0]:
            _tell(actor, "courrier_fourni", place, template)


def _demand(actor: Actor, place: Organisation) -> None:
    if not actor.can(EDIT, "documents", place):
        raise PermissionDenied


def _tell(actor: Actor, verb: str, place: Organisation, template: Template) -> None:
    details = {"courrier": str(template.label)}
    record(
        actor=actor.key,
        verb=verb,
        kind="organisation",
        object_id=place.pk,
        place=place.path,
        label=str(place),
        details=details,
    )
