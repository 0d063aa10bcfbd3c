"""The look kept with a frozen document: style and template, so that it is drawn again as it was shown, years later."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.documents.house_style.reading import Look, look_of
from gouvernail.documents.kit.style import Font, Logo, OwnTemplate, Style
from gouvernail.documents.models import FrozenLook, KeptLook
from gouvernail.governance.frozen import AlteredDocumentError, variants_of
from gouvernail.governance.models import FrozenDocument, Meeting


def keep_look(meeting: Meeting, name: str) -> None:
    """Keep the look of today with each variant of a frozen document of ``meeting``; a look seen before is kept once."""
    kept = _kept(look_of(meeting.organisation))
    documents = FrozenDocument.objects.filter(meeting=meeting, name__in=variants_of(name), look=None)
    KeptLook.objects.bulk_create(KeptLook(document=one, look=kept) for one in documents)


def kept_look(frozen: FrozenDocument) -> Look:
    """Return the look kept with a frozen document; today's, for one that was frozen before looks were kept.

    Raises ``AlteredDocumentError`` when what was kept was changed since.
    """
    kept = FrozenLook.objects.filter(documents__document=frozen).first()
    return look_of(frozen.meeting.organisation) if kept is None else _read(kept)


def look_kept_as(digest: str) -> Look | None:
    """Return the look of a digest, for a document drawn beside the page; ``None`` when it is no longer kept."""
    kept = FrozenLook.objects.filter(digest=digest).first()
    return None if kept is None else _read(kept)


def digest_of_look(frozen: FrozenDocument) -> str:
    """Return the digest of the look kept with a frozen document; empty when none was."""
    return FrozenLook.objects.filter(documents__document=frozen).values_list("digest", flat=True).first() or ""


def forget_unworn() -> int:
    """Delete the looks that no frozen document wears any more; return how many."""
    return FrozenLook.objects.filter(documents=None).delete()[0]


def _kept(look: Look) -> FrozenLook:
    content = {"style": _plain_style(look.style), "template": _plain_template(look.template)}
    kept, _created = FrozenLook.objects.get_or_create(digest=_digest(content), defaults={"content": content})
    return kept


def _read(kept: FrozenLook) -> Look:
    if _digest(kept.content) != kept.digest:
        raise AlteredDocumentError(
            _(
                "La charte gardée avec ce document figé a été modifiée depuis : son empreinte ne correspond plus. "
                "Rien n’est affiché ; restaurez une sauvegarde ou consultez le journal."
            )
        )
    style, template = kept.content["style"], kept.content["template"]
    return Look(_style(style), _template(template) if template else None)


def _digest(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain_style(style: Style) -> dict[str, Any]:
    font, logo = style.font, style.logo
    return {
        "ink": style.ink,
        "accents": list(style.accents),
        "font": {"name": font.name, "stretch": font.stretch, "files": [_text(one) for one in font.files]},
        "logo": {"content": _text(logo.content), "width": logo.width, "height": logo.height, "alt": logo.alt}
        if logo
        else None,
    }


def _style(plain: dict[str, Any]) -> Style:
    font, logo = plain["font"], plain["logo"]
    return Style(
        plain["ink"],
        tuple(plain["accents"]),
        Font(font["name"], font["stretch"], tuple(_bytes(one) for one in font["files"])),
        Logo(_bytes(logo["content"]), logo["width"], logo["height"], logo["alt"]) if logo else None,
    )


def _plain_template(template: OwnTemplate | None) -> dict[str, Any] | None:
    if template is None:
        return None
    ranks = {role: getattr(template, role) for role in ("opening", "section", "body", "pair")}
    return {"data": _text(template.data), **ranks}


def _template(plain: dict[str, Any]) -> OwnTemplate:
    return OwnTemplate(**{**plain, "data": _bytes(plain["data"])})


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
