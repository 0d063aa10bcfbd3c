"""What is doubtful in a text that is about to be written: lost letters, words stuck together, personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from gouvernail.connectors.findings import INFO, Finding
from gouvernail.kernel.text import (
    EMAIL_MASK,
    PHONE_MASK,
    has_lost_characters,
    has_private_use_characters,
    looks_glued,
    mask_personal_data,
    replace_private_bullets,
)

KNOWN_NAMES = frozenset(
    """NextCloud OneDrive SharePoint GestSup LibreOffice OpenOffice PowerPoint YouTube LinkedIn OnlyOffice WordPress
    MySQL MariaDB PostgreSQL OpenSource DataCenter WiFi VMware ProLiant EliteBook ProBook OptiPlex PowerEdge ThinkPad
    ThinkCentre MacBook iPhone iPad AutoCAD QGIS GitHub GitLab GoPhish BitLocker TeamViewer AnyDesk JavaScript
    eParapheur iParapheur FortiGate OpenVPN LaserJet ColorLaserJet bizhub WithSecure""".split()  # noqa: SIM905 - reads better so
)
"""Names that really are written with a capital inside."""

_STUCK = re.compile(r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<=[A-ZÀ-Þ]{4})(?=[A-ZÀ-Þ][a-zà-ÿ]{3})|(?<=[^\W\d_])(?=•)")
_SEVERAL_COUNTS = re.compile(r"\b(\d+)\s+[^\W\d]+\s*\+\s*(\d+)\s+[^\W\d]+.*\(\s*(\d+)\s+[^\W\d]+", re.DOTALL)


def text_findings(text: str) -> tuple[str, list[Finding]]:
    """Return the text with personal data masked, and what is doubtful in it."""
    masked, _found = mask_personal_data(text)
    findings = []
    if PHONE_MASK in masked or EMAIL_MASK in masked:
        findings.append(_personal(text, masked))
    if has_lost_characters(masked):
        sentence = _("Une lettre ou une icône a été perdue (\ufffd) avant l’import. Corrigez le texte, ou gardez-le.")
        findings.append(Finding("R-FFFD", sentence, kept=masked))
    elif has_private_use_characters(masked):
        bullets = replace_private_bullets(masked)
        sentence = _("Le texte contient une puce d’une police que les autres n’ont pas. Proposé : une puce ordinaire.")
        findings.append(Finding("R-PUA", sentence, proposed=bullets, kept=masked, confidence=90))
    elif _is_glued(masked):
        findings.append(_stuck(masked))
    return masked, findings


def _personal(text: str, masked: str) -> Finding:
    split = masked.count("\n") < text.count("\n")  # a break inside what was masked goes with it
    sentence = _("Un téléphone ou un courriel a été masqué : Gouvernail ne garde pas de coordonnées personnelles.")
    return Finding("R-PII-SPLIT" if split else "R-PII", sentence, proposed=masked, confidence=95)


def _is_glued(text: str) -> bool:
    """Whether words look stuck together in a sentence; a lone word is a name, written as its owner wishes."""
    return " " in text.strip() and looks_glued(text, KNOWN_NAMES)


def _stuck(text: str) -> Finding:
    words = [word if word in KNOWN_NAMES else _STUCK.sub(" ", word) for word in re.split(r"(\s+)", text)]
    apart = "".join(words)
    sentence = _("Des mots semblent collés. Corrigez le texte, ou gardez-le tel quel.")
    if apart == text:
        return Finding("R-GLUE", sentence, kept=text)
    return Finding("R-GLUE", sentence, proposed=apart, kept=text, confidence=65)


def scope_finding(texts: Iterable[str]) -> Finding | None:
    """Say when the texts of a line count several things, then some more in brackets: are these among the others?"""
    joined = "\n".join(texts)
    counts = _SEVERAL_COUNTS.search(joined) if "+" in joined and "(" in joined else None
    if not counts:
        return None
    total = int(counts[1]) + int(counts[2])
    sentence = _("« %(part)s » entre parenthèses : compris dans les %(total)s, ou en plus ? Les textes sont gardés.")
    return Finding("R-SCOPE", sentence % {"part": counts[3], "total": total}, kind=INFO)
