"""What an import keeps: the run, its prepared lines, the file for a while, the columns for the next time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.enums import Outcome, RunState
from gouvernail.organisations.models import Organisation


class ImportRun(models.Model):
    """One file brought by one person for one kind of object.

    ``outline`` describes the sheets and their columns; ``mapping`` gives, by field, the column it is read from
    (``[index, header]``); ``creations`` the names to create with the person's agreement; ``counts`` the lines by
    outcome; ``log`` French sentences. ``attempt`` tells a comparison that was started again from the one before,
    ``taken_up`` how many times in a row that was by itself; ``asked_by`` is the person who asked for it on a page.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(_("objet"), max_length=40)
    file_name = models.CharField(_("fichier"), max_length=200)
    file_size = models.PositiveBigIntegerField(_("taille en octets"))
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64)
    sheet = models.CharField(_("feuille"), max_length=120, blank=True)
    outline = models.JSONField(default=dict)
    mapping = models.JSONField(_("colonnes"), default=dict)
    blank_clears = models.BooleanField(_("une cellule vide vide le champ"), default=False)
    creations = models.JSONField(default=dict)
    state = models.CharField(_("état"), max_length=20, choices=RunState, default=RunState.COLUMNS)
    attempt = models.PositiveIntegerField(default=0)
    asked_by = models.CharField(max_length=40, blank=True)
    taken_up = models.PositiveSmallIntegerField(default=0)
    lines_done = models.PositiveIntegerField(default=0)
    lines_total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(_("lignes par issue"), default=dict)
    log = models.JSONField(_("déroulement"), default=list)
    compared_in = models.FloatField(_("durée de la comparaison en secondes"), null=True, blank=True)
    actor = models.CharField(_("auteur"), max_length=40)
    started_at = models.DateTimeField(_("déposé le"), auto_now_add=True)
    touched_at = models.DateTimeField(_("dernier signe le"), auto_now=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-started_at", "-pk")
        indexes = [models.Index(fields=["organisation", "kind"], name="import_kind")]

    def __str__(self) -> str:
        return self.file_name


class ReceivedFile(models.Model):
    """The file as it was brought; erased once the import is applied or dropped, and after thirty days at most."""

    run = models.OneToOneField(ImportRun, on_delete=models.CASCADE, related_name="received")
    content = models.BinaryField(_("contenu"))
    received_at = models.DateTimeField(_("reçu le"), auto_now_add=True)

    class Meta:
        verbose_name = _("fichier déposé")
        verbose_name_plural = _("fichiers déposés")

    def __str__(self) -> str:
        return str(self.run)


class StagedRow(models.Model):
    """One line of the file, compared with what is held: nothing of it is in the registers yet.

    ``cells`` holds what stood in the mapped columns, personal data masked; ``values`` what would be written;
    ``changes`` old and new in words; ``notes`` the doubts and refusals; ``decisions`` and ``corrections`` what a
    person answered. ``fingerprint`` sums up the object compared, so that applying can tell it has not moved.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("ligne"))
    outcome = models.CharField(_("issue"), max_length=12, choices=Outcome)
    title = models.CharField(_("intitulé"), max_length=240, blank=True)
    key = models.CharField(max_length=500, blank=True)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    fingerprint = models.CharField(max_length=40, blank=True)
    cells = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    decisions = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    needs_creation = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("ligne préparée")
        verbose_name_plural = _("lignes préparées")
        ordering = ("line", "pk")
        indexes = [models.Index(fields=["run", "outcome", "line"], name="staged_outcome")]

    def __str__(self) -> str:
        return f"{self.line} {self.title}"


class ColumnMemory(models.Model):
    """Which column of a file gave which field the last time, for one organisation and one kind of object."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("objet"), max_length=40)
    columns = models.JSONField(_("colonnes"), default=dict)
    changed_at = models.DateTimeField(_("retenues le"), auto_now=True)

    class Meta:
        verbose_name = _("colonnes retenues")
        verbose_name_plural = _("colonnes retenues")
        constraints = [models.UniqueConstraint(fields=["organisation", "kind"], name="columns_kept_once")]

    def __str__(self) -> str:
        return self.kind
