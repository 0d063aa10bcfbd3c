"""Kinds of organisations and roles."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is in law or in use."""

    REGION = "region", _("Région")
    DEPARTEMENT = "departement", _("Département")
    METROPOLE = "metropole", _("Métropole")
    CU = "cu", _("Communauté urbaine")
    CA = "ca", _("Communauté d’agglomération")
    CC = "cc", _("Communauté de communes")
    COMMUNE = "commune", _("Commune")
    CCAS = "ccas", _("CCAS ou CIAS")
    SYNDICAT = "syndicat", _("Syndicat")
    ECOLE = "ecole", _("École")
    OTHER = "autre", _("Autre organisme")


class Role(models.TextChoices):
    """What a person does for an organisation; ``rights.py`` says what each may do."""

    ADMINISTRATOR = "administrateur", _("Administrateur")
    DSI = "dsi", _("DSI ou RSI")
    REFERENT = "referent", _("Référent SI")
    DIRECTION = "direction", _("Direction (DGS)")
    ELECTED = "elu", _("Élu")
    AUDITOR = "auditeur", _("Auditeur ou AMO")
    PROVIDER = "prestataire", _("Prestataire")
    AGENT = "agent", _("Agent")
