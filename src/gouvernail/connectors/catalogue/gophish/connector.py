"""GoPhish as a source: phishing exercises, counted by department."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.catalogue.gophish import mapping
from gouvernail.connectors.catalogue.gophish.client import opened, strange
from gouvernail.connectors.sources.connector import (
    CAMPAIGNS,
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
from gouvernail.connectors.sources.records import Record


class GoPhishConnector(Connector):
    """GoPhish; the department of a target is its « position » field."""

    code, label, icon = "gophish", "GoPhish", "fish-hook"
    versions = _("0.12")
    proven = _("Éprouvé sur des réponses de GoPhish 0.12.1.")
    about = _("Campagnes d’hameçonnage, comptées par service : ni noms, ni adresses, ni rien de ce qui fut saisi.")
    address_label = _("Adresse d’administration")
    address_help = _("« https://serveur:3333 ». Son certificat est souvent signé par lui-même : collez-le ci-dessous.")
    rights_intro = _("GoPhish ne connaît pas de clé en lecture seule : protégez celle-ci.")
    streams = (Stream(CAMPAIGNS, _("Campagnes"), _("Le service est lu dans le champ « Position » des destinataires.")),)
    fields = (SettingField("key", _("Clé d’API"), kind="secret"),)

    def rights(self, access: Access) -> str:
        """Return what to give in GoPhish."""
        return (
            "1. User Management : créer un compte « gouvernail » de rôle User, propriétaire des campagnes à lire\n"
            "   (un compte ne voit que ses campagnes).\n"
            "2. Se connecter avec ce compte, Account Settings : recopier sa clé d’API.\n"
            "Gouvernail n’appelle que GET /api/campaigns/summary et GET /api/campaigns/{id}/results."
        )

    def test(self, access: Access) -> TestResult:
        """Ask for the list of campaigns."""
        result = TestResult()
        try:
            with opened(access) as gophish:
                campaigns = gophish.campaigns()
        except SourceError as error:
            result.failed(_("Serveur et clé"), error)
            return result
        result.good(_("Serveur et clé"), "La clé est acceptée.")
        sent = sum(mapping.was_sent(one) for one in campaigns)
        if sent:
            result.good(_("Campagnes"), f"{sent} campagnes envoyées sont visibles.")
        else:
            result.warn(
                _("Campagnes"), "Aucune campagne envoyée n’est visible.", "Un compte GoPhish ne voit que les siennes."
            )
        return result

    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        """Yield the campaigns that were sent."""
        home = zone(access.time_zone)
        with opened(access) as gophish:
            campaigns = sorted(gophish.campaigns(), key=lambda one: int(one["id"]))
            sent = [one for one in campaigns if mapping.was_sent(one)]
            if len(sent) < len(campaigns):
                report.say("Les campagnes qui ne sont pas encore parties sont laissées.")
            report.expected = len(sent)
            for one in sent:
                results = gophish.results(int(one["id"]))
                if len(results) < int(one["stats"].get("total") or 0):
                    raise SourceError(
                        Fault.ANSWER, "GoPhish a donné moins de résultats qu’il n’en annonce.", "Réessayez."
                    )
                try:
                    found = mapping.campaign_of(one, results, home)
                except ValueError as error:
                    raise strange() from error  # a date that is none
                if found is None:
                    report.warn("Une campagne envoyée n’a pas de date : elle n’a pas été lue.")
                else:
                    yield found


connector = GoPhishConnector()
