"""GLPI as a source, through its REST API."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.catalogue.glpi import mapping
from gouvernail.connectors.catalogue.glpi.client import (
    COMPUTER_COLUMNS,
    CONTRACT_COLUMNS,
    ORIGINS,
    SUBJECT_COLUMNS,
    SUPPLIER_COLUMNS,
    TICKET_COLUMNS,
    Glpi,
    opened,
)
from gouvernail.connectors.catalogue.glpi.contracts import contracts_of, suppliers_of
from gouvernail.connectors.sources.connector import (
    CONTRACTS,
    EQUIPMENT,
    REQUESTS,
    SUPPLIERS,
    Access,
    Connector,
    Mark,
    Report,
    SettingField,
    Stream,
    TestResult,
    Text,
)
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.instants import zone
from gouvernail.connectors.sources.records import Record
from gouvernail.connectors.sources.returning import TITLES_FIELD, reads_titles
from gouvernail.kernel.numbers_fr import format_number

ORIGIN_FIELD = SettingField(
    "origin",
    _("Le service est donné par"),
    kind="choice",
    default="groupe",
    choices=(("groupe", _("le groupe demandeur")), ("entite", _("l’entité")), ("lieu", _("le lieu"))),
)
ZONE_FIELD = SettingField(
    "time_zone", _("Fuseau horaire de GLPI"), default="Europe/Paris", help=_("Celui dans lequel GLPI écrit ses dates.")
)


BY_ENTITY_FIELD = SettingField(
    "by_entity",
    _("Les entités de GLPI sont des collectivités"),
    kind="flag",
    required=False,
    default=False,
    help=_("Vous direz laquelle est chacune ; d’ici là, tout va à la collectivité de la source."),
)


PURCHASES = (
    Stream(SUPPLIERS, _("Prestataires"), _("Nom, type, SIREN ; ni contacts, ni adresses. À lire avant les contrats.")),
    Stream(CONTRACTS, _("Contrats"), _("Dates, préavis, reconduction, montant annuel ; GLPI ne dit ni HT ni TTC.")),
)


class GlpiConnector(Connector):
    """GLPI, asked for a few columns of its searches."""

    code, label, icon = "glpi", "GLPI (API)", "headset"
    versions = _("10 ; 11 par la même API")
    proven = _("Éprouvé sur des réponses de GLPI 10.0.19.")
    unproven = _("GLPI 11")
    about = _("Demandes, ordinateurs, prestataires et contrats, lus par l’API REST de GLPI avec un compte en lecture.")
    address_label = _("Adresse de GLPI")
    address_help = _("« https://glpi.exemple.fr ».")
    rights_intro = _("Dans GLPI, par un administrateur.")
    streams = (
        Stream(
            REQUESTS,
            _("Demandes"),
            _("Une personne est un pseudonyme ; ni textes, ni techniciens ; aucun intitulé n’est gardé."),
            incremental=True,
        ),
        Stream(
            EQUIPMENT,
            _("Ordinateurs"),
            _("Avec leur système et leur prix d’achat ; les modèles et la corbeille sont laissés."),
        ),
        *PURCHASES,
    )
    fields = (
        SettingField("app_token", _("Jeton d’application"), kind="secret", required=False),
        SettingField("user_token", _("Jeton d’API de l’utilisateur"), kind="secret"),
        ORIGIN_FIELD,
        TITLES_FIELD,
        BY_ENTITY_FIELD,
        ZONE_FIELD,
    )

    def rights(self, access: Access) -> str:
        """Return what to give in GLPI."""
        return (
            "1. Configuration > Générale > API : activer l’API REST et la connexion avec jeton externe ;\n"
            "   ajouter un client d’API limité à l’adresse de ce serveur, et recopier son jeton d’application.\n"
            "2. Administration > Profils : créer « Lecture Gouvernail », interface standard, avec seulement :\n"
            "   Assistance > Tickets : voir tous ; Parc > Ordinateur : lecture ;\n"
            "   pour les prix, les prestataires et les contrats : Gestion > Informations financières, Fournisseurs,\n"
            "   Contrats : lecture ;\n"
            "   Intitulés (catégories, lieux, groupes) : lecture. Aucun droit de créer, modifier ou supprimer.\n"
            "3. Administration > Utilisateurs : créer un compte, lui donner ce profil sur l’entité racine, récursif,\n"
            "   puis recopier son jeton d’API (Clés d’accès distant)."
        )

    def test(self, access: Access) -> TestResult:
        """Open a session, look at the version, count what is seen."""
        result, label = TestResult(), _("Serveur et jetons")
        try:
            with opened(access) as glpi:
                result.good(label, "Session ouverte.")
                label = _("Version")
                self._test_version(glpi, result)
                for itemtype, label in (("Ticket", _("Demandes")), ("Computer", _("Ordinateurs"))):
                    _test_count(glpi, itemtype, label, result)
                for itemtype, label in (("Supplier", _("Prestataires")), ("Contract", _("Contrats"))):
                    try:
                        _test_count(glpi, itemtype, label, result)
                    except SourceError as error:
                        if error.fault != Fault.RIGHT:
                            raise
                        result.warn(label, error.sentence, "Ce droit ne sert qu’à ce flux.", error.fault)
        except SourceError as error:
            result.failed(label, error)
        return result

    def _test_version(self, glpi: Glpi, result: TestResult) -> None:
        version = glpi.version()
        if version.startswith("10."):
            result.good(_("Version"), f"GLPI {version}.")
        else:
            result.warn(
                _("Version"),
                f"GLPI {version or 'de version inconnue'} : non éprouvé.",
                "Comparez les nombres de l’aperçu à ceux de GLPI avant d’appliquer.",
            )

    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        """Yield the tickets or the computers."""
        zones = (zone(str(access.option("time_zone"))), zone(access.time_zone))
        origin, by_entity = str(access.option("origin", "groupe")), bool(access.option("by_entity", False))
        with opened(access) as glpi:
            if stream in (SUPPLIERS, CONTRACTS):
                yield from _purchases(glpi, stream, by_entity=by_entity, zones=zones, report=report)
                return
            if stream == REQUESTS:
                columns = TICKET_COLUMNS | {"department": ORIGINS.get(origin, ORIGINS["groupe"])}
                columns |= {"entity": ORIGINS["entite"]} if by_entity else {}
                columns |= SUBJECT_COLUMNS if reads_titles(access) else {}
                last = str((since or {}).get("at", ""))
                for row in glpi.search("Ticket", columns, report, changed_since=mapping.a_little_before(last)):
                    last = max(last, str(row["changed"] or ""))
                    found = mapping.request_of(row, zones, access.pseudonym)
                    yield mapping.with_subjects([found], [row], access)[0]
                report.mark = {"at": last} if last else None
                return
            names = {"groupe": "group", "entite": "entity"}
            for row in glpi.search("Computer", COMPUTER_COLUMNS, report):
                row["department"] = row[names[origin]] if origin in names else ""
                row["entity"] = row["entity"] if by_entity else ""
                if not row["type"]:
                    report.say(mapping.NO_TYPE)
                found = mapping.computer_of(row, zones)
                if found is None:
                    report.expected = (report.expected or 1) - 1
                    report.say("Des ordinateurs sans nom ni numéro de série ont été laissés.")
                else:
                    yield found


def _test_count(glpi: Glpi, itemtype: str, label: Text, result: TestResult) -> None:
    count = glpi.count(itemtype)
    if count:
        result.good(label, f"Visibles par ce compte : {format_number(count)}.")
    else:
        result.warn(
            label,
            "Aucun n’est visible.",
            "Si GLPI en contient, le profil ou les entités de ce compte ne les montrent pas.",
        )


def _purchases(glpi: Glpi, stream: str, *, by_entity: bool, zones: mapping.Zones, report: Report) -> Iterator[Record]:
    """Yield the suppliers, or the contracts with their costs; amounts that this account may not see are not known."""
    if stream == SUPPLIERS:
        yield from suppliers_of(glpi.search("Supplier", SUPPLIER_COLUMNS, report), report)
        return
    costs: dict[int, list[dict[str, Any]]] = defaultdict(list)
    try:
        for one in glpi.listed("ContractCost"):
            costs[int(str(one.get("contracts_id") or 0))].append(one)
    except SourceError as error:
        if error.fault != Fault.RIGHT:
            raise
        report.say("Les coûts des contrats ne sont pas lisibles par ce compte : les montants restent inconnus.")
    rows = list(glpi.search("Contract", CONTRACT_COLUMNS, report))
    for row in rows:
        row["entity"] = row["entity"] if by_entity else ""
    yield from contracts_of(rows, costs, datetime.now(zones[1]).date(), report)


connector = GlpiConnector()
