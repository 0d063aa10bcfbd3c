"""A sheet to draw on: the few shapes charts need, written as SVG for a page or for a document.

For a page, colours are classes of ``charts.css`` (they follow the theme; a strict security policy refuses ``style``).
For a document (``static``), every colour and size is an attribute, because document engines know no CSS variable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from gouvernail.ui.charts.colours import LIGHT
from gouvernail.ui.charts.svg.hatches import PATTERNS, pattern
from gouvernail.ui.charts.svg.text import escape


@dataclass(frozen=True)
class Lettering:
    """The letters of a static drawing: families by preference, and what sizes are multiplied by.

    Texts are measured in Inter (``text.py``): a wider family is written smaller, so that it takes the same room.
    """

    families: str = "Inter, Liberation Sans, Arial, sans-serif"
    scale: float = 1.0


INTER = Lettering()


def coordinate(value: float) -> str:
    """Write a length with one decimal at most: enough for a screen, and half the weight."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


class Canvas:
    """Collects shapes, then writes one ``<svg>``; lengths are pixels at the drawn width."""

    def __init__(
        self,
        width: float,
        *,
        title: str,
        description: str,
        static: bool = False,
        uid: str = "",
        hover: bool = True,
        colours: Mapping[str, str] = LIGHT,
        lettering: Lettering = INTER,
    ) -> None:
        self.width = width
        self.hover = hover
        self.static = static
        self.uid = uid
        self._colours = colours
        self._lettering = lettering
        self.has_links = False
        self._title = title
        self._description = description
        self._parts: list[str] = []
        self._patterns: set[int] = set()

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0, **more: str
    ) -> None:
        """Draw a rectangle filled with a colour token (``none`` leaves it hollow)."""
        rounded = f' rx="{coordinate(radius)}"' if radius else ""
        box = f'x="{coordinate(x)}" y="{coordinate(y)}" width="{coordinate(width)}" height="{coordinate(height)}"'
        self._parts.append(f"<rect {box}{rounded}{self._paint(fill=fill, **more)}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str, **more: str) -> None:
        """Draw a segment in a colour token."""
        ends = f'x1="{coordinate(x1)}" y1="{coordinate(y1)}" x2="{coordinate(x2)}" y2="{coordinate(y2)}"'
        self._parts.append(f"<line {ends}{self._paint(stroke=stroke, **more)}/>")

    def path(self, data: str, *, fill: str = "none", **more: str) -> None:
        """Draw a path; ``stroke`` names its colour token when it has one."""
        self._parts.append(f'<path d="{data}"{self._paint(fill=fill, **more)}/>')

    def hatch(self, data: str, index: int) -> None:
        """Lay the hatch of the series ``index`` over the shape ``data``: on paper, and beyond six series everywhere."""
        style = index % len(PATTERNS) or 1  # the first hatch is empty: a seventh series still needs one
        if index == 0 or not data:
            return
        self._patterns.add(style)
        always = (
            "" if self.static else ' class="chart-hatch"' if index < len(PATTERNS) else ' class="chart-hatch-always"'
        )
        self._parts.append(f'<path d="{data}" fill="url(#{self._pattern_id(style)})"{always}/>')

    def text(
        self,
        x: float,
        y: float,
        content: str,
        *,
        size: float = 12,
        ink: str = "ink",
        anchor: str = "start",
        bold: bool = False,
        turned: float = 0,
    ) -> None:
        """Write ``content`` with its baseline at ``y``; ``turned`` is in degrees around that point."""
        anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
        weight = ' font-weight="600"' if bold else ""
        turn = f' transform="rotate({coordinate(turned)} {coordinate(x)} {coordinate(y)})"' if turned else ""
        height = size * self._lettering.scale
        place = f'x="{coordinate(x)}" y="{coordinate(y)}" font-size="{coordinate(height)}"'
        self._parts.append(f"<text {place}{anchored}{weight}{turn}{self._paint(fill=ink)}>{escape(content)}</text>")

    @contextmanager
    def group(self, title: str = "", *, href: str = "") -> Iterator[None]:
        """Keep shapes together under a hover title, and under a link when ``href`` is given (pages only)."""
        title = title if self.hover else ""
        if self.static or not (title or href):
            yield
            return
        tag = "a" if href else "g"
        self.has_links = self.has_links or bool(href)
        target = f' href="{escape(href)}" class="chart-link"' if href else ""
        name = f"<title>{escape(title)}</title>" if title else ""
        self._parts.append(f"<{tag}{target}>{name}")
        yield
        self._parts.append(f"</{tag}>")

    def content(self) -> str:
        """Return the shapes alone, to be set inside another drawing."""
        return "".join(self._parts)

    def render(self, height: float, *, classes: str = "") -> str:
        """Return the whole ``<svg>`` element, ``height`` pixels high."""
        size = f'width="{coordinate(self.width)}" height="{coordinate(height)}"'
        box = f'viewBox="0 0 {coordinate(self.width)} {coordinate(height)}"'
        body = "".join((self._names(), self._definitions(), *self._parts))
        if self.static:
            head = f'xmlns="http://www.w3.org/2000/svg" {size} {box} font-family="{escape(self._lettering.families)}"'
        else:
            # The children of an image are silent: with links inside, the drawing is a group that reads them.
            role = "group" if self.has_links else "img"
            names = f'role="{role}" aria-labelledby="{self.uid}-t" aria-describedby="{self.uid}-d"'
            shown = f' class="{" ".join(("chart-svg", classes)).strip()}"'
            head = f'xmlns="http://www.w3.org/2000/svg"{shown} {size} {box} {names}'
        return f"<svg {head}>{body}</svg>"

    def _names(self) -> str:
        if self.static:
            return f"<title>{escape(self._title)}</title>"
        title = f'<title id="{self.uid}-t">{escape(self._title)}</title>'
        return f'{title}<desc id="{self.uid}-d">{escape(self._description)}</desc>'

    def _definitions(self) -> str:
        if not self._patterns:
            return ""
        drawn = (pattern(style, self._pattern_id(style), static=self.static) for style in sorted(self._patterns))
        return f"<defs>{''.join(drawn)}</defs>"

    def _pattern_id(self, style: int) -> str:
        return f"{self.uid or 'chart'}-h{style}"

    def _paint(
        self, *, fill: str = "", stroke: str = "", opacity: str = "", dash: str = "", thickness: str = ""
    ) -> str:
        attributes = ""
        if self.static:
            attributes += f' fill="{self._colours.get(fill, "none")}"' if fill else ""
            attributes += f' stroke="{self._colours[stroke]}"' if stroke else ""
        else:
            classes = [f"chart-fill-{fill}"] if fill and fill != "none" else []
            classes += [f"chart-stroke-{stroke}"] if stroke else []
            attributes += f' class="{" ".join(classes)}"' if classes else ""
            attributes += ' fill="none"' if fill == "none" else ""
        attributes += f' fill-opacity="{opacity}"' if opacity else ""
        attributes += f' stroke-width="{thickness}"' if thickness else ""
        return attributes + (f' stroke-dasharray="{dash}"' if dash else "")
