"""OCS Inventory as a source, read in its database by a read-only account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.catalogue.ocs import mapping
from gouvernail.connectors.catalogue.ocs.client import NEEDED, Ocs
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
from gouvernail.connectors.sources.instants import zone
from gouvernail.connectors.sources.mariadb import opened, sql_fields
from gouvernail.connectors.sources.records import Record
from gouvernail.connectors.sources.sql_tests import grants_of, test_sql


class OcsConnector(Connector):
    """OCS Inventory, by its database."""

    code, label, icon = "ocs", "OCS Inventory", "devices"
    versions = _("2.8 à 2.12")
    proven = _("Éprouvé sur un serveur OCS Inventory 2.8.1 (tables de 2.11) et son agent 2.10, le 24 novembre 2026.")
    unproven = _("OCS Inventory 2.12")
    about = _("Machines inventoriées par leurs agents, avec leur système ; jamais qui s’en sert.")
    address_label = _("Serveur MariaDB")
    address_help = _("« serveur » ou « serveur:3306 ».")
    rights_intro = _(
        "À passer par l’administrateur de MariaDB ; remplacez l’hôte et le mot de passe. L’API REST d’OCS ne demande "
        "aucun mot de passe : fermez-la au réseau."
    )
    streams = (Stream(EQUIPMENT, _("Machines"), _("Une machine réinstallée est comptée une fois.")),)
    fields = (
        *sql_fields("ocsweb"),
        SettingField(
            "tag",
            _("Le TAG d’OCS donne"),
            kind="choice",
            default="rien",
            choices=(("rien", _("rien d’utile")), ("service", _("le service")), ("site", _("le site"))),
        ),
        SettingField(
            "active_days",
            _("Jours sans contact au-delà desquels une machine n’est plus créée"),
            kind="number",
            default=45,
        ),
        SettingField(
            "time_zone",
            _("Fuseau horaire du serveur OCS"),
            default="Europe/Paris",
            help=_("Celui dans lequel OCS écrit ses dates."),
        ),
    )

    def rights(self, access: Access) -> str:
        """Return the GRANTs, column by column."""
        return grants_of(access, NEEDED)

    def test(self, access: Access) -> TestResult:
        """Try to reach, to sign in, to read each table, and say whether the account may do too much."""
        return test_sql(
            access,
            needed=NEEDED,
            wished={},
            version="SELECT TVALUE FROM config WHERE NAME = 'GUI_VERSION'",
            known=("70",),
            product="OCS Inventory, base",
            forbidden=("operators", "PASSWD"),
            count=("hardware", _("Machines")),
        )

    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        """Yield the machines."""
        zones = (zone(str(access.option("time_zone"))), zone(access.time_zone))
        today, days = datetime.now(zones[1]).date(), int(access.option("active_days", 45))
        with opened(access) as database:
            ocs = Ocs(database)
            announced = ocs.count()
            rows, doubles = mapping.without_doubles(ocs.machines(), ocs.shared_serials(), ocs.shared_macs())
        report.expected = announced - doubles
        report.say(f"OCS Inventory, base {ocs.version or 'de version inconnue'}.")
        if doubles:
            report.say(f"Fiches de machines réinstallées, réunies à la plus récente : {doubles}.")
        if any(mapping.has_no_chassis(row) for row in rows):
            report.say(mapping.NO_TYPE)
        for row in rows:
            found = mapping.machine_of(row, str(access.option("tag")), zones, today, days)
            if found is None:
                report.expected -= 1
            else:
                yield found


connector = OcsConnector()
