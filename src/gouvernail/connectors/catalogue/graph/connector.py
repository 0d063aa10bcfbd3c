"""Microsoft Graph as a source: accounts and their second factor, and the devices of Intune."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.catalogue.graph import mapping
from gouvernail.connectors.catalogue.graph.client import DEVICES, SIGN_INS, USERS, Graph, opened
from gouvernail.connectors.sources.accounts import USUAL_EXCLUDED, patterns_of
from gouvernail.connectors.sources.connector import (
    DIRECTORY,
    EQUIPMENT,
    Access,
    Connector,
    Mark,
    Report,
    SettingField,
    Stream,
    TestResult,
)
from gouvernail.connectors.sources.equipment import creation_field
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.instants import zone
from gouvernail.connectors.sources.records import Record

WITHOUT = (Fault.RIGHT, Fault.LICENCE)
"""What keeps one figure from being read, and not the others."""

_NOBODY = SourceError(
    Fault.RIGHT, "Aucun compte de membre n’est visible.", "Vérifiez le droit User.Read.All et les comptes exclus."
)


class GraphConnector(Connector):
    """Entra ID and Intune, by Microsoft Graph."""

    code, label, icon = "graph", "Microsoft 365 (Graph)", "building"
    versions = _("Microsoft Graph 1.0")
    proven = _(
        "Non éprouvé sur un annuaire réel : écrit d’après la documentation de Microsoft, essayé sur des réponses "
        "écrites pour cela."
    )
    is_proven = False
    about = _("Comptes ouverts, utilisés, avec un second facteur, sans savoir qui ; appareils gérés par Intune.")
    address_label = _("Adresse de Microsoft Graph")
    address_help = _("« https://graph.microsoft.com ».")
    address_default = "https://graph.microsoft.com"
    rights_intro = _("Dans le centre d’administration Microsoft Entra, par un administrateur général.")
    streams = (
        Stream(DIRECTORY, _("Mesure d’annuaire"), _("Une mesure par jour de lecture ; personne n’y est nommé.")),
        Stream(EQUIPMENT, _("Appareils"), _("Gérés par Intune, avec leur système ; jamais qui s’en sert.")),
    )
    fields = (
        SettingField("tenant", _("ID de l’annuaire (locataire)")),
        SettingField("client_id", _("ID de l’application (client)")),
        SettingField(
            "certificate",
            _("Certificat et clé privée (PEM)"),
            kind="pem",
            required=False,
            help=_("Préférable au secret : le certificat puis sa clé RSA, l’un sous l’autre."),
        ),
        SettingField("secret", _("Secret de l’application"), kind="secret", required=False),
        SettingField(
            "excluded",
            _("Comptes qui ne sont pas des personnes"),
            kind="long",
            required=False,
            default=USUAL_EXCLUDED,
            help=_("Identifiants avant @, avec * ; ils ne sont pas comptés."),
        ),
        creation_field("pc_portable"),
    )

    def rights(self, access: Access) -> str:
        """Return the application permissions, each with what it is for."""
        return (
            "1. Identité > Applications > Inscriptions d’applications > Nouvelle inscription : « Gouvernail »,\n"
            "   comptes de cet annuaire seulement, sans adresse de redirection.\n"
            "2. Autorisations d’API > Microsoft Graph > Autorisations d’application, et rien d’autre :\n"
            "   User.Read.All                              comptes ouverts\n"
            "   AuditLog.Read.All                          dernières connexions, second facteur (licence Entra ID P1)\n"
            "   DeviceManagementManagedDevices.Read.All    appareils (licence Intune)\n"
            "   puis « Accorder le consentement d’administrateur ».\n"
            "3. Certificats et secrets : déposer un certificat (préférable), ou créer un secret et noter sa valeur.\n"
            "Gouvernail n’appelle que GET /v1.0/users, /v1.0/reports/authenticationMethods/userRegistrationDetails et\n"
            f"/v1.0/deviceManagement/managedDevices, pour : {USERS}, {SIGN_INS} ; {DEVICES}."
        )

    def test(self, access: Access) -> TestResult:
        """Get a token, then ask for one page of each thing; what only keeps one figure away is a warning."""
        result, label = TestResult(), _("Identifiants de l’application")
        try:
            with opened(access) as graph:
                result.good(label, "L’application est reconnue.")
                label = _("Comptes")
                if not graph.one_of("users"):
                    raise _NOBODY
                result.good(label, "Lisibles.")
                for what, label in (
                    ("sign_ins", _("Dernières connexions")),
                    ("registrations", _("Second facteur")),
                    ("devices", _("Appareils (Intune)")),
                ):
                    self._try(graph, what, label, result)
        except SourceError as error:
            result.failed(label, error)
        return result

    def _try(self, graph: Graph, what: str, label: str, result: TestResult) -> None:
        try:
            some = graph.one_of(what)
        except SourceError as error:
            if error.fault not in WITHOUT:
                raise
            result.warn(label, f"{error.sentence} Ce chiffre restera non renseigné.", error.advice, error.fault)
        else:
            result.good(label, "Lisibles." if some else "Rien pour le moment.")

    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        """Yield one measure, or the devices."""
        home = zone(access.time_zone)
        now = datetime.now(UTC)
        with opened(access) as graph:
            if stream == DIRECTORY:
                report.expected = 1
                people = _people(graph, patterns_of(str(access.option("excluded"))), now, report)
                if not people.ids:
                    raise _NOBODY
                report.say(f"{len(people.ids)} comptes de membres lus, sans leurs noms ; {people.left} autres laissés.")
                yield mapping.measure_of(people, _factors(graph, people, report), now.astimezone(home).date())
                return
            today, created_as = now.astimezone(home).date(), str(access.option("create", "pc_portable"))
            for row in graph.devices():
                found = mapping.device_of(row, home, today, created_as)
                if found is None:
                    report.say("Des appareils sans nom ni numéro de série ont été laissés.")
                else:
                    yield found


def _people(graph: Graph, patterns: list[str], now: datetime, report: Report) -> mapping.People:
    try:
        return mapping.people_of(graph.users(sign_ins=True), patterns, now)
    except SourceError as error:
        if error.fault not in WITHOUT:
            raise
        report.say(f"Dernières connexions : {error.sentence}")
        return mapping.people_of(graph.users(sign_ins=False), patterns, now)


def _factors(graph: Graph, people: mapping.People, report: Report) -> mapping.Factors | None:
    try:
        found = mapping.factors_of(graph.registrations(), people)
    except SourceError as error:
        if error.fault not in WITHOUT:
            raise
        report.say(f"Second facteur : {error.sentence}")
        return None
    if len(people.ids) - found.told > mapping.MISSING * len(people.ids):
        report.warn("Le rapport des seconds facteurs ne dit rien de beaucoup de comptes : leur nombre reste inconnu.")
    return found


connector = GraphConnector()
