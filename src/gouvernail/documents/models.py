"""What a collectivité sets about its documents: house style, own PowerPoint template; and what is drawn beside."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.governance.models import FrozenDocument
from gouvernail.organisations.models import Organisation


class HouseStyle(models.Model):
    """The look of the documents of a collectivité and of those below it that set none: colours, font, logo.

    Colours are six hexadecimal digits; ``accents`` holds the six of the series. The files of the font serve the PDF.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="house_style")
    ink = models.CharField(_("textes et fonds de couverture"), max_length=6)
    accents = models.JSONField(_("couleurs"))
    font_name = models.CharField(_("police"), max_length=80)
    font_stretch = models.DecimalField(_("largeur par rapport à Calibri"), max_digits=4, decimal_places=2)
    font_regular = models.BinaryField(null=True, blank=True)
    font_bold = models.BinaryField(null=True, blank=True)
    logo = models.BinaryField(null=True, blank=True)
    logo_width = models.PositiveIntegerField(default=0)
    logo_height = models.PositiveIntegerField(default=0)
    logo_alt = models.CharField(_("texte lu à la place du logo"), max_length=160, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("charte des documents")
        verbose_name_plural = _("chartes des documents")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} · {self.organisation}"


class DeckTemplate(models.Model):
    """A collectivité's own PowerPoint file, on which its decks are drawn; ``layouts`` says which layout serves what."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="deck_template")
    name = models.CharField(_("fichier"), max_length=200)
    content = models.BinaryField()
    layouts = models.JSONField(_("dispositions"))
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("modèle de présentation")
        verbose_name_plural = _("modèles de présentation")

    def __str__(self) -> str:
        return self.name


class LetterText(models.Model):
    """The words of a letter as a place, and those below it, write them; fields stand as ``{key}``."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="letter_texts")
    code = models.SlugField(_("modèle"), max_length=40)
    recipient = models.TextField(_("destinataire"), blank=True)
    subject = models.CharField(_("objet"), max_length=240)
    reference = models.CharField(_("références"), max_length=240, blank=True)
    body = models.TextField(_("texte"))
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("texte d’un courrier")
        verbose_name_plural = _("textes de courriers")
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="letter_written_once")]

    def __str__(self) -> str:
        return f"{self.code} · {self.organisation}"


class FrozenLook(models.Model):
    """A style and a template as they were on the day a document was frozen, kept once however many wear it."""

    digest = models.CharField(_("empreinte"), max_length=64, unique=True)
    content = models.JSONField(_("contenu"))

    class Meta:
        verbose_name = _("charte gardée")
        verbose_name_plural = _("chartes gardées")

    def __str__(self) -> str:
        return self.digest[:12]


class KeptLook(models.Model):
    """Which look a frozen document wears."""

    document = models.OneToOneField(FrozenDocument, on_delete=models.CASCADE, related_name="look")
    look = models.ForeignKey(FrozenLook, on_delete=models.PROTECT, related_name="documents")

    class Meta:
        verbose_name = _("charte d’un document figé")
        verbose_name_plural = _("chartes des documents figés")

    def __str__(self) -> str:
        return f"{self.document} · {self.look}"


class WorkState(models.TextChoices):
    """How far a document drawn beside is."""

    QUEUED = "attente", _("En attente")
    RUNNING = "en_cours", _("En cours")
    DONE = "pret", _("Prêt")
    CANCELLED = "annule", _("Annulé")
    FAILED = "echec", _("Échec")


class DocumentWork(models.Model):
    """A document drawn beside the pages, because it takes time: how far it is, then the file, kept a few days.

    ``files`` holds what is to be drawn as it stood when it was asked for: story, format and name of each file; several
    make one ZIP.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="document_works")
    label = models.CharField(_("document"), max_length=240)
    files = models.JSONField(default=list)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(_("état"), max_length=10, choices=WorkState, default=WorkState.QUEUED)
    step = models.CharField(_("étape"), max_length=160, blank=True)
    percent = models.PositiveSmallIntegerField(_("avancement"), default=0)
    beat_at = models.DateTimeField(auto_now_add=True)
    stop_asked = models.BooleanField(default=False)
    refusal = models.TextField(_("ce qui a manqué"), blank=True)
    name = models.CharField(_("fichier"), max_length=200, blank=True)
    content_type = models.CharField(max_length=120, blank=True)
    content = models.BinaryField(null=True, blank=True)

    class Meta:
        verbose_name = _("document en préparation")
        verbose_name_plural = _("documents en préparation")
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return self.label
