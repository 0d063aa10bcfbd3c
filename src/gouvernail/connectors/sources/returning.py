"""What a source is asked so that requests that come back are seen: their titles and their equipment, never kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.sources.connector import Access, SettingField

TITLES_FIELD = SettingField(
    "titles",
    _("Lire les intitulés et l’équipement, pour compter les demandes qui reviennent"),
    kind="flag",
    required=False,
    default=True,
    help=_(
        "Un intitulé est réduit à une empreinte dès sa lecture, puis oublié. Sur une source déjà réglée, donnez "
        "d’abord les droits affichés, puis relisez-la en entier."
    ),
)


def reads_titles(access: Access) -> bool:
    """Whether a person said so: a source set before this existed has no right to these columns."""
    return bool(access.option("titles", False))
