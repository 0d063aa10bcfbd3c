"""What was done to an object, as its sheet tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from gouvernail.accounts.models import User
from gouvernail.journal.models import Entry
from gouvernail.registers.registry import registers

VERBS = {
    "creer": _("créé"),
    "modifier": _("modifié"),
    "supprimer": _("supprimé"),
    "relier": _("relié"),
    "delier": _("délié"),
    "importer": _("importé"),
    "enregistrer_decision": _("décision enregistrée"),
    "figer": _("support figé"),
    "clore": _("relevé établi"),
    "produire": _("document produit"),
    "confier": _("confié"),
    "charger": _("chargé"),
    "retirer": _("retiré"),
    "effacer": _("effacé"),
    "ouvrir": _("ouvert"),
    "purger": _("purgé"),
    "renouveler_acces": _("accès renouvelé"),
}

"""What was done, by the key that the journal keeps; upper rooms add theirs."""
NOUNS = {
    "membership": _("rôle"),
    "user": _("compte"),
    "organisation": _("collectivité"),
    "journal": _("journal"),
    "import": _("import"),
    "source": _("source reliée"),
}
"""What it was done to, for what no register holds; upper rooms add theirs."""


@dataclass(frozen=True)
class HistoryLine:
    """One act: its number in the journal, when, what, by whom."""

    number: int
    at: datetime
    text: str
    who: str
    label: str = ""
    kind: str = ""
    noun: str = ""


def history_of(kind: str, pk: int, limit: int = 12) -> list[HistoryLine]:
    """Return the last acts on an object, newest first (two queries)."""
    return told(list(Entry.objects.filter(kind=kind, object_id=str(pk))[:limit]))


def told(entries: list[Entry]) -> list[HistoryLine]:
    """Put names on journal entries, for those who may read them; an erased person has none left."""
    keys = [entry.actor for entry in entries if len(entry.actor) == 36]
    nouns = {one.kind: one.label for one in registers()} | {kind: str(noun) for kind, noun in NOUNS.items()}
    # The function says enough: a journal that named people would soon count what each of them did.
    names = {
        str(user.opaque_id): user.function or str(user)
        for user in User.objects.filter(opaque_id__in=keys, is_active=True)
    }
    return [
        HistoryLine(
            entry.number,
            entry.at,
            str(VERBS.get(entry.verb, entry.verb)),
            names.get(entry.actor, str(_("compte effacé")) if len(entry.actor) == 36 else entry.actor),
            entry.label,
            entry.kind,
            nouns.get(entry.kind, entry.kind),
        )
        for entry in entries
    ]
