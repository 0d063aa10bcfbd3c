"""What a comparison said on a day, kept whole: the study as the engine read it, and the result."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.registers.operations import RefusedError
from gouvernail.studies.results import result_of, voices
from gouvernail.studies.translation import engine_data
from gouvernail.studies.whole import Whole


def frozen_result(whole: Whole) -> dict[str, Any]:
    """Return what is kept of a study: its data, its result, the digest of both; ``RefusedError`` without a result."""
    from gouvernail.engines.ranking.writing import result_of as written

    found = result_of(whole)
    if found.answer is None:
        raise RefusedError(_("Rien à figer : %(reason)s") % {"reason": found.refusal})
    kept = {"study": engine_data(whole, voices(whole)), "result": written(found.answer)}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    return kept | {"digest": hashlib.sha256(text.encode()).hexdigest()}
