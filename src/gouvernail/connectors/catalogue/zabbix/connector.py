"""Zabbix as a source: how long services answered, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.catalogue.zabbix import mapping
from gouvernail.connectors.catalogue.zabbix.client import Row, Zabbix, opened
from gouvernail.connectors.catalogue.zabbix.maintenances import maintenance_of
from gouvernail.connectors.sources.connector import (
    AVAILABILITY,
    Access,
    Connector,
    Mark,
    Report,
    SettingField,
    Stream,
    TestResult,
)
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.instants import zone
from gouvernail.connectors.sources.records import Record, ServiceLevelRecord
from gouvernail.kernel.numbers_fr import format_number

_BLIND = SourceError(
    Fault.RIGHT,
    "Ce jeton ne voit aucun hôte : une réponse vide ne veut pas dire que tout va bien.",
    "Donnez au groupe de son utilisateur la lecture des groupes d’hôtes.",
)


_UNSEEN_ADVICE = "Autorisez au rôle du jeton maintenance.get et hostgroup.get."


class ZabbixConnector(Connector):
    """Zabbix, asked for whole months."""

    code, label, icon = "zabbix", "Zabbix", "activity"
    versions = _("6.0 et suivantes")
    proven = _("Éprouvé sur un Zabbix 6.0.14, pannes et maintenances comprises, le 24 novembre 2026.")
    unproven = _("Zabbix 6.2 et suivants, dont 7")
    about = _("Disponibilité des services, mois par mois, par les SLA de Zabbix ou par les événements étiquetés.")
    address_label = _("Adresse de Zabbix")
    address_help = _("« https://zabbix.exemple.fr/zabbix ».")
    rights_intro = _("Dans Zabbix, par un super administrateur.")
    streams = (Stream(AVAILABILITY, _("Disponibilités"), _("Les mois entiers ; le mois en cours attend sa fin.")),)
    fields = (
        SettingField("token", _("Jeton d’API"), kind="secret"),
        SettingField("months", _("Mois relus à chaque fois"), kind="number", default=3),
        SettingField(
            "tag",
            _("Étiquette des déclencheurs d’indisponibilité"),
            required=False,
            default="service",
            help=_("Sans SLA : la valeur de cette étiquette nomme le service. Vide : les SLA seulement."),
        ),
    )

    def rights(self, access: Access) -> str:
        """Return what to give in Zabbix."""
        return (
            "1. Utilisateurs > Rôles : créer « Gouvernail », de type Utilisateur, sans accès à l’interface,\n"
            "   services en lecture seule, API activée, méthodes autorisées (liste d’autorisation) :\n"
            "   host.get, hostgroup.get, service.get, sla.get, sla.getsli, trigger.get, event.get, maintenance.get\n"
            "2. Utilisateurs > Groupes : créer « Gouvernail », lecture sur les seuls groupes d’hôtes à mesurer.\n"
            "3. Utilisateurs : créer « gouvernail » avec ce rôle et ce groupe, accès à l’interface désactivé.\n"
            "4. Jetons d’API : en créer un pour lui, avec une date d’expiration, et le recopier."
        )

    def test(self, access: Access) -> TestResult:
        """Reach, try the token, say the version, count what is seen."""
        result, label = TestResult(), _("Serveur et jeton")
        try:
            with opened(access) as zabbix:
                result.good(label, "Le jeton est accepté.")
                self._test_version(zabbix, result)
                label = _("Hôtes")
                hosts = zabbix.hosts()
                if not hosts:
                    raise _BLIND
                result.good(label, f"Visibles : {format_number(hosts)}.")
                label = _("Services et SLA")
                self._test_services(zabbix, str(access.option("tag")), result)
        except SourceError as error:
            result.failed(label, error)
        return result

    def _test_version(self, zabbix: Zabbix, result: TestResult) -> None:
        if zabbix.version.startswith("6.0"):
            result.good(_("Version"), f"Zabbix {zabbix.version}.")
        else:
            result.warn(
                _("Version"),
                f"Zabbix {zabbix.version} : non éprouvé.",
                "Comparez les chiffres de l’aperçu à ceux de Zabbix avant d’appliquer.",
            )
        if zabbix.lost_header:
            result.warn(
                _("En-tête Authorization"),
                "Le serveur web de Zabbix le retire ; le jeton passe dans la question, ce que la version 7.2 refusera.",
                "Ajoutez « SetEnvIf Authorization (.+) HTTP_AUTHORIZATION=$1 » à la configuration d’Apache.",
            )

    def _test_services(self, zabbix: Zabbix, tag: str, result: TestResult) -> None:
        slas = [one for one in zabbix.slas() if _is_read(one)]
        services = zabbix.services()
        tagged = mapping.service_names(zabbix.tagged_triggers(tag), tag) if tag else set()
        if not (slas and services) and not tagged:
            raise SourceError(
                Fault.SETTING,
                "Ni service mesuré par un SLA, ni déclencheur étiqueté : il n’y a rien à lire.",
                "Créez des services et un SLA quotidien ou mensuel dans Zabbix, ou étiquetez les déclencheurs.",
            )
        if tagged:
            self._test_maintenances(zabbix, result)
        result.good(
            _("Services et SLA"), f"Services : {len(services)} ; SLA : {len(slas)} ; étiquetés : {len(tagged)}."
        )

    def _test_maintenances(self, zabbix: Zabbix, result: TestResult) -> None:
        try:
            result.good(_("Maintenances"), f"Lisibles : {len(zabbix.maintenances())}.")
        except SourceError as error:
            if error.fault != Fault.RIGHT:
                raise
            result.warn(
                _("Maintenances"),
                "Elles ne sont pas lisibles : celles des services sans SLA compteront comme des pannes.",
                _UNSEEN_ADVICE,
            )

    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        """Yield the months of each service: by its SLA where it has one, else by the events of its triggers."""
        home = zone(access.time_zone)
        months = mapping.past_months(datetime.now(home).date(), max(1, int(access.option("months", 3))))
        with opened(access) as zabbix:
            report.say(f"Zabbix {zabbix.version}.")
            if not zabbix.hosts():
                raise _BLIND
            found: dict[tuple[str, object], ServiceLevelRecord] = {}
            for record in (*_by_sla(zabbix, months, report), *_by_events(zabbix, access, months, report)):
                found.setdefault((record.service, record.month), record)
        report.expected = len(found)
        yield from found.values()


def _is_read(sla: Row) -> bool:
    return str(sla.get("period")) in (mapping.DAILY, mapping.MONTHLY)


def _by_sla(zabbix: Zabbix, months: list[mapping.Month], report: Report) -> Iterator[ServiceLevelRecord]:
    names = zabbix.services()
    for sla in zabbix.slas():
        if not _is_read(sla):
            report.say(f"Le SLA « {sla.get('name')} » n’est ni quotidien ni mensuel : il ne donne pas de mois.")
            continue
        target, home = mapping.percentage(sla.get("slo")), zone(str(sla.get("timezone") or "UTC"))
        for month in months:
            span = mapping.span_of(month, home)
            yield from mapping.levels_of(zabbix.sli(str(sla.get("slaid")), *span), names, target, month, span)


def _by_events(
    zabbix: Zabbix, access: Access, months: list[mapping.Month], report: Report
) -> Iterator[ServiceLevelRecord]:
    tag, home = str(access.option("tag")).strip(), zone(access.time_zone)
    services = sorted(mapping.service_names(zabbix.tagged_triggers(tag), tag)) if tag else []
    planned = _maintenances(zabbix, report) if services else []
    for month in months if services else ():
        span = mapping.span_of(month, home)
        excused = [maintenance_of(row, hosts, span, home) for row, hosts in planned]
        down = mapping.outages(zabbix.problems(tag, *span), tag, span, excused)
        whole = span[1] - span[0]
        for name in services:
            lost = down.get(name, 0)
            yield ServiceLevelRecord(
                name[:120], month.first_day, mapping.percent(whole - lost, whole), None, lost // 60
            )


def _maintenances(zabbix: Zabbix, report: Report) -> list[tuple[Row, frozenset[str]]]:
    """Return the maintenances; a role of before they were read still measures, and is told what it misses."""
    try:
        return zabbix.maintenances()
    except SourceError as error:
        if error.fault != Fault.RIGHT:
            raise
        report.say(f"Les maintenances ne sont pas lisibles : elles comptent comme des pannes. {_UNSEEN_ADVICE}")
        return []


connector = ZabbixConnector()
