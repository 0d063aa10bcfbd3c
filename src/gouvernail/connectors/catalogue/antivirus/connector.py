"""An antivirus console as a source: its export is brought by hand, its columns are remembered."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.catalogue.antivirus import mapping
from gouvernail.connectors.catalogue.antivirus.client import rows_of
from gouvernail.connectors.sources.connector import (
    EQUIPMENT,
    Access,
    Connector,
    Mark,
    Report,
    SettingField,
    Stream,
    TestResult,
)
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.records import Record


class AntivirusConnector(Connector):
    """An export of any console; no two have the same columns, so each source says its own."""

    code, label, icon = "antivirus", "Antivirus (export)", "shield"
    versions = _("tout export CSV, XLSX ou ODS")
    proven = _("Éprouvé sur des fichiers écrits pour les essais ; aucune console d’éditeur n’a pu l’être.")
    is_proven = False
    about = _("Postes protégés ou non, d’après l’export d’une console ; les colonnes sont retenues par console.")
    address_label = _("Console")
    address_help = _("Le nom de la console, pour s’y retrouver.")
    takes_file = True
    streams = (Stream(EQUIPMENT, _("Protection des postes"), _("Un poste absent du parc est montré, pas créé.")),)
    fields = (
        SettingField("name_column", _("Colonne du nom du poste"), default="Computer name"),
        SettingField("state_column", _("Colonne de l’état de protection"), default="Status"),
        SettingField("contact_column", _("Colonne du dernier contact"), required=False),
        SettingField("good", _("Mots qui veulent dire « protégé »"), kind="long", default=mapping.USUAL_GOOD),
        SettingField("bad", _("Mots qui veulent dire « non protégé »"), kind="long", default=mapping.USUAL_BAD),
    )

    def rights(self, access: Access) -> str:
        """Return what the export needs."""
        return "Aucun droit : déposez l’export de la console. Il n’est pas conservé."

    def test(self, access: Access) -> TestResult:
        """There is nothing to reach; the words must not say two things."""
        result = TestResult()
        both = mapping.word_list(str(access.option("good"))) & mapping.word_list(str(access.option("bad")))
        if both:
            error = SourceError(Fault.SETTING, f"« {min(both)} » veut dire deux choses.", "Retirez-le d’une liste.")
            result.failed(_("Mots"), error)
        else:
            result.good(_("Mots"), "Chaque mot ne veut dire qu’une chose ; déposez un export pour le lire.")
        return result

    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        """Yield the machines of the export that was brought."""
        if not access.file:
            raise SourceError(Fault.SETTING, "Aucun export n’a été déposé.", "Déposez celui de la console.")
        columns = {
            "name": str(access.option("name_column")),
            "state": str(access.option("state_column")),
            "contact": str(access.option("contact_column")),
        }
        good, bad = mapping.word_list(str(access.option("good"))), mapping.word_list(str(access.option("bad")))
        unknown: set[str] = set()
        yield from mapping.machines(rows_of(access.file, access.file_name, columns), good, bad, unknown)
        if unknown:
            words = " », « ".join(sorted(unknown)[:10])
            report.warn(f"Mots d’état à expliquer dans les réglages : « {words} ». Leurs postes sont laissés.")


connector = AntivirusConnector()
