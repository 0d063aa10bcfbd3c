"""Committees, who sits in them, their meetings and who was there."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.registers.fields import PartialDateField
from gouvernail.registers.models import Recorded


class CommitteeKind(models.TextChoices):
    """What a committee is for."""

    COPIL = "copil", _("COPIL")
    COTECH = "cotech", _("COTECH")
    COMOP = "comop", _("COMOP")
    OTHER = "autre", _("Autre instance")


class Phase(models.TextChoices):
    """Which rhythm a committee keeps."""

    PROJECT = "projet", _("Phase projet ou structuration")
    STEADY = "croisiere", _("Régime de croisière")


class Circle(models.TextChoices):
    """Who may read a point or a decision among those who follow the committee, each circle within the one before."""

    OPEN = "", _("Tous ceux qui suivent le comité")
    ELECTED = "elus", _("Élus, direction et DSI seulement")
    INNER = "direction", _("Direction et DSI seulement")


class Committee(Recorded):
    """A committee: its role, its members by function, its rhythm by phase.

    ``steady_from`` is the day from which the rhythm is that of the steady phase; ``open_to_elected`` says whether élus
    follow this committee, ``quorum_blocks`` whether nothing is decided without quorum.
    """

    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("instance"), max_length=20, choices=CommitteeKind)
    role = models.TextField(_("rôle"), blank=True)
    decides = models.TextField(_("décisions qui en relèvent"), blank=True)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase, blank=True)
    months_in_project = models.PositiveSmallIntegerField(_("fréquence en phase projet (mois)"), null=True, blank=True)
    months_when_steady = models.PositiveSmallIntegerField(
        _("fréquence en régime de croisière (mois)"), null=True, blank=True
    )
    steady_from = models.DateField(
        _("régime de croisière à partir du"),
        null=True,
        blank=True,
        help_text=_("À partir de ce jour, la fréquence est celle du régime de croisière."),
    )
    rhythm = models.CharField(_("fréquence, en mots"), max_length=160, blank=True)
    quorum = models.PositiveSmallIntegerField(
        _("quorum"),
        null=True,
        blank=True,
        help_text=_("Nombre de sièges votants qui doivent être représentés ; vide si aucun quorum n’est fixé."),
    )
    quorum_blocks = models.BooleanField(
        _("sans quorum, rien ne se décide"),
        default=False,
        help_text=_("Cochée : sans quorum, aucune décision ne s’enregistre. Sinon, l’absence de quorum est signalée."),
    )
    open_to_elected = models.BooleanField(
        _("suivi par les élus"),
        default=True,
        help_text=_("Décochée pour une instance technique : les élus n’en voient que ce qui remonte au COPIL."),
    )
    notice_days = models.PositiveSmallIntegerField(
        _("délai de convocation (jours)"),
        null=True,
        blank=True,
        help_text=_("Combien de jours avant la séance part la convocation ; vide si aucun délai n’est fixé."),
    )

    class Meta:
        verbose_name = _("comité")
        verbose_name_plural = _("comités")
        ordering = ("kind", "name")

    def __str__(self) -> str:
        return self.name

    @property
    def months_between_meetings(self) -> int | None:
        """How many months go from one meeting to the next in the present phase; ``None`` when nobody fixed it."""
        return {Phase.PROJECT: self.months_in_project, Phase.STEADY: self.months_when_steady}.get(self.phase)

    def months_after(self, day: date) -> int | None:
        """How many months go from a meeting held on ``day`` to the next one, the phase changing when it must."""
        if self.steady_from and day >= self.steady_from:
            return self.months_when_steady
        return self.months_between_meetings


class Seat(models.Model):
    """A seat in a committee, held by a function, never by a named person."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="seats")
    function = models.CharField(_("fonction"), max_length=120)
    votes = models.BooleanField(_("vote"), default=True)
    guest = models.BooleanField(_("invité ponctuel"), default=False)
    substitute = models.CharField(_("suppléance (fonction)"), max_length=120, blank=True)
    mailbox = models.EmailField(
        _("boîte fonctionnelle"), blank=True, help_text=_("L’adresse de la fonction, jamais celle d’une personne.")
    )
    circle = models.CharField(
        _("reçoit"), max_length=10, choices=Circle, blank=True, help_text=_("Ce que reçoit cette boîte par courriel.")
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("siège")
        verbose_name_plural = _("sièges")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.function


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PREPARED = "en_preparation", _("En préparation")
    SHOWN = "support_fige", _("Support figé")
    HELD = "tenue", _("Tenue")
    CLOSED = "close", _("Relevé établi")


class Meeting(Recorded):
    """One sitting of a committee."""

    committee = models.ForeignKey(
        Committee, verbose_name=_("comité"), on_delete=models.PROTECT, related_name="meetings"
    )
    number = models.PositiveIntegerField(_("n°"))
    held_on = PartialDateField(_("date"), null=False, blank=False)
    starts_at = models.TimeField(_("heure"), null=True, blank=True)
    location = models.CharField(_("lieu"), max_length=160, blank=True)
    subject = models.CharField(_("objet"), max_length=200, blank=True)
    state = models.CharField(_("état"), max_length=20, choices=MeetingState, default=MeetingState.PREPARED)
    notes = models.TextField(_("propos tenus, en synthèse"), blank=True)
    next_on = PartialDateField(_("prochaine séance"))
    convened_at = models.DateTimeField(_("convoquée le"), null=True, blank=True, editable=False)
    minutes_sent_at = models.DateTimeField(_("relevé diffusé le"), null=True, blank=True, editable=False)
    approved_at = models.ForeignKey(
        "self",
        verbose_name=_("relevé approuvé à la séance"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="approves",
        editable=False,
    )

    class Meta:
        verbose_name = _("séance")
        verbose_name_plural = _("séances")
        ordering = ("-held_on", "-number")
        constraints = [models.UniqueConstraint(fields=["committee", "number"], name="meeting_numbered_once")]

    def __str__(self) -> str:
        return f"{self.committee} n° {self.number}"


class Presence(models.TextChoices):
    """Whether a seat was held."""

    PRESENT = "present", _("Présent")
    SUBSTITUTE = "suppleant", _("Représenté par la suppléance")
    EXCUSED = "excuse", _("Excusé")
    ABSENT = "absent", _("Absent")


REPRESENTED = (Presence.PRESENT, Presence.SUBSTITUTE)
"""A seat that is held, by its function or by its substitute: it counts for the quorum, and votes."""


class Attendance(models.Model):
    """Whether a function was represented at a meeting, and whether it voted there (a copy of the seat that day).

    An empty ``presence`` means that nobody noted it yet.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    function = models.CharField(_("fonction"), max_length=120)
    substitute = models.CharField(_("suppléance (fonction)"), max_length=120, blank=True)
    votes = models.BooleanField(_("vote"), default=True)
    presence = models.CharField(_("présence"), max_length=10, choices=Presence, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("présence")
        verbose_name_plural = _("présences")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.function} · {self.get_presence_display() or _('non renseigné')}"
