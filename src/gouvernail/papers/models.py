"""A file attached to an object, kept in the database: written with the object or not at all, and in every backup."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.papers.accepting import Accepted


class AttachedFile(models.Model):
    """A file as it was brought: its name, its bytes and their SHA-256. Subclass it with a key to what it belongs to."""

    name = models.CharField(_("nom du fichier"), max_length=120)
    extension = models.CharField(_("format"), max_length=8)
    size = models.PositiveIntegerField(_("taille (octets)"))
    digest = models.CharField(_("empreinte"), max_length=64)
    content = models.BinaryField(_("contenu"))
    added_at = models.DateTimeField(_("ajouté le"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


def values_of(accepted: Accepted) -> dict[str, object]:
    """Return an accepted file as the fields of an ``AttachedFile``."""
    return {
        "name": accepted.name,
        "extension": accepted.extension,
        "size": len(accepted.content),
        "digest": accepted.digest,
        "content": accepted.content,
    }
