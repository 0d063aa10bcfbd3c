"""A document read beside the pages, one at a time: signs of life, progress, an end whatever happens.

It is read in a process of its own (``registers.apart``), within limits (``limits``). What a killed process or server
left half done is taken up again, by its person, its server or the clock: from the file when nothing of it was kept yet,
from the lines kept otherwise. Three times at most: a document that stops its reader is not read for ever.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors.reading import keeping, limits
from gouvernail.connectors.reading.enums import UNREAD, ReadingState
from gouvernail.connectors.reading.models import DocumentReading, WaitingDocument
from gouvernail.connectors.reading.progress import Stopped
from gouvernail.connectors.spreadsheets import UnreadableFile
from gouvernail.organisations.actors import actor_of_key
from gouvernail.registers.apart import OneAtATime, beating, is_alone
from gouvernail.registers.operations import RefusedError

logger = logging.getLogger(__name__)

SILENT = timedelta(seconds=90)
"""How long a reading may give no sign of life before it is said to be interrupted. (A write may wait a minute.)"""
KEPT = timedelta(days=1)
"""How long a file waits to be read."""
MOST_ATTEMPTS = 3
_BEAT = 1.0


def execute(pk: int) -> None:
    """Read the document numbered ``pk`` now, if it still waits; whatever happens, it says what became of it."""
    queued = DocumentReading.objects.filter(pk=pk, state=ReadingState.QUEUED)
    if not queued.update(state=ReadingState.READING, attempt=F("attempt") + 1, beat_at=timezone.now()):
        return
    reading = DocumentReading.objects.select_related("organisation").get(pk=pk)
    teller = _Teller(reading)
    if is_alone():
        limits.hold_this_process()
    try:
        with beating(teller.alive, _BEAT):
            _read(reading, teller)
    except Stopped:
        return
    except UnreadableFile as error:
        _fail(reading, str(error))
    except PermissionDenied:
        _fail(reading, _("La personne qui a déposé ce document n’a plus le droit d’importer ici. Rien n’est gardé."))
    except Exception:
        logger.exception("The reading of document %s failed", pk)
        _fail(reading, _("La lecture a échoué ; le serveur l’a noté. Rien n’est gardé : déposez-le de nouveau."))


def _read(reading: DocumentReading, teller: _Teller) -> None:
    actor = actor_of_key(reading.actor, reading.organisation.today())
    if not reading.parts.exists() and (waiting := WaitingDocument.objects.filter(reading=reading).first()):
        found = keeping.read(bytes(waiting.content), reading.file_name, teller.tell)
        keeping.keep(reading, found, actor)
    keeping.compare(reading, actor, teller.tell)


class _Teller:
    """Writes how far a reading is, once a second; stops it when it is dropped, started again, or has no end."""

    def __init__(self, reading: DocumentReading) -> None:
        self.reading, self.limits = reading, limits.Limits(reading.file_name)
        self.mine = DocumentReading.objects.filter(pk=reading.pk, attempt=reading.attempt, state=ReadingState.READING)
        self.told_at = 0.0

    def tell(self, percent: int, step: str) -> None:
        """Say how far it is; raise ``Stopped`` when nobody wants it any more, ``UnreadableFile`` past its limits."""
        self.limits.check()
        self.limits.begin(percent, step)
        if time.monotonic() - self.told_at < _BEAT:
            return
        self.told_at = time.monotonic()
        if not self.mine.update(percent=percent, step=step, beat_at=timezone.now()):
            raise Stopped

    def alive(self) -> bool:
        """Give a sign of life in the middle of a step; say no when nobody wants the reading, or it has no end."""
        try:
            self.limits.check()
        except UnreadableFile as error:
            _fail(self.reading, str(error))
            return False
        return bool(self.mine.update(percent=self.limits.percent, step=self.limits.step, beat_at=timezone.now()))


def _fail(reading: DocumentReading, sentence: str) -> None:
    mine = DocumentReading.objects.filter(pk=reading.pk, attempt=reading.attempt, state__in=UNREAD)
    if mine.update(state=ReadingState.FAILED, refusal=sentence, finished_at=timezone.now()):
        WaitingDocument.objects.filter(reading=reading).delete()


def _wait(pk: int) -> None:
    DocumentReading.objects.filter(pk=pk, state=ReadingState.QUEUED).update(beat_at=timezone.now())


def _left(pk: int, *, code: int) -> None:
    """Its process was killed: read it again at once, unless it has no end or killed too many already."""
    reading = DocumentReading.objects.select_related("organisation").filter(pk=pk, state__in=UNREAD).first()
    if reading is None:
        return
    if code == -limits.OUT_OF_TIME:
        _fail(reading, limits.sentence(reading.file_name, reading.percent, reading.step))
    elif _queue_again(reading, DocumentReading.objects.filter(pk=pk, attempt=reading.attempt)):
        start(reading)


_readings = OneAtATime(execute, _wait, _BEAT, aside=True, left=_left)


def start(reading: DocumentReading) -> None:
    """Read a document beside the request, once the transaction that brought it is over."""
    _readings.start(reading.pk)


def wait_a_little(reading: DocumentReading, seconds: float) -> None:
    """Wait for a document that reads at once, for ``seconds`` at most, so that its page comes without a detour."""
    until = time.monotonic() + seconds
    while reading.state in UNREAD and time.monotonic() < until:
        time.sleep(0.05)
        reading.refresh_from_db(fields=["state", "refusal"])


def is_interrupted(reading: DocumentReading) -> bool:
    """Say whether a reading gave no sign of life for a while: its server was stopped meanwhile."""
    return reading.state in UNREAD and timezone.now() - reading.beat_at > SILENT


def interrupted() -> QuerySet[DocumentReading]:
    """Return the readings that give no sign of life any more."""
    return DocumentReading.objects.filter(state__in=UNREAD, beat_at__lt=timezone.now() - SILENT)


def take_up(reading: DocumentReading) -> None:
    """Start an interrupted reading again; raise ``RefusedError`` when it goes on, or stopped its reader too often."""
    if not _queue_again(reading, interrupted()):
        raise RefusedError(_("La lecture de ce document est en cours ou terminée."))
    start(reading)


def has_something_left() -> bool:
    """Whether the clock has something to do here (two short queries)."""
    return interrupted().exists() or _forgotten().exists()


def read_interrupted() -> int:
    """Take up what killed servers left, now, and erase the files that waited for a day; return how many."""
    forget_waiting()
    left = [one for one in interrupted().select_related("organisation") if _queue_again(one, interrupted())]
    for reading in left:
        _readings.run(reading.pk)
    return len(left)


def _queue_again(reading: DocumentReading, still: QuerySet[DocumentReading]) -> bool:
    """Put a reading back among those that wait, if it is ``still`` left; end one that stopped its reader too often."""
    left = still.filter(pk=reading.pk, state__in=UNREAD)
    if reading.attempt < MOST_ATTEMPTS:
        return bool(left.update(state=ReadingState.QUEUED, beat_at=timezone.now()))
    if reading.parts.exists():  # read and kept: each part may be compared again from its own page
        left.update(state=ReadingState.READY, step="", percent=100)
    else:
        _fail(reading, _("Cette lecture s’est interrompue trois fois : elle est abandonnée. Découpez le document."))
    return False


def _forgotten() -> QuerySet[WaitingDocument]:
    return WaitingDocument.objects.filter(received_at__lt=timezone.now() - KEPT)


def forget_waiting() -> int:
    """Erase the files that nobody read for a day, and say so; return how many."""
    readings = list(DocumentReading.objects.filter(waiting__in=_forgotten()))
    for one in readings:
        _fail(one, _("Ce document a attendu un jour sans être lu : son fichier est effacé. Déposez-le de nouveau."))
    return len(readings)
