"""Nextcloud as a source: how much it is used, and its team folders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.catalogue.nextcloud import mapping
from gouvernail.connectors.catalogue.nextcloud.client import Account, Nextcloud, opened
from gouvernail.connectors.sources.connector import (
    SPACES,
    USAGE,
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
from gouvernail.kernel.numbers_fr import format_number

_NOT_ADMIN = SourceError(
    Fault.RIGHT,
    "Ce compte n’administre qu’une partie des groupes : il ne verrait pas tout.",
    "Ajoutez-le au groupe « admin » de Nextcloud.",
)


class NextcloudConnector(Connector):
    """Nextcloud, as an administrator's application password sees it."""

    code, label, icon = "nextcloud", "Nextcloud", "cloud"
    versions = _("27 ; 28 et suivantes par la même API")
    proven = _("Éprouvé sur des réponses de Nextcloud 27.0.2.")
    unproven = _("Nextcloud 28 et suivants")
    about = _("Comptes, utilisateurs actifs et volumes, sans savoir qui ; dossiers d’équipe.")
    address_label = _("Adresse de Nextcloud")
    address_help = _("« https://nuage.exemple.fr ».")
    rights_intro = _("Nextcloud ne donne ces chiffres qu’à un administrateur : créez un compte pour cela seulement.")
    streams = (
        Stream(USAGE, _("Mesure d’usage"), _("Une mesure par jour de lecture ; personne n’y est nommé.")),
        Stream(SPACES, _("Dossiers d’équipe"), _("Leur responsable se dit dans Gouvernail.")),
    )
    fields = (
        SettingField("user", _("Compte administrateur"), default="gouvernail"),
        SettingField("password", _("Mot de passe d’application"), kind="secret"),
    )

    def rights(self, access: Access) -> str:
        """Return what to give in Nextcloud."""
        return (
            "1. Comptes : créer « gouvernail », dans le groupe « admin » (cette API n’a pas de moindre droit).\n"
            "2. Se connecter avec ce compte, Paramètres > Sécurité > Appareils et sessions :\n"
            "   créer un mot de passe d’application, et décocher « accès aux fichiers ».\n"
            "Gouvernail n’appelle que GET cloud/user, cloud/users, cloud/users/details et groupfolders/folders."
        )

    def test(self, access: Access) -> TestResult:
        """Sign in, check that the account sees everything, look for team folders."""
        result, label = TestResult(), _("Serveur et identifiants")
        try:
            with opened(access) as nextcloud:
                administrator = nextcloud.is_administrator()
                result.good(label, "Le mot de passe est accepté.")
                label = _("Droits d’administration")
                if not administrator:
                    raise _NOT_ADMIN
                result.good(label, f"Comptes visibles : {format_number(nextcloud.names())}.")
                label = _("Dossiers d’équipe")
                folders = nextcloud.folders()
                told = "L’application n’est pas installée." if folders is None else f"Visibles : {len(folders)}."
                result.good(label, told)
        except SourceError as error:
            result.failed(label, error)
        return result

    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        """Yield one measure, or the team folders."""
        now = datetime.now(zone(access.time_zone))
        with opened(access) as nextcloud:
            if not nextcloud.is_administrator():
                raise _NOT_ADMIN
            folders = nextcloud.folders()
            if folders is None:
                folders = []
                report.say("Nextcloud n’a pas de dossiers d’équipe : l’application n’est pas installée.")
                if stream == SPACES:  # it may have been, and answer again tomorrow
                    report.warn("L’application « Team folders » ne répond pas.")
            if stream == SPACES:
                report.expected = len(folders)
                yield from mapping.spaces_of(folders, now)
                return
            yield mapping.usage_of(_all_accounts(nextcloud, report), folders, now)
            report.expected = 1


def _all_accounts(nextcloud: Nextcloud, report: Report) -> list[Account]:
    """Every account; a page that was lost would make a smaller figure, so the reading stops instead."""
    announced = nextcloud.names()
    found = list(nextcloud.accounts())
    if len(found) < announced:
        raise SourceError(
            Fault.ANSWER,
            f"Nextcloud annonce {announced} comptes et n’en a donné que {len(found)}.",
            "Réessayez : une mesure incomplète n’est pas enregistrée.",
        )
    report.say(f"{len(found)} comptes lus, sans leurs noms.")
    return found


connector = NextcloudConnector()
