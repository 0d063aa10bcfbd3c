"""A directory as a source: how many accounts and how they are protected, and the computers of the domain."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.catalogue.ldap import mapping
from gouvernail.connectors.catalogue.ldap.client import Directory
from gouvernail.connectors.catalogue.ldap.rights import rights_of
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
from gouvernail.connectors.sources.ldap import address_parts, opened
from gouvernail.connectors.sources.records import Record
from gouvernail.kernel.numbers_fr import format_number

_NOBODY = SourceError(
    Fault.RIGHT,
    "Aucun compte n’est visible dans cette branche.",
    "Vérifiez la base et le filtre ; sinon, ce compte n’a pas le droit de lire : voyez les droits affichés.",
)


class LdapConnector(Connector):
    """Active Directory, Samba or OpenLDAP, read over LDAP."""

    code, label, icon = "ldap", "Annuaire (Active Directory, LDAP)", "key"
    versions = _("Active Directory, Samba 4, OpenLDAP 2.5")
    proven = _(
        "Éprouvé sur un domaine Active Directory tenu par Samba 4.17 (1 225 comptes) et sur un OpenLDAP 2.5, le "
        "24 novembre 2026."
    )
    unproven = _("Contrôleur Windows Server")
    about = _("Comptes ouverts, utilisés, à privilèges, sans savoir qui ; postes du domaine et leur système.")
    address_label = _("Annuaire")
    address_help = _("« annuaire.exemple.fr » ou « annuaire.exemple.fr:636 ».")
    rights_intro = _("Un compte ordinaire, qui ne fait que lire.")
    streams = (
        Stream(DIRECTORY, _("Mesure d’annuaire"), _("Une mesure par jour de lecture ; personne n’y est nommé.")),
        Stream(EQUIPMENT, _("Postes du domaine"), _("Active Directory et Samba ; ceux qui sont fermés sont laissés.")),
    )
    fields = (
        SettingField(
            "tls",
            _("Chiffrement"),
            kind="choice",
            default="exige",
            choices=(
                ("exige", _("LDAPS (port 636, certificat vérifié)")),
                ("starttls", _("StartTLS (port 389, certificat vérifié)")),
                ("aucun", _("Aucun (même machine seulement)")),
            ),
            help=_("Sans chiffrement, le mot de passe passe en clair ; Active Directory le refuse."),
        ),
        SettingField("user", _("Compte de lecture"), help=_("« compte@domaine », ou son nom complet (cn=…).")),
        SettingField("password", _("Mot de passe"), kind="secret"),
        SettingField("base", _("Branche lue"), required=False, help=_("Vide : tout l’annuaire. « ou=Agents,dc=… ».")),
        SettingField(
            "kind",
            _("Genre d’annuaire"),
            kind="choice",
            default="auto",
            choices=(
                ("auto", _("le reconnaître")),
                ("ad", _("Active Directory, Samba")),
                ("openldap", _("OpenLDAP ou autre")),
            ),
        ),
        SettingField("filter", _("Filtre des personnes"), required=False, help=_("Vide : celui du genre d’annuaire.")),
        SettingField(
            "excluded",
            _("Comptes qui ne sont pas des personnes"),
            kind="long",
            required=False,
            default=USUAL_EXCLUDED,
            help=_("Identifiants, avec * ; ils ne sont pas comptés parmi les comptes."),
        ),
        SettingField(
            "groups",
            _("Groupes à privilèges"),
            kind="long",
            required=False,
            help=_("Noms complets, un par ligne. Vide : les administrateurs du domaine, pour Active Directory."),
        ),
        creation_field(),
    )

    def rights(self, access: Access) -> str:
        """Return what to give, for both kinds of directories."""
        return rights_of(access)

    def test(self, access: Access) -> TestResult:
        """Reach, sign in, find the branch, count what is seen; say when passwords would go in clear."""
        result, label = TestResult(), _("Serveur et identifiants")
        try:
            with opened(access) as ldap:
                result.good(label, f"Connecté comme « {access.option('user')} ».")
                label = _("Branche lue")
                directory = Directory(ldap, str(access.option("kind", "auto")))
                kind = "Active Directory" if directory.is_ad else "OpenLDAP ou autre"
                result.good(label, f"« {directory.base} », {kind}.")
                label = _("Comptes")
                self._test_accounts(directory, access, result)
                label = _("Postes du domaine")
                self._test_computers(directory, result)
                self._test_encryption(access, result)
        except SourceError as error:
            result.failed(label, error)
        return result

    def _test_accounts(self, directory: Directory, access: Access, result: TestResult) -> None:
        seen, dated = 0, 0
        for _name, values in directory.accounts(str(access.option("filter"))):
            seen += 1
            if directory.is_ad:
                mapping.flags_of(values)
                dated += bool(mapping.first(values, "lastLogonTimestamp"))
        if not seen:
            raise _NOBODY
        result.good(_("Comptes"), f"Visibles : {format_number(seen)}, fermés compris.")
        if directory.is_ad and dated <= 1:
            result.warn(
                _("Dernières connexions"),
                "Ce compte de lecture ne voit que la sienne : les comptes utilisés resteront non renseignés.",
                "Donnez-lui la lecture de l’attribut lastLogonTimestamp sur la branche lue.",
            )

    def _test_computers(self, directory: Directory, result: TestResult) -> None:
        seen = sum(1 for _one in directory.computers())
        if seen or not directory.is_ad:
            result.good(
                _("Postes du domaine"), f"Visibles : {format_number(seen)}." if seen else "Cet annuaire n’en a pas."
            )
        else:
            result.warn(_("Postes du domaine"), "Aucun n’est visible.", "Ils sont peut-être hors de la branche lue.")

    def _test_encryption(self, access: Access, result: TestResult) -> None:
        if address_parts(access)[2] == "aucun":
            result.warn(
                _("Chiffrement"),
                "Le mot de passe passe en clair sur le réseau.",
                "Réglez LDAPS ou StartTLS, sauf si l’annuaire est sur cette machine.",
            )

    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        """Yield one measure, or the computers; a list that the directory cut makes no measure."""
        now, home = mapping.moment(), zone(access.time_zone)
        with opened(access) as ldap:
            directory = Directory(ldap, str(access.option("kind", "auto")))
            if stream == DIRECTORY:
                report.expected = 1
                yield _measure(directory, access, report)
                return
            if not directory.is_ad:
                report.say("Cet annuaire n’est pas Active Directory : il ne connaît pas de postes.")
            closed, created_as = 0, str(access.option("create", "non"))
            for entry in directory.computers():
                found = mapping.computer_of(entry, home, now, created_as)
                if found is None:
                    closed += 1
                else:
                    yield found
            if closed:
                report.say(f"Postes fermés dans l’annuaire, laissés : {format_number(closed)}.")


def _measure(directory: Directory, access: Access, report: Report) -> Record:
    now = mapping.moment()
    patterns = patterns_of(str(access.option("excluded")))
    told = [line.strip() for line in str(access.option("groups")).splitlines() if line.strip()]
    groups = directory.powerful_groups(told)
    members = directory.members_of(groups)
    count = mapping.count_ad if directory.is_ad else mapping.count_openldap
    found = count(directory.accounts(str(access.option("filter"))), patterns, members, now)
    if not found.accounts:
        raise _NOBODY
    report.say(
        f"Comptes ouverts lus, sans leurs noms : {format_number(found.accounts)} ; laissés : "
        f"{format_number(found.closed)} fermés, {format_number(found.excluded)} de service."
    )
    if not groups:
        report.say("Aucun groupe à privilèges n’est connu : leur nombre reste non renseigné.")
    elif not members:
        report.say("Les membres des groupes à privilèges ne sont pas visibles : leur nombre reste non renseigné.")
    if not mapping.is_dated(found, is_ad=directory.is_ad):
        report.say("Les dernières connexions ne sont pas visibles : les comptes utilisés restent non renseignés.")
    name = "Active Directory" if directory.is_ad else "LDAP"
    home = now.astimezone(zone(access.time_zone))
    return mapping.measure_of(found, name, home, is_ad=directory.is_ad, groups=bool(members))


connector = LdapConnector()
