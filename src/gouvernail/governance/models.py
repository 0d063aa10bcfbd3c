"""Committees, their meetings, what is on the agenda, what is decided, and what was shown that day."""

from __future__ import annotations

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


class Committee(Recorded):
    """A committee: its role, its members by function, its rhythm by phase."""

    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("instance"), max_length=20, choices=CommitteeKind)
    role = models.TextField(_("rôle"), blank=True)
    decides = models.TextField(_("décisions qui en relèvent"), blank=True)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase, blank=True)
    months_in_project = models.PositiveSmallIntegerField(_("fréquence en phase projet (mois)"), null=True, blank=True)
    months_when_steady = models.PositiveSmallIntegerField(
        _("fréquence en régime de croisière (mois)"), null=True, blank=True
    )
    rhythm = models.CharField(_("fréquence, en mots"), max_length=160, blank=True)
    quorum = models.PositiveSmallIntegerField(
        _("quorum"),
        null=True,
        blank=True,
        help_text=_("Nombre de sièges votants qui doivent être représentés ; vide si aucun quorum n’est fixé."),
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


class Seat(models.Model):
    """A seat in a committee, held by a function, never by a named person."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="seats")
    function = models.CharField(_("fonction"), max_length=120)
    votes = models.BooleanField(_("vote"), default=True)
    guest = models.BooleanField(_("invité ponctuel"), default=False)
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
    EXCUSED = "excuse", _("Excusé")
    ABSENT = "absent", _("Absent")


class Attendance(models.Model):
    """Whether a function was represented at a meeting, and whether it voted there (a copy of the seat that day).

    An empty ``presence`` means that nobody noted it yet.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    function = models.CharField(_("fonction"), max_length=120)
    votes = models.BooleanField(_("vote"), default=True)
    presence = models.CharField(_("présence"), max_length=10, choices=Presence, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("présence")
        verbose_name_plural = _("présences")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.function} · {self.get_presence_display() or _('non renseigné')}"


class Outcome(models.TextChoices):
    """What the committee did with a decision put to it."""

    PROPOSED = "proposee", _("Proposée")
    ADOPTED = "adoptee", _("Adoptée")
    AMENDED = "amendee", _("Adoptée après amendement")
    POSTPONED = "ajournee", _("Ajournée")
    REJECTED = "rejetee", _("Rejetée")
    MOOT = "sans_objet", _("Sans objet")


TAKEN = (Outcome.ADOPTED, Outcome.AMENDED)


class Decision(Recorded):
    """A decision: its exact wording, options, condition, who carries it, and what the committee did with it.

    ``condition`` is the condition in words; ``needs_refused`` names the decisions that must fail for this one to be put
    (« à défaut de 1 et 4 ») and ``needs_taken`` those that must pass. A postponed decision stays with its meeting, as
    it was voted there; the one put again to a later meeting says in ``resumes`` which it takes up.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("séance"), null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    number = models.CharField(_("n°"), max_length=20)
    title = models.CharField(_("intitulé"), max_length=200)
    wording = models.TextField(_("libellé exact soumis"))
    context = models.TextField(_("éléments de contexte"), blank=True)
    options = models.TextField(_("options"), blank=True, help_text=_("Une par ligne."))
    condition = models.CharField(_("condition"), max_length=240, blank=True)
    needs_refused = models.ManyToManyField(
        "self", verbose_name=_("à défaut de"), blank=True, symmetrical=False, related_name="fallback_of"
    )
    needs_taken = models.ManyToManyField(
        "self", verbose_name=_("suppose l’adoption de"), blank=True, symmetrical=False, related_name="supports"
    )
    owner_role = models.CharField(_("porteur (fonction)"), max_length=120, blank=True)
    due = PartialDateField(_("échéance"))
    outcome = models.CharField(_("décision"), max_length=20, choices=Outcome, default=Outcome.PROPOSED)
    amended_wording = models.TextField(_("libellé adopté après amendement"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("pour"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("contre"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    comment = models.TextField(_("observations"), blank=True)
    decided_on = models.DateField(_("décidée le"), null=True, blank=True)
    postponed_to = PartialDateField(_("ajournée à"))
    resumes = models.ForeignKey(
        "self",
        verbose_name=_("reprend la décision ajournée"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="resumed_by",
    )
    followed_up = models.TextField(_("suite donnée"), blank=True)

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        ordering = ("meeting", "number")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title

    @property
    def final_wording(self) -> str:
        """What was adopted: the amended wording where there is one, what was put to the vote otherwise."""
        return self.amended_wording if self.outcome == Outcome.AMENDED and self.amended_wording else self.wording


class ItemKind(models.TextChoices):
    """What an agenda item asks of the committee."""

    DECISION = "decision", _("Pour décision")
    FOLLOW_UP = "suivi", _("Suivi")
    ALERT = "alerte", _("Alerte")
    INFORMATION = "information", _("Information")


class AgendaItem(models.Model):
    """A line of the agenda, tied to the object it speaks of where there is one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField(_("rang"), default=0)
    kind = models.CharField(_("nature"), max_length=20, choices=ItemKind, default=ItemKind.INFORMATION)
    title = models.CharField(_("point"), max_length=240)
    reason = models.CharField(_("pourquoi à l’ordre du jour"), max_length=240, blank=True)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    minutes = models.TextField(_("relevé"), blank=True)

    class Meta:
        verbose_name = _("point de l’ordre du jour")
        verbose_name_plural = _("ordre du jour")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "object_kind", "object_id"],
                condition=~models.Q(object_kind=""),
                name="on_the_agenda_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class FrozenDocument(models.Model):
    """What a document said on the day it was shown: its whole story, kept as it was."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="frozen")
    name = models.CharField(_("document"), max_length=40)
    story = models.JSONField(_("contenu"))
    digest = models.CharField(_("empreinte"), max_length=64)
    frozen_at = models.DateTimeField(_("figé le"))
    frozen_by = models.CharField(_("figé par"), max_length=40)

    class Meta:
        verbose_name = _("document figé")
        verbose_name_plural = _("documents figés")
        constraints = [models.UniqueConstraint(fields=["meeting", "name"], name="frozen_once")]

    def __str__(self) -> str:
        return f"{self.name} · {self.meeting}"
