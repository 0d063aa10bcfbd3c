"""What people keep about figures: boards they compose, links they give, thresholds they set, and what figures were."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Organisation


def _place() -> models.ForeignKey:
    return models.ForeignKey(Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+")


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("compte"), on_delete=models.CASCADE, related_name="+"
    )


class Board(models.Model):
    """A dashboard that somebody composed: which indicators, in which order, as a figure or with its chart.

    ``items`` is a list of [code, size]; ``asked`` is what it is narrowed to (« partie », « periode »). A board that is
    not shared is seen by its owner only.
    """

    organisation = _place()
    owner = _person()
    name = models.CharField(_("nom"), max_length=80)
    items = models.JSONField(_("indicateurs"), default=list)
    asked = models.JSONField(_("restreint à"), default=dict, blank=True)
    shared = models.BooleanField(_("partagé avec ceux qui voient les indicateurs"), default=False)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    class Meta:
        verbose_name = _("tableau composé")
        verbose_name_plural = _("tableaux composés")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class PublicLink(models.Model):
    """A board opened to whoever holds a secret address, until a day; the database keeps the digest of the secret."""

    organisation = _place()
    board = models.CharField(_("tableau"), max_length=40)
    label = models.CharField(_("destinataires"), max_length=120)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_on = models.DateField(_("valable jusqu’au"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True, blank=True)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)

    class Meta:
        verbose_name = _("lien public")
        verbose_name_plural = _("liens publics")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.label

    def is_open(self, on: date) -> bool:
        """Say whether the link still opens on a day."""
        return self.revoked_at is None and on <= self.expires_on


class DeadlineFeed(models.Model):
    """The deadlines of a place in somebody's diary, through a secret address of which a digest is kept."""

    organisation = _place()
    user = _person()
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)

    class Meta:
        verbose_name = _("abonnement aux échéances")
        verbose_name_plural = _("abonnements aux échéances")
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_feed_a_person")]

    def __str__(self) -> str:
        return f"{self.organisation}"


class AlertMail(models.Model):
    """Somebody who asked for the alerts of a place by mail, once a week at most."""

    organisation = _place()
    user = _person()
    sent_on = models.DateField(_("dernier envoi"), null=True, blank=True)

    class Meta:
        verbose_name = _("courriel d’alertes")
        verbose_name_plural = _("courriels d’alertes")
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_alert_mail_a_person")]

    def __str__(self) -> str:
        return f"{self.organisation}"


class PeerSharing(models.Model):
    """A collectivité that lends its ratios, without its name, to those of its stratum hosted here, and sees theirs."""

    organisation = models.OneToOneField(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+"
    )
    since = models.DateField(_("depuis le"))

    class Meta:
        verbose_name = _("partage anonyme de repères")
        verbose_name_plural = _("partages anonymes de repères")

    def __str__(self) -> str:
        return f"{self.organisation}"


class Pace(models.TextChoices):
    """How often a board is sent."""

    WEEK = "semaine", _("chaque semaine")
    MONTH = "mois", _("chaque mois")


class BoardMail(models.Model):
    """Somebody who asked for a board as a PDF by mail, at its pace."""

    organisation = _place()
    user = _person()
    board = models.CharField(_("tableau"), max_length=40)
    every = models.CharField(_("rythme"), max_length=8, choices=Pace)
    sent_on = models.DateField(_("dernier envoi"), null=True, blank=True)

    class Meta:
        verbose_name = _("envoi de tableau")
        verbose_name_plural = _("envois de tableaux")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user", "board"], name="one_mail_a_board_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.board}"


class Side(models.TextChoices):
    """On which side of a threshold one worries."""

    ABOVE = "au_dessus", _("au-dessus de")
    BELOW = "au_dessous", _("au-dessous de")


class Threshold(models.Model):
    """A value beyond which a place wants to be told."""

    organisation = _place()
    code = models.CharField(_("indicateur"), max_length=10)
    side = models.CharField(_("alerter"), max_length=12, choices=Side, default=Side.ABOVE)
    value = models.DecimalField(_("seuil"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("seuil d’alerte")
        verbose_name_plural = _("seuils d’alerte")
        ordering = ("code", "side")
        constraints = [models.UniqueConstraint(fields=["organisation", "code", "side"], name="one_threshold_a_side")]

    def __str__(self) -> str:
        return f"{self.code} {self.get_side_display()} {self.value}"


class Snapshot(models.Model):
    """What a figure was on a day, kept because its source only says what is.

    Taken again the same day, it replaces the first one and says so: ``before`` is what had been kept.
    """

    organisation = _place()
    code = models.CharField(_("indicateur"), max_length=10)
    on = models.DateField(_("jour"))
    value = models.DecimalField(_("valeur"), max_digits=18, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(_("numérateur"), max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("dénominateur"), max_digits=18, decimal_places=4, null=True, blank=True)
    version = models.CharField(_("version de la formule"), max_length=8)
    before = models.DecimalField(_("valeur d’abord relevée"), max_digits=18, decimal_places=4, null=True, blank=True)
    corrected_at = models.DateTimeField(_("recalculé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("relevé d’indicateur")
        verbose_name_plural = _("relevés d’indicateurs")
        ordering = ("on",)
        constraints = [models.UniqueConstraint(fields=["organisation", "code", "on"], name="one_snapshot_a_day")]

    def __str__(self) -> str:
        return f"{self.code} {self.on:%d/%m/%Y}"
