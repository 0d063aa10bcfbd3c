"""The journal: one line an act, each line chained to the one before by its hash."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One act. The chain covers everything but ``details``, of which it holds a salted digest.

    So the details, which may quote a person, can be emptied without breaking the chain; altering them instead is seen.
    ``actor`` is the opaque identifier of a person, or a word for a machine ("demo", "import").
    """

    number = models.PositiveBigIntegerField(_("numéro"), unique=True)
    at = models.DateTimeField(_("le"))
    actor = models.CharField(_("auteur"), max_length=40)
    verb = models.CharField(_("acte"), max_length=40)
    kind = models.CharField(_("objet"), max_length=40)
    object_id = models.CharField(_("identifiant"), max_length=40, blank=True)
    place = models.CharField(_("collectivité"), max_length=120, blank=True)
    label = models.CharField(_("libellé"), max_length=200, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    details = models.JSONField(_("détail"), null=True, blank=True)
    details_digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("journal")
        ordering = ("-number",)
        indexes = [
            models.Index(fields=["kind", "object_id"], name="journal_object"),
            models.Index(fields=["place"], name="journal_place"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.kind} {self.object_id}"


class Head(models.Model):
    """The last link of the chain: a single row, locked by whoever writes, so that two writers never fork it."""

    last_number = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True)
    sealed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("tête du journal")

    def __str__(self) -> str:
        return str(self.last_number)


class Seal(models.Model):
    """The head of the chain as it was signed on a day, with the public key that verifies the signature."""

    day = models.DateField(_("jour"), unique=True)
    number = models.PositiveBigIntegerField(_("numéro"))
    hash = models.CharField(max_length=64)
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        verbose_name = _("tête signée")
        verbose_name_plural = _("têtes signées")
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"{self.day} · {self.number}"
