"""GLPI as a source, read in its database by a read-only account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.catalogue.glpi.connector import BY_ENTITY_FIELD, ORIGIN_FIELD, PURCHASES, ZONE_FIELD
from gouvernail.connectors.catalogue.glpi.contracts import contracts_of, suppliers_of
from gouvernail.connectors.catalogue.glpi.mapping import (
    NO_TYPE,
    Zones,
    computer_of,
    path_words,
    request_of,
    with_subjects,
)
from gouvernail.connectors.catalogue.glpi_sql import client
from gouvernail.connectors.catalogue.glpi_sql.client import COMMON, COMPUTERS, SUBJECTS, TICKETS, GlpiDatabase
from gouvernail.connectors.catalogue.glpi_sql.mapping import computer_row, ticket_row
from gouvernail.connectors.sources.connector import (
    CONTRACTS,
    EQUIPMENT,
    REQUESTS,
    SUPPLIERS,
    Access,
    Connector,
    Mark,
    Report,
    Stream,
    TestResult,
)
from gouvernail.connectors.sources.instants import zone
from gouvernail.connectors.sources.mariadb import opened, sql_fields
from gouvernail.connectors.sources.records import Record
from gouvernail.connectors.sources.returning import TITLES_FIELD, reads_titles
from gouvernail.connectors.sources.sql_tests import grants_of, test_sql

NEEDED = COMMON | TICKETS | COMPUTERS
OPTIONAL = {"glpi_computerantiviruses": ("computers_id", "is_active", "is_uptodate", "is_deleted")}


class GlpiSqlConnector(Connector):
    """GLPI's database: faster than its API, and with the antivirus."""

    code, label, icon = "glpi_sql", "GLPI (base de données)", "headset"
    versions = _("10 ; 11 avec les mêmes tables")
    proven = _("Éprouvé sur une base MariaDB aux tables de GLPI 10.0.19.")
    unproven = _("GLPI 11")
    about = _("Demandes, ordinateurs, antivirus, prestataires et contrats, lus dans la base par un compte en lecture.")
    address_label = _("Serveur MariaDB")
    address_help = _("« serveur » ou « serveur:3306 ».")
    rights_intro = _(
        "À passer par l’administrateur de MariaDB ; remplacez l’hôte et le mot de passe. Avec GLPI 11, la table des "
        "antivirus s’appelle glpi_itemantiviruses (items_id, itemtype, is_active, is_uptodate, is_deleted)."
    )
    streams = (
        Stream(
            REQUESTS,
            _("Demandes"),
            _("Une personne est un pseudonyme ; ni textes, ni techniciens ; aucun intitulé n’est gardé."),
            incremental=True,
        ),
        Stream(EQUIPMENT, _("Ordinateurs"), _("Avec leur système, leur antivirus et leur prix d’achat.")),
        *PURCHASES,
    )
    fields = (*sql_fields("glpi"), ORIGIN_FIELD, TITLES_FIELD, BY_ENTITY_FIELD, ZONE_FIELD)

    def rights(self, access: Access) -> str:
        """Return the GRANTs, column by column."""
        needed = _needed(access)
        tickets = {"glpi_tickets": (*needed["glpi_tickets"], client.TAKEN)}
        return grants_of(access, needed | tickets | OPTIONAL | client.PURCHASES)

    def test(self, access: Access) -> TestResult:
        """Try to reach, to sign in, to read each table, and say whether the account may do too much."""
        return test_sql(
            access,
            needed=_needed(access),
            wished=client.PURCHASES,
            version="SELECT value FROM glpi_configs WHERE context = 'core' AND name = 'version'",
            known=("10.",),
            product="GLPI",
            forbidden=("glpi_users", "password"),
            count=("glpi_tickets", _("Demandes")),
        )

    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        """Yield the tickets or the computers."""
        origin = str(access.option("origin", "groupe"))
        with opened(access) as database:
            glpi = GlpiDatabase(database)
            source = "UTC" if glpi.instants_are_utc() else str(access.option("time_zone"))
            zones = (zone(source), zone(access.time_zone))
            report.say(f"GLPI {glpi.version}, dates lues en {source}.")
            if stream in (SUPPLIERS, CONTRACTS):
                yield from _purchases(glpi, access, stream, zones, report)
                return
            names = {"entities": glpi.names("glpi_entities"), "locations": glpi.names("glpi_locations")}
            if stream == REQUESTS:
                yield from _requests(glpi, access, since, names, zones, report)
                return
            protection, by_entity = glpi.protection(), bool(access.option("by_entity", False))
            for row in glpi.computers():
                if not row["type"]:
                    report.say(NO_TYPE)
                found = computer_of(computer_row(row, origin, names, protection, by_entity=by_entity), zones)
                if found is not None:
                    yield found


def _requests(
    glpi: GlpiDatabase,
    access: Access,
    since: Mark | None,
    names: dict[str, dict[int, str]],
    zones: Zones,
    report: Report,
) -> Iterator[Record]:
    origin, by_entity = str(access.option("origin", "groupe")), bool(access.option("by_entity", False))
    report.mark, report.expected = glpi.mark(), glpi.count(since)
    names |= {"groups": glpi.names("glpi_groups"), "categories": glpi.names("glpi_itilcategories")}
    titles = reads_titles(access)
    for rows in glpi.tickets(since, titles=titles):
        numbers = [int(row["id"]) for row in rows]
        requesters = glpi.firsts("glpi_tickets_users", "users_id", numbers)
        groups = glpi.firsts("glpi_groups_tickets", "groups_id", numbers) if origin == "groupe" else {}
        items = glpi.items(numbers) if titles else {}
        told = [
            ticket_row(row, requesters.get(number), groups.get(number), origin, names, by_entity=by_entity)
            | dict(zip(("itemtype", "item"), items.get(number, ("", "")), strict=True))
            for row, number in zip(rows, numbers, strict=True)
        ]
        yield from with_subjects([request_of(row, zones, access.pseudonym) for row in told], told, access)


def _purchases(glpi: GlpiDatabase, access: Access, stream: str, zones: Zones, report: Report) -> Iterator[Record]:
    if stream == SUPPLIERS:
        yield from suppliers_of(glpi.suppliers(), report)
        return
    entities = glpi.names("glpi_entities") if access.option("by_entity", False) else {}
    rows = [row | {"entity": path_words(entities.get(int(row["entities_id"])))} for row in glpi.contracts()]
    yield from contracts_of(rows, glpi.costs(), datetime.now(zones[1]).date(), report)


def _needed(access: Access) -> dict[str, tuple[str, ...]]:
    if not reads_titles(access):
        return NEEDED
    return NEEDED | SUBJECTS | {"glpi_tickets": (*NEEDED["glpi_tickets"], *SUBJECTS["glpi_tickets"])}


connector = GlpiSqlConnector()
