"""A CSV of requests as a source: it is read as it comes, whatever its length, and compared like any other reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.catalogue.requests_file import mapping
from gouvernail.connectors.catalogue.requests_file.client import open_requests
from gouvernail.connectors.sources.connector import (
    REQUESTS,
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
from gouvernail.connectors.sources.returning import TITLES_FIELD, reads_titles
from gouvernail.kernel.fewer_collections import fewer_collections


class RequestsFileConnector(Connector):
    """Requests of any tool that exports them; the names of the columns are those of the register."""

    code, label, icon = "requests_file", "Demandes (fichier CSV)", "headset"
    versions = _("tout export CSV, quelle que soit sa longueur")
    proven = _("Éprouvé sur un fichier d’un million de lignes écrit pour les essais, sur SQLite.")
    about = _("Un long export de demandes, lu ligne à ligne : ni la limite des tableurs, ni leurs lenteurs.")
    address_label = _("Outil d’où vient le fichier")
    address_help = _("Son nom, pour s’y retrouver.")
    takes_file = takes_large_file = True
    file_label = _("Export des demandes (CSV)")
    file_accept = ".csv,.txt,.tsv"
    in_order = False
    streams = (Stream(REQUESTS, _("Demandes"), _("Qui demande et qui répond ne sont pas lus.")),)
    fields = (
        SettingField(
            "whole",
            _("Chaque fichier contient toutes les demandes"),
            kind="flag",
            required=False,
            default=False,
            help=_("Ce qui n’y est plus est alors proposé à la suppression. Sans cela, un fichier ne supprime rien."),
        ),
        TITLES_FIELD,
    )

    def rights(self, access: Access) -> str:
        """Return what the file needs."""
        return (
            "Aucun droit : déposez l’export. Il n’est pas conservé.\n\n"
            "Colonnes lues : Référence, Nature ou Catégorie, Ouverte le, Résolue le ; si elles y sont, Service, "
            "Collectivité,\nles heures, l’intitulé et l’équipement. Les autres ne le sont pas."
        )

    def test(self, access: Access) -> TestResult:
        """There is nothing to reach."""
        result = TestResult()
        result.good(_("Fichier"), "Rien à joindre : déposez un export pour le lire.")
        return result

    def is_whole(self, options: Mapping[str, Any]) -> bool:
        """Whether a person said that each file holds all the requests."""
        return bool(options.get("whole"))

    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        """Yield the requests of the file that was brought, in its order."""
        if access.large_file is None:
            raise SourceError(Fault.SETTING, "Aucun fichier n’a été déposé.", "Déposez l’export des demandes.")
        found = open_requests(access.large_file, access.file_name or "Le fichier")
        report.expected = found.expected
        for sentence in found.csv.warnings:
            report.say(sentence)
        columns = found.columns
        if not reads_titles(access):
            columns = {name: at for name, at in columns.items() if name not in ("title_sketch", "equipment_key")}
        with fewer_collections():
            for lines in found.chunks():
                yield from mapping.requests_of(lines, columns, access.sketches, access.equipment_key)


connector = RequestsFileConnector()
