"""The story of a document, before anybody draws it: plain values that two drawings (PPTX, PDF) show alike.

Everything here can be turned into JSON and back (see ``freeze.py``), so that a document shown in a meeting can be
drawn again a year later from what was frozen, without asking the database anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gouvernail.ui.charts.model import Chart


@dataclass(frozen=True)
class Tile:
    """One figure to see from afar: value with its unit, label, one line of detail, and a tone.

    ``tone`` is one of neutral, good, risk, alert, decide.
    """

    value: str
    label: str
    detail: str = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class Callout:
    """A framed sentence: a kind word with its symbol (« En alerte »), a title and one or two lines.

    ``links`` are passages of the text and where each leads, in the documents that are read on a screen.
    """

    kind: str
    title: str
    text: str
    tone: str = "neutral"
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class StatusCell:
    """A table cell that shows a state by a word, a symbol and a colour (never by colour alone).

    Without tone it is plain text; ``href`` is where it leads, in the documents that are read on a screen.
    """

    text: str
    tone: str = "neutral"  # neutral, good, risk, alert, decide, progress, study, or nothing
    href: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of text or states. ``widths`` are shares; ``align`` is one letter a column: l, r, c."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str | StatusCell, ...], ...]
    widths: tuple[float, ...] = ()
    align: str = ""
    empty: str = ""


@dataclass(frozen=True)
class ChartBlock:
    """A chart with the line under it (date and source); ``href`` is where its figures stand."""

    chart: Chart
    href: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A run of text, or a bullet list when it has several lines.

    ``links``, one entry a line, are its passages that lead somewhere, in the documents that are read on a screen.
    """

    lines: tuple[str, ...]
    heading: str = ""
    links: tuple[tuple[tuple[str, str], ...], ...] = ()

    def links_of(self, line: int) -> tuple[tuple[str, str], ...]:
        """Return the passages of a line that lead somewhere."""
        return self.links[line] if line < len(self.links) else ()


@dataclass(frozen=True)
class Tiles:
    """Up to six tiles on one row."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class DecisionSheet:
    """One decision put to the committee: exact wording, context, options, condition, who carries it, when."""

    number: str
    title: str
    wording: str
    context: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    condition: str = ""
    owner: str = ""
    due: str = ""
    outcome: str = ""
    votes: str = ""


Block = Tiles | Callout | Table | ChartBlock | Paragraph | DecisionSheet


@dataclass(frozen=True)
class Slide:
    """One slide: a title that states the conclusion, blocks laid out in one or two columns, notes, sources.

    ``columns`` is 1 or 2; with 2, blocks are dealt left then right by ``split`` (how many go left). ``codes`` names the
    indicators whose figures it shows, so that a page leads to them.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    columns: int = 1
    split: int = 1
    notes: str = ""
    source: str = ""
    kind: str = "content"  # opening, section, content, decision
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A figure that the deck showed, kept with it for the next one: ``value`` is its decimal number as text."""

    code: str
    label: str
    text: str
    value: str = ""
    unit: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Deck:
    """A whole deck: opening facts, then slides in order; ``figures`` are what the next deck compares with."""

    title: str
    subtitle: str
    organisation: str
    held_on: date
    held_on_text: str
    footer: str
    slides: tuple[Slide, ...] = ()
    is_demo: bool = False
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Section:
    """A section of a written document (minutes): heading and blocks in reading order."""

    heading: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Report:
    """A written document: opening facts as label and value pairs, then sections; drawn as PDF and DOCX.

    ``compact``: a sheet meant for one page, set tighter and smaller.
    """

    title: str
    subtitle: str
    organisation: str
    held_on: date
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    footer: str = ""
    is_demo: bool = False
    compact: bool = False
