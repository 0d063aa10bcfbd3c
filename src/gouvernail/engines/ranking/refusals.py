"""Why a study cannot be ranked, said in one French sentence that names the culprit."""

from __future__ import annotations


class StudyRefused(ValueError):  # noqa: N818 (a refusal is an answer, not a defect)
    """A study cannot be read or ranked; its message is the French sentence shown to the person."""
