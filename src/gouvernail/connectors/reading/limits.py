"""How long the reading of a document may take: by step, such as a page, and in all, in seconds of processor.

Of processor, because a machine that has much to do makes everything last: a document is not to blame for it. Two guards
hold them. Within a step, the thread that gives signs of life measures (``working``). Should the step keep even that
thread from running, as one regular expression may, the system itself ends the process (``RLIMIT_CPU``).
"""

from __future__ import annotations

import resource
import signal
import time

from django.utils.translation import gettext as _

from gouvernail.connectors.reading.progress import CHECKED, OPENED
from gouvernail.connectors.spreadsheets import UnreadableFile

STEP_SECONDS = 60.0
"""For a page, or a set of rules: an ordinary page takes a tenth of a second, a plan drawn by a drafter a few."""
WHOLE_SECONDS = 600.0
"""For a whole document: three hundred pages at two seconds each."""
_MARGIN = 60
"""What the process may use beyond, for its start and its end, before the system ends it."""
OUT_OF_TIME = signal.SIGXCPU


class Limits:
    """What one reading has used since it began, and since its step began."""

    def __init__(self, file_name: str) -> None:
        self.file_name, self.step, self.percent = file_name, "", 0
        self.whole_at = self.step_at = time.process_time()

    def begin(self, percent: int, step: str) -> None:
        """Count anew for another step."""
        self.percent, self.step, self.step_at = percent, step, time.process_time()

    def check(self) -> None:
        """Raise ``UnreadableFile`` past one of the limits."""
        now = time.process_time()
        if now - self.step_at > STEP_SECONDS:
            raise UnreadableFile(sentence(self.file_name, self.percent, self.step))
        if now - self.whole_at > WHOLE_SECONDS:
            raise UnreadableFile(sentence(self.file_name, CHECKED, ""))


def hold_this_process() -> None:
    """Have the system end this process, there for one document, should it go far beyond the limits."""
    most = int(time.process_time() + WHOLE_SECONDS) + _MARGIN
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def sentence(file_name: str, percent: int, step: str) -> str:
    """Say what to do of a document whose reading has no end, and where it was."""
    words = {"name": file_name, "step": step[:1].lower() + step[1:]}
    if step and percent < OPENED:
        return (
            _(
                "%(name)s demande trop de calcul : sa lecture est arrêtée (%(step)s). Cet endroit tient sans doute un "
                "plan ou un dessin très détaillé : retirez-le, ou remplacez-le par une image, puis déposez le "
                "document de nouveau."
            )
            % words
        )
    return (
        _(
            "%(name)s demande trop de calcul : sa lecture est arrêtée. Découpez-le en fichiers plus courts, puis "
            "déposez-les."
        )
        % words
    )
