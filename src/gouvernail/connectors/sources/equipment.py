"""What sources call equipment, as the register of equipment calls it; a word it does not know is left to a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.sources.connector import SettingField
from gouvernail.kernel.text import fold

_TYPES = (
    ("PC portable", ("portable", "laptop", "notebook", "ultrabook", "pc portable", "convertible",
                     "detachable", "sub notebook")),
    ("PC fixe", ("pc", "pc fixe", "ordinateur", "desktop", "tour", "unite centrale", "poste", "mini pc", "workstation",
                 "computer", "all in one", "station de travail", "micro", "mini tower", "tower",
                 "low profile desktop", "space-saving", "lunch box", "pizza box", "stick pc")),
    ("Tablette", ("tablette", "tablet", "ipad")),
    ("Téléphone mobile", ("telephone mobile", "mobile", "smartphone", "gsm", "telephone portable", "portable gsm")),
    ("Serveur", ("serveur", "server", "machine virtuelle", "virtual machine", "vm", "nas", "hyperviseur",
                 "rack mount chassis", "main server chassis", "blade", "blade enclosure")),
    ("Imprimante", ("imprimante", "printer", "copieur", "multifonction", "traceur")),
    ("Équipement réseau", ("switch", "commutateur", "routeur", "router", "borne wifi", "point d'acces", "pare-feu",
                           "firewall", "equipement reseau", "borne", "onduleur reseau")),
)  # fmt: skip
_BY_WORD = {word: label for label, words in _TYPES for word in words}


def equipment_type(word: str) -> str:
    """Return the register's word for a source's type of equipment, or the word itself when nothing is sure."""
    folded = " ".join(fold(word).replace("_", " ").split())
    return _BY_WORD.get(folded) or _BY_WORD.get(folded.rstrip("s")) or word


_STATES = {
    "En service": ("en service", "en production", "production", "installe", "actif", "deploye", "utilise", "affecte"),
    "En stock": ("en stock", "stock", "reserve", "disponible", "spare", "standby", "standbye", "en reserve"),
    "Réformé": ("reforme", "recycle", "au rebut", "rebut", "detruit", "sorti", "hors service", "vole", "perdu", "cede"),
}
_STATE_BY_WORD = {word: label for label, words in _STATES.items() for word in words}


def equipment_state(word: str) -> str:
    """Return the register's word for a source's state of equipment, or the word itself when nothing is sure."""
    return _STATE_BY_WORD.get(" ".join(fold(word).split()), word)


CREATED_AS = {"pc_fixe": "PC fixe", "pc_portable": "PC portable"}


def creation_field(default: str = "non") -> SettingField:
    """Return the setting of a source that does not tell a desktop from a laptop: what becomes of unknown machines."""
    return SettingField(
        "create",
        _("Un poste absent du parc est"),
        kind="choice",
        default=default,
        choices=(
            ("non", _("montré dans les écarts, pas créé")),
            ("pc_fixe", _("créé comme PC fixe")),
            ("pc_portable", _("créé comme PC portable")),
        ),
        help=_("Cette source ne dit pas si un poste est fixe ou portable ; celui que le parc connaît garde son type."),
    )
