"""A work drawn beside the pages, one at a time: signs of life, progress, a stop on demand, always an end.

It is drawn in a thread of the server: most are there in half a second, before a process would have begun. What a killed
server left half done shows as such: the page says to ask again, nothing half written is ever sent.
"""

from __future__ import annotations

import io
import logging
import zipfile
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.documents.drawing import TYPES, draw
from gouvernail.documents.house_style.keeping import look_kept_as
from gouvernail.documents.kit import from_json
from gouvernail.documents.kit.office import ConversionError, OfficeMissingError
from gouvernail.documents.models import DocumentWork, WorkState
from gouvernail.registers.apart import OneAtATime

logger = logging.getLogger(__name__)
OPEN = (WorkState.QUEUED, WorkState.RUNNING)
SILENT = timedelta(seconds=90)
"""How long a work may give no sign of life before it is said to be interrupted. (A write may wait a minute.)"""
KEPT = timedelta(days=7)
"""How long a file stays on the server."""
_BEAT = 1.0


class Stopped(Exception):  # noqa: N818 - not a failure: somebody asked for it
    """The person gave the work up."""


def execute(pk: int) -> None:
    """Draw the work numbered ``pk`` now; whatever happens, it says what became of it."""
    begun = DocumentWork.objects.filter(pk=pk, state=WorkState.QUEUED).update(
        state=WorkState.RUNNING, beat_at=timezone.now()
    )
    if not begun:
        return
    work = DocumentWork.objects.select_related("organisation").get(pk=pk)
    try:
        content, name, kind = _make(work)
    except Stopped:
        _write(pk, state=WorkState.CANCELLED)
    except OfficeMissingError as flaw:
        _write(pk, state=WorkState.FAILED, refusal=str(flaw))
    except ConversionError as flaw:
        stopped = _is_stopped(pk)
        _write(pk, state=WorkState.CANCELLED if stopped else WorkState.FAILED, refusal="" if stopped else str(flaw))
    except Exception:
        logger.exception("document work %s", pk)
        _write(
            pk,
            state=WorkState.FAILED,
            refusal=_("Une erreur inattendue a interrompu ce document ; le serveur l’a notée."),
        )
    else:
        _write(pk, state=WorkState.DONE, percent=100, content=content, name=name, content_type=kind)


def _make(work: DocumentWork) -> tuple[bytes, str, str]:
    """Return the bytes, the name and the type of the file of a work."""
    drawn: list[tuple[str, bytes]] = []
    for rank, one in enumerate(work.files):
        if _is_stopped(work.pk):
            raise Stopped
        step = _("%(name)s (%(rank)s sur %(count)s)") % {
            "name": one["name"],
            "rank": rank + 1,
            "count": len(work.files),
        }
        _write(work.pk, step=step, percent=round(100 * (rank + 0.2) / len(work.files)))
        document = from_json(one["story"])
        look = look_kept_as(one.get("look", ""))
        content = draw(document, one["extension"], work.organisation, look=look, stopped=lambda: _beat(work.pk))
        drawn.append((one["name"], content))
    if _is_stopped(work.pk):
        raise Stopped
    if len(drawn) == 1:
        name, content = drawn[0]
        return content, name, TYPES[work.files[0]["extension"]]
    return _zipped(drawn), work.name, TYPES["zip"]


def _zipped(drawn: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in drawn:
            archive.writestr(name, content)
    return buffer.getvalue()


def _beat(pk: int) -> bool:
    """Give a sign of life and say whether to stop; asked many times a second, it writes once."""
    work = DocumentWork.objects.filter(pk=pk).values_list("beat_at", "stop_asked").first()
    if work is None or work[1]:
        return True
    if timezone.now() - work[0] > timedelta(seconds=_BEAT):
        _write(pk)
    return False


def _is_stopped(pk: int) -> bool:
    return DocumentWork.objects.filter(pk=pk, stop_asked=True).exists()


def _write(pk: int, **values: Any) -> int:
    return DocumentWork.objects.filter(pk=pk, state__in=OPEN).update(beat_at=timezone.now(), **values)


_works = OneAtATime(execute, _write, _BEAT)


def start(work: DocumentWork) -> None:
    """Draw a work beside the request, once the transaction that asked for it is over."""
    _works.start(work.pk)


def is_interrupted(work: DocumentWork) -> bool:
    """Say whether an open work gave no sign of life for a while: the server was stopped meanwhile."""
    return work.state in OPEN and timezone.now() - work.beat_at > SILENT


def alive() -> QuerySet[DocumentWork]:
    """Return the works under way that still give signs of life."""
    return DocumentWork.objects.filter(state__in=OPEN, beat_at__gte=timezone.now() - SILENT)


def forget_old() -> int:
    """Delete the works older than ``KEPT``; return how many."""
    return DocumentWork.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()[0]
