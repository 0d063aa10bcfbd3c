"""What a person asks of a figure: the days that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from gouvernail.indicators.spans import Span, SpanRefusedError, days_of, offered, span_asked


@dataclass(frozen=True)
class Choice:
    """A period to click on."""

    label: str
    query: str
    current: bool


class SpanForm:
    """The period asked for in the address: ``span`` (``None``: the usual one), ``error``, and what is offered.

    A site or a department that the address asks for stays when one asks for another period.
    """

    def __init__(self, asked: Mapping[str, str], on: date) -> None:
        self.first, self.last = asked.get("du", ""), asked.get("au", "")
        self.span: Span | None = None
        self.error = ""
        try:
            self.span = span_asked(asked)
        except SpanRefusedError as refusal:
            self.error = str(refusal)
        self.part = asked.get("partie", "")
        kept = {"partie": self.part} if "partie" in asked else {}
        self.usual_query = f"?{urlencode(kept)}"
        self.choices = [
            Choice(label, f"?{urlencode(days_of(span) | kept)}", span == self.span)
            for label, span in offered(on).values()
        ]
