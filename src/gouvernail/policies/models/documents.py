"""A framework document, its versions, the opinions given on them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.papers.models import AttachedFile
from gouvernail.registers.models import Recorded


class PolicyKind(models.TextChoices):
    """What sort of document it is."""

    CHARTER = "charte", _("Charte informatique")
    PASSWORDS = "mots_de_passe", _("Politique de mots de passe")
    PROCEDURE = "procedure", _("Procédure")
    SECURITY = "pssi", _("Politique de sécurité (PSSI)")
    ROADMAP = "feuille_de_route", _("Feuille de route ou schéma directeur")
    OTHER = "autre", _("Autre document-cadre")


class Policy(Recorded):
    """A document that binds people or says how things are done; what it says is in its versions."""

    title = models.CharField(_("titre"), max_length=200)
    kind = models.CharField(_("nature"), max_length=20, choices=PolicyKind)
    about = models.TextField(_("objet"), blank=True)
    audience = models.CharField(_("s’adresse à"), max_length=160, blank=True)
    owner_role = models.CharField(_("responsable (fonction)"), max_length=120, blank=True)
    review_months = models.PositiveSmallIntegerField(
        _("revue tous les (mois)"),
        null=True,
        blank=True,
        help_text=_("La date de revue se calcule à chaque publication ; vide si aucune revue n’est prévue."),
    )
    review_on = models.DateField(_("à revoir le"), null=True, blank=True)

    class Meta:
        verbose_name = _("document-cadre")
        verbose_name_plural = _("documents-cadres")
        ordering = ("kind", "title")
        constraints = [models.UniqueConstraint(fields=["organisation", "title"], name="policy_titled_once")]

    def __str__(self) -> str:
        return self.title


class VersionState(models.TextChoices):
    """Where a version stands in its circuit."""

    DRAFT = "projet", _("Projet")
    OPINION = "avis", _("Soumise pour avis")
    VALIDATED = "validee", _("Validée")
    PUBLISHED = "publiee", _("Publiée")
    REPLACED = "remplacee", _("Remplacée")


CIRCUIT = (VersionState.DRAFT, VersionState.OPINION, VersionState.VALIDATED)
"""The states of a version on its way: a document has one such version at a time."""


class PolicyVersion(models.Model):
    """What a document says from a day on. Validated, its words no longer change: another version replaces it."""

    policy = models.ForeignKey(
        Policy, verbose_name=_("document-cadre"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.CharField(_("version"), max_length=12)
    state = models.CharField(_("état"), max_length=12, choices=VersionState, default=VersionState.DRAFT)
    changes = models.TextField(_("ce qui change"), blank=True)
    text = models.TextField(_("texte"), blank=True, help_text=_("À laisser vide si le texte est un fichier joint."))
    validated_on = models.DateField(_("validée le"), null=True, blank=True)
    validated_by = models.CharField(_("validée par"), max_length=160, blank=True)
    published_on = models.DateField(_("publiée le"), null=True, blank=True)
    replaced_on = models.DateField(_("remplacée le"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("version d’un document-cadre")
        verbose_name_plural = _("versions d’un document-cadre")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_version_numbered_once"),
            models.UniqueConstraint(
                fields=["policy"], condition=models.Q(state="publiee"), name="policy_published_once"
            ),
            models.UniqueConstraint(
                fields=["policy"],
                condition=models.Q(state__in=["projet", "avis", "validee"]),
                name="policy_one_on_its_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy}, version {self.number}"


class VersionPaper(AttachedFile):
    """A file that holds the text of a version, or goes with it."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="papers")

    class Meta:
        verbose_name = _("pièce d’une version")
        verbose_name_plural = _("pièces d’une version")
        ordering = ("pk",)


class Position(models.TextChoices):
    """What an opinion says."""

    FAVOURABLE = "favorable", _("Favorable")
    RESERVED = "reserves", _("Favorable avec réserves")
    AGAINST = "defavorable", _("Défavorable")


class Opinion(models.Model):
    """What a body or a function thinks of a version: an opinion by function, never by person."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="opinions")
    function = models.CharField(_("instance ou fonction"), max_length=120)
    position = models.CharField(_("avis"), max_length=12, choices=Position)
    comment = models.TextField(_("observations"), blank=True)
    given_on = models.DateField(_("rendu le"))

    class Meta:
        verbose_name = _("avis sur une version")
        verbose_name_plural = _("avis sur une version")
        ordering = ("given_on", "pk")

    def __str__(self) -> str:
        return f"{self.function} · {self.get_position_display()}"
