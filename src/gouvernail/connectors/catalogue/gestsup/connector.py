"""GestSup as a source: requests and equipment, through a read-only account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.catalogue.gestsup import mapping
from gouvernail.connectors.catalogue.gestsup.client import (
    AGENCY_COLUMNS,
    ASSET_COLUMNS,
    COLUMNS,
    IFACE_COLUMNS,
    TITLE_COLUMNS,
    UUID_COLUMNS,
    GestSup,
)
from gouvernail.connectors.sources.connector import (
    EQUIPMENT,
    REQUESTS,
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
from gouvernail.connectors.sources.records import EquipmentRecord, Record, RequestRecord
from gouvernail.connectors.sources.returning import TITLES_FIELD, reads_titles
from gouvernail.connectors.sources.sql_tests import grants_of, test_sql
from gouvernail.kernel.fewer_collections import fewer_collections


class GestSupConnector(Connector):
    """GestSup, whose API lists no ticket: its database is read, a few columns of it."""

    code, label, icon = "gestsup", "GestSup", "headset"
    versions = _("3.1 et 3.2 (MariaDB)")
    proven = _("Éprouvé sur une base MariaDB aux tables de GestSup 3.2.55 et 3.1.")
    about = _("Demandes et équipements, lus dans la base de GestSup par un compte en lecture seule.")
    address_label = _("Serveur MariaDB")
    address_help = _("« serveur » ou « serveur:3306 ».")
    rights_intro = _(
        "À passer par l’administrateur de MariaDB ; remplacez l’hôte et le mot de passe. Les colonnes sont nommées une "
        "à une : ni textes, ni mots de passe, ni techniciens ; les intitulés ne sont lus que si vous le voulez, et "
        "aucun n’est gardé."
    )
    streams = (
        Stream(REQUESTS, _("Demandes"), _("Une personne est un pseudonyme ; personne n’est suivi."), incremental=True),
        Stream(EQUIPMENT, _("Équipements"), _("Ni système ni prix : GestSup ne les connaît pas.")),
    )
    fields = (
        *sql_fields("bsup"),
        SettingField(
            "time_zone",
            _("Fuseau horaire de GestSup"),
            required=False,
            help=_("Vide : celui que GestSup annonce, sinon Europe/Paris."),
        ),
        TITLES_FIELD,
        SettingField(
            "by_agency",
            _("Les agences de GestSup sont des collectivités"),
            kind="flag",
            required=False,
            default=False,
            help=_("Vous direz laquelle est chacune ; d’ici là, tout va à la collectivité de la source."),
        ),
    )

    def rights(self, access: Access) -> str:
        """Return the GRANTs, column by column."""
        newer = grants_of(access, UUID_COLUMNS).split("\n", 1)[1]
        return f"{grants_of(access, _columns(access) | IFACE_COLUMNS)}\n-- GestSup 3.2 seulement :\n{newer}"

    def test(self, access: Access) -> TestResult:
        """Try to reach, to sign in, to read each table, and say whether the account may do too much."""
        return test_sql(
            access,
            needed=_columns(access),
            wished=IFACE_COLUMNS,
            version="SELECT version FROM tparameters LIMIT 1",
            known=("3.1.", "3.2."),
            product="GestSup",
            forbidden=("tusers", "password"),
            count=("tincidents", _("Demandes")),
        )

    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        """Yield the tickets or the equipment."""
        with fewer_collections(), opened(access) as database:
            database.still()
            gestsup = GestSup(database)
            source_zone = zone(str(access.option("time_zone")) or gestsup.time_zone)
            report.say(f"GestSup {gestsup.version}, fuseau horaire {source_zone.key}.")
            zones = (source_zone, zone(access.time_zone))
            if stream == REQUESTS:
                yield from _requests(gestsup, access, zones, since, report)
            else:
                yield from _equipment(gestsup, access, zones)


def _columns(access: Access) -> dict[str, tuple[str, ...]]:
    asked = [COLUMNS, ASSET_COLUMNS]
    asked += [AGENCY_COLUMNS] if access.option("by_agency", False) else []
    asked += [TITLE_COLUMNS] if reads_titles(access) else []
    tables = dict.fromkeys(table for columns in asked for table in columns)
    return {table: tuple(dict.fromkeys(one for columns in asked for one in columns.get(table, ()))) for table in tables}


def _requests(gestsup: GestSup, access: Access, zones, since: Mark | None, report: Report) -> Iterator[RequestRecord]:
    report.mark = gestsup.mark()
    upto = report.mark["number"]
    report.expected = gestsup.count(since, upto)
    names, by_agency = gestsup.database.names, bool(access.option("by_agency", False))
    words = mapping.Words(*(mapping.plain(names(table)) for table in ("tcategory", "tsubcat", "tservices", "tstates")))
    words = replace(words, agencies=mapping.plain(names("tagencies"))) if by_agency else words
    for tickets in gestsup.tickets(since, upto, agencies=by_agency, titles=reads_titles(access)):
        closings = gestsup.closings(mapping.without_date(tickets))
        sketches = access.sketches([mapping.title_of(ticket) for ticket in tickets])
        for ticket, sketch in zip(tickets, sketches, strict=True):
            asset = access.equipment_key(str(ticket.asset)) if ticket.asset else None
            yield mapping.request_of(ticket, words, closings, zones, access.pseudonym, sketch, asset)


def _equipment(gestsup: GestSup, access: Access, zones) -> Iterator[EquipmentRecord]:
    tables = {
        "types": "tassets_type", "states": "tassets_state", "manufacturers": "tassets_manufacturer",
        "models": "tassets_model", "services": "tservices", "locations": "tassets_location",
    }  # fmt: skip
    words = {name: mapping.plain(gestsup.database.names(table)) for name, table in tables.items()}
    agencies: dict[int, str] = {}
    if access.option("by_agency", False):
        called = mapping.plain(gestsup.database.names("tagencies"))
        agencies = {asset: called.get(agency, "") for asset, agency in gestsup.agencies_of_assets().items()}
    yield from mapping.equipment_of(gestsup.assets(), words, zones, agencies, gestsup.uuids(), gestsup.cards())


connector = GestSupConnector()
