"""A collectivité's own PowerPoint file: opened safely, its layouts named and measured, each given what it serves.

Sentences are in French: they are shown to whoever brought the file.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError

from gouvernail.documents.kit.layout import grid
from gouvernail.documents.kit.layout.shapes import Box
from gouvernail.documents.kit.style import OwnTemplate

LARGEST = 20_000_000
"""Bytes that a template may weigh."""
_UNPACKED, _ENTRIES = 300_000_000, 5_000
_SMALL, _RATIO = 1_000_000, 250
"""Bytes of an entry, and how many times smaller it may be packed: more is a trap, not a drawing."""
_FORGED = (
    ValueError, KeyError, TypeError, IndexError, AttributeError, SyntaxError, RecursionError, RuntimeError,
    NotImplementedError, EOFError, zlib.error, zipfile.BadZipFile, PythonPptxError,
)  # fmt: skip
"""What opening stumbles on in a file that no office suite wrote."""
_RELATIONSHIP, _OUTSIDE = re.compile(rb"<[^<>]*Relationship\b[^<>]*>"), b'"External"'
_UNOPENED = (
    "Ce fichier ne s’ouvre pas comme une présentation PowerPoint. Ouvrez-le dans PowerPoint ou LibreOffice, "
    "puis enregistrez-le au format PPTX."
)
_LEAST_BODY = (6.5, 3.2)
_EMU = 914400
_CONTENT = frozenset({PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.CHART, PP_PLACEHOLDER.TABLE})
_TITLES = frozenset({PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE})
_AS_TEMPLATE = b"presentationml.template.main+xml"
_AS_DECK = b"presentationml.presentation.main+xml"


class UnusableTemplateError(ValueError):
    """A file on which no deck can be drawn; its message is a French sentence that says what to do."""


@dataclass(frozen=True)
class LayoutFacts:
    """What one layout of a template offers, in inches of a slide 13.333 inches wide."""

    rank: int
    name: str
    kind: str
    title: Box | None
    contents: tuple[Box, ...]

    @property
    def is_usable(self) -> bool:
        """Say whether a slide of content can stand on it: a title and one place large enough."""
        return self.title is not None and len(self.contents) == 1 and _is_large(self.contents[0])

    @property
    def is_pair(self) -> bool:
        """Say whether it has two places side by side."""
        if self.title is None or len(self.contents) != 2:
            return False
        left, right = self.contents
        return left.x + left.w <= right.x + 0.05 and min(left.h, right.h) >= _LEAST_BODY[1] and min(left.w, right.w) > 3


def open_template(data: bytes) -> Any:
    """Return the presentation of ``data``; raise ``UnusableTemplateError`` when it cannot be one."""
    _check_archive(data)
    try:
        return Presentation(io.BytesIO(_as_presentation(data)))
    except _FORGED as error:
        raise UnusableTemplateError(_UNOPENED) from error


def _check_archive(data: bytes) -> None:
    if len(data) > LARGEST:
        raise UnusableTemplateError(
            "Ce fichier dépasse 20 Mo. Retirez les images et les diapositives d’exemple, puis enregistrez-le à nouveau."
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnusableTemplateError(
            "Ce fichier est protégé par un mot de passe, ou à l’ancien format PPT. Enregistrez-le au format PPTX, "
            "sans mot de passe."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {one.filename for one in entries}
    except zipfile.BadZipFile as error:
        raise UnusableTemplateError("Ce fichier n’est pas une présentation PPTX ou POTX, ou il est abîmé.") from error
    if len(entries) > _ENTRIES or sum(one.file_size for one in entries) > _UNPACKED:
        raise UnusableTemplateError("Ce fichier contient trop de choses pour être un modèle de présentation.")
    if "ppt/presentation.xml" not in names:
        raise UnusableTemplateError(
            "Ce fichier n’est pas une présentation PowerPoint. Déposez un fichier PPTX ou POTX."
        )
    if any(one.file_size > _SMALL and one.file_size > _RATIO * max(one.compress_size, 1) for one in entries):
        raise UnusableTemplateError(
            "Ce fichier se décompresse en un contenu démesuré et n’est pas ouvert par sécurité. Enregistrez-le de "
            "nouveau depuis PowerPoint ou LibreOffice."
        )
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnusableTemplateError(
            "Ce fichier contient des macros. Enregistrez-le au format PPTX ou POTX, sans macro."
        )
    _check_links(data)


def _check_links(data: bytes) -> None:
    """Refuse what would be fetched elsewhere by whoever opens a deck: only links to follow may lead out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = [archive.read(one) for one in archive.namelist() if one.endswith(".rels")]
    except _FORGED as error:
        raise UnusableTemplateError(_UNOPENED) from error
    links = [link for one in found for link in _RELATIONSHIP.findall(one) if _OUTSIDE in link]
    if any(b"/hyperlink" not in link for link in links):
        raise UnusableTemplateError(
            "Ce fichier va chercher des images ou des objets ailleurs (fichiers liés). Incorporez-les à la "
            "présentation, puis enregistrez-la de nouveau."
        )


def _as_presentation(data: bytes) -> bytes:
    """Return a POTX under the type of a PPTX, which is the only one that python-pptx opens."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")
        if _AS_TEMPLATE not in types:
            return data
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
            for one in archive.infolist():
                content = archive.read(one)
                written.writestr(
                    one.filename,
                    types.replace(_AS_TEMPLATE, _AS_DECK) if one.filename == "[Content_Types].xml" else content,
                )
    return buffer.getvalue()


def scale_of(presentation: Any) -> float:
    """Return how large the slides of a presentation are beside those of the house."""
    return float(presentation.slide_width) / (grid.WIDTH * _EMU)


def facts_of(presentation: Any) -> list[LayoutFacts]:
    """Return what each layout of the first master offers, in its order."""
    scale = scale_of(presentation)
    return [_facts(rank, layout, scale) for rank, layout in enumerate(presentation.slide_layouts)]


def _facts(rank: int, layout: Any, scale: float) -> LayoutFacts:
    title: Box | None = None
    contents = []
    for shape in layout.placeholders:
        kind = shape.placeholder_format.type
        if kind in _TITLES:
            title = box_of(shape, scale)
        elif kind in _CONTENT:
            contents.append(box_of(shape, scale))
    contents.sort(key=lambda box: (round(box.y, 1), box.x))
    name = layout.name or f"Disposition {rank + 1}"
    return LayoutFacts(rank, name, layout._element.get("type", ""), title, tuple(contents))


def box_of(shape: Any, scale: float) -> Box:
    """Return the place of a shape in inches of a slide 13.333 inches wide."""
    sides = (shape.left, shape.top, shape.width, shape.height)
    return Box(*((side or 0) / _EMU / scale for side in sides))


def read_template(data: bytes) -> tuple[OwnTemplate, list[LayoutFacts]]:
    """Return a template with the layouts that suit each kind of slide best, and what all of them offer.

    Raises ``UnusableTemplateError`` when no layout can serve: no title, or no place large enough for content.
    """
    found = _facts_read(open_template(data))
    if not any(one.title for one in found):
        raise UnusableTemplateError(
            "Aucune disposition de ce modèle n’a d’espace réservé pour le titre. Dans le masque des diapositives, "
            "ajoutez un titre à la disposition des contenus : les lecteurs d’écran en ont besoin."
        )
    body = _body_among(found)
    opening = _first(found, "title") or next(one for one in found if one.title)
    section = _first(found, "secHead") or opening
    pair = next((one for one in found if one.kind == "twoObj" and one.is_pair), None)
    pair = pair or next((one for one in found if one.is_pair), None)
    ranks = (opening.rank, section.rank, body.rank, pair.rank if pair else None)
    return OwnTemplate(data, *ranks), found


def _facts_read(presentation: Any) -> list[LayoutFacts]:
    try:
        return facts_of(presentation)
    except _FORGED as error:
        raise UnusableTemplateError(_UNOPENED) from error


def _first(found: list[LayoutFacts], kind: str) -> LayoutFacts | None:
    return next((one for one in found if one.kind == kind and one.title), None)


def _body_among(found: list[LayoutFacts]) -> LayoutFacts:
    usable = [one for one in found if one.is_usable]
    if usable:
        return next((one for one in usable if one.kind in ("obj", "tx")), usable[0])
    closest = max(
        (one for one in found if one.title and one.contents),
        key=lambda one: max(box.w * box.h for box in one.contents),
        default=None,
    )
    if closest is None:
        raise UnusableTemplateError(
            "Aucune disposition de ce modèle n’a un titre et un espace réservé de contenu. Dans le masque des "
            "diapositives, ajoutez une disposition « Titre et contenu »."
        )
    box = max(closest.contents, key=lambda one: one.w * one.h)
    raise UnusableTemplateError(
        f"L’espace de contenu le plus grand (disposition « {closest.name} ») prend {_share(box.w, grid.WIDTH)} % de la "
        f"largeur et {_share(box.h, grid.HEIGHT)} % de la hauteur : il en faut au moins "
        f"{_share(_LEAST_BODY[0], grid.WIDTH)} % et {_share(_LEAST_BODY[1], grid.HEIGHT)} %, dans une disposition qui "
        "n’en a qu’un. Agrandissez-le dans le masque des diapositives."
    )


def _share(part: float, whole: float) -> int:
    return round(100 * part / whole)


def _is_large(box: Box) -> bool:
    return box.w >= _LEAST_BODY[0] and box.h >= _LEAST_BODY[1]
