"""What the reading of a document keeps: the document by its digest, the faults found, the imports it proposes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.reading.enums import Answer, ReadingState
from gouvernail.connectors.reading.rules.registry import Gravity
from gouvernail.organisations.models import Organisation


class DocumentReading(models.Model):
    """One document read once. The file is not kept: only its digest, what was drawn from it and the faults found.

    ``masked`` counts the personal data hidden by kind; ``mentions`` are the committees and decisions it states
    (``kind``, ``text``, ``place``); ``warnings`` are French sentences of the reader. While it is read, ``percent`` and
    ``step`` say how far it is, ``beat_at`` is its last sign of life, and ``attempt`` tells a reading that was started
    again from the one before; ``refusal`` says why it could not be read.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+"
    )
    file_name = models.CharField(_("fichier"), max_length=200)
    file_size = models.PositiveBigIntegerField(_("taille en octets"))
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64)
    kind = models.CharField(_("format"), max_length=10)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    lines = models.PositiveIntegerField(_("lignes"), default=0)
    masked = models.JSONField(_("données personnelles masquées"), default=dict)
    mentions = models.JSONField(_("comités et décisions relevés"), default=list)
    warnings = models.JSONField(_("remarques"), default=list)
    state = models.CharField(_("état"), max_length=20, choices=ReadingState, default=ReadingState.READY)
    step = models.CharField(_("étape"), max_length=120, blank=True)
    percent = models.PositiveSmallIntegerField(_("avancement"), default=0)
    beat_at = models.DateTimeField(_("dernier signe le"), auto_now_add=True)
    attempt = models.PositiveIntegerField(default=0)
    refusal = models.TextField(_("motif de l’échec"), blank=True)
    actor = models.CharField(_("auteur"), max_length=40)
    read_at = models.DateTimeField(_("lu le"), auto_now_add=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("document lu")
        verbose_name_plural = _("documents lus")
        ordering = ("-read_at", "-pk")

    def __str__(self) -> str:
        return self.file_name


class WaitingDocument(models.Model):
    """The file of a document that waits to be read; erased as soon as it is, and after a day at most."""

    reading = models.OneToOneField(DocumentReading, on_delete=models.CASCADE, related_name="waiting")
    content = models.BinaryField(_("contenu"))
    received_at = models.DateTimeField(_("reçu le"), auto_now_add=True)

    class Meta:
        verbose_name = _("document en attente")
        verbose_name_plural = _("documents en attente")

    def __str__(self) -> str:
        return str(self.reading)


class DocumentPart(models.Model):
    """Proposals of one kind drawn from a document: an import like any other, whose lines stand in the document."""

    reading = models.ForeignKey(DocumentReading, on_delete=models.CASCADE, related_name="parts")
    run = models.OneToOneField(ImportRun, on_delete=models.CASCADE, related_name="document_part")
    rank = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("partie de document")
        verbose_name_plural = _("parties de document")
        ordering = ("rank", "pk")

    def __str__(self) -> str:
        return str(self.run)


class DocumentFault(models.Model):
    """A fault that a rule found: where, what is wrong, what is proposed, how sure; and what a person answered."""

    reading = models.ForeignKey(DocumentReading, on_delete=models.CASCADE, related_name="faults")
    rank = models.PositiveIntegerField(default=0)
    code = models.CharField(_("règle"), max_length=30)
    gravity = models.CharField(_("gravité"), max_length=12, choices=[(one.value, one.value) for one in Gravity])
    place = models.CharField(_("endroit"), max_length=120)
    raw = models.CharField(_("texte"), max_length=240, blank=True)
    sentence = models.TextField(_("constat"))
    proposal = models.CharField(_("proposition"), max_length=300, blank=True)
    confidence = models.PositiveSmallIntegerField(_("confiance (%)"))
    answer = models.CharField(_("réponse"), max_length=10, choices=Answer, blank=True, default=Answer.OPEN)

    class Meta:
        verbose_name = _("défaut de document")
        verbose_name_plural = _("défauts de document")
        ordering = ("rank", "pk")
        indexes = [models.Index(fields=["reading", "gravity", "rank"], name="fault_gravity")]

    def __str__(self) -> str:
        return f"{self.code} {self.place}"
