"""What a person asks of a figure: the days that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gouvernail.indicators.spans import Span, SpanRefusedError, offered, span_asked


@dataclass(frozen=True)
class Choice:
    """A period to click on."""

    label: str
    query: str
    current: bool


class SpanForm:
    """The period asked for in the address: ``span`` (``None``: the usual one), ``error``, and what is offered."""

    def __init__(self, asked: Mapping[str, str], on: date) -> None:
        self.first, self.last = asked.get("du", ""), asked.get("au", "")
        self.span: Span | None = None
        self.error = ""
        try:
            self.span = span_asked(asked)
        except SpanRefusedError as refusal:
            self.error = str(refusal)
        self.choices = [
            Choice(label, f"?du={span.first.isoformat()}&au={span.last.isoformat()}", span == self.span)
            for label, span in offered(on)
        ]
