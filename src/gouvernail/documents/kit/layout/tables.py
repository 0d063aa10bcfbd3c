"""Lays out tables: widths by content, two lines a cell at most, several slides when there are too many rows."""

from __future__ import annotations

from dataclasses import replace

from gouvernail.documents.kit.layout.shapes import Box, Cell, Composition, Grid, Span, TableArea
from gouvernail.documents.kit.metrics import line_height, shorten, text_width
from gouvernail.documents.kit.palette import tone_of
from gouvernail.documents.kit.story import StatusCell, Table
from gouvernail.documents.kit.wording import ABSENT

PAD_X = 0.08
_PAD_Y = 0.085
_CELL_LINES = 2
_ONE_LINE_STATE = 18
_ONE_LINE_ROW = 90  # signs that the states of one row hold together: beyond five columns, each has less room
_ROW_MOST = 0.55
MAX_ROWS = 11
NOTHING = "Aucune ligne à présenter."


def span(block: Table, width: float) -> Span:
    """Return how high the table may be in ``width``, all its rows shown."""
    grid, _ = plan(block, width)
    least = sum(grid.heights)
    spare = sum(max(_ROW_MOST - height, 0.0) for height in grid.heights[1:])
    return Span(least, least, least + spare * (0.8 if len(grid.rows) > 3 else 0.4))


def split(block: Table, width: float, room: float) -> tuple[Table, Table] | None:
    """Cut the table after the rows that fit in ``room``, evenly over the slides needed; ``None`` if fewer than two."""
    grid, _ = plan(block, width)
    most = _fitting(grid.heights, room)
    if most >= len(block.rows) or most < min(2, len(block.rows)):
        return None
    slides = -(-len(block.rows) // most)
    kept = min(most, -(-len(block.rows) // slides))
    return replace(block, rows=block.rows[:kept]), replace(block, rows=block.rows[kept:])


def is_too_long(block: Table) -> bool:
    """Say whether the table has more rows than anybody reads on one slide."""
    return len(block.rows) > MAX_ROWS


def _fitting(heights: tuple[float, ...], room: float) -> int:
    left, count = room - heights[0], 0
    for height in heights[1:]:
        left -= height
        if left < -0.001 or count == MAX_ROWS:
            break
        count += 1
    return count


def compose(block: Table, box: Box) -> Composition:
    """Return the table, its rows stretched to the box, and the full text of each cell that was cut."""
    grid, lost = plan(block, box.w)
    body = sum(grid.heights[1:])
    factor = max((box.h - grid.heights[0]) / body, 1.0) if body else 1.0
    grid = replace(grid, heights=(grid.heights[0], *(height * factor for height in grid.heights[1:])))
    headings = ", ".join(block.headers)
    count = len(block.rows)
    alt = f"Tableau de {count} ligne{'s' if count > 1 else ''} ; colonnes : {headings}."
    return Composition((TableArea(replace(box, h=sum(grid.heights)), grid, "Tableau", alt),), lost)


def plan(block: Table, width: float) -> tuple[Grid, tuple[str, ...]]:
    """Return the table as it is shown in ``width``, and the full text of each cell that was cut."""
    count = _column_count(block)
    size = 12.5 if width > 8 and count <= 7 else 11.0
    headers = tuple(block.headers) + ("",) * (count - len(block.headers))
    texts = whole_rows(block)
    widths = _widths(block, headers, texts, width, size)
    lost: list[str] = []
    heights, shown = [], []
    for row in texts:
        cells, lines = _fit_row(row, widths, size, lost)
        shown.append(cells)
        heights.append(line_height(size, lines) + 2 * _PAD_Y)
    heads, lines = _fit_row([Cell(text) for text in headers], widths, size - 1, lost, bold=True)
    head_height = line_height(size - 1, lines) + 2 * _PAD_Y
    align = (block.align + "l" * count)[:count]
    grid = Grid(widths, (head_height, *heights), tuple(c.text for c in heads), tuple(shown), align, size)
    return grid, tuple(lost)


def whole_rows(block: Table) -> list[list[Cell]]:
    """Return every row with its texts in full, all of one length; a table without rows says so in its first cell."""
    rows = block.rows or ((block.empty or NOTHING,),)
    count = _column_count(block)
    short = min(_ONE_LINE_STATE, _ONE_LINE_ROW // count)
    return [[_shown(cell, short) for cell in row] + [Cell("")] * (count - len(row)) for row in rows]


def column_widths(block: Table, width: float, size: float) -> tuple[float, ...]:
    """Return the width of each column of ``block`` for a written page: as asked, or by what the columns hold."""
    headers = tuple(block.headers) + ("",) * (_column_count(block) - len(block.headers))
    return _widths(block, headers, whole_rows(block), width, size)


def _column_count(block: Table) -> int:
    return max([len(block.headers), *(len(row) for row in block.rows)])


def _shown(cell: str | StatusCell, short: int) -> Cell:
    if isinstance(cell, StatusCell):
        return Cell(_state(cell, short) if cell.text and cell.tone else cell.text or ABSENT, cell.tone, cell.href)
    return Cell(cell)


def _state(cell: StatusCell, short: int) -> str:
    """The symbol and the word of a state, kept on one line up to ``short`` signs."""
    text = f"{tone_of(cell.tone).symbol} {cell.text}"
    return text.replace(" ", "\u00a0") if len(text) <= short else text


def _fit_row(
    row: list[Cell], widths: tuple[float, ...], size: float, lost: list[str], *, bold: bool = False
) -> tuple[tuple[Cell, ...], int]:
    cells, most = [], 1
    for cell, width in zip(row, widths, strict=True):
        room = width - 2 * PAD_X - 0.02
        shown, lines, cut = shorten(cell.text, room, size, lines=_CELL_LINES, bold=bold or bool(cell.tone))
        if cut:
            lost.append(cell.text)
        cells.append(Cell(shown, cell.tone))
        most = max(most, lines)
    return tuple(cells), most


def _widths(
    block: Table, headers: tuple[str, ...], rows: list[list[Cell]], width: float, size: float
) -> tuple[float, ...]:
    columns = [[headers[index], *(row[index].text for row in rows)] for index in range(len(headers))]
    if len(block.widths) == len(headers) and sum(block.widths) > 0:
        asked = [width * share / sum(block.widths) for share in block.widths]
        return _hold_words(asked, columns, size)
    natural = [max(text_width(text, size, bold=True) for text in column) + 2 * PAD_X + 0.06 for column in columns]
    return _share_out(natural, width)


def _hold_words(asked: list[float], columns: list[list[str]], size: float) -> tuple[float, ...]:
    """Widen the columns whose longest word would be cut, at the expense of the widest one."""
    words = [
        max(text_width(word, size, bold=True) for text in column for word in text.split(" ")) for column in columns
    ]
    fair = sum(asked) / len(asked)
    needed = [min(word + 2 * PAD_X + 0.06, max(fair, own)) for word, own in zip(words, asked, strict=True)]
    widths = [max(pair) for pair in zip(asked, needed, strict=True)]
    widest = widths.index(max(widths))
    widths[widest] = max(widths[widest] - (sum(widths) - sum(asked)), needed[widest])
    scale = sum(asked) / sum(widths)
    return tuple(value * scale for value in widths)


def _share_out(natural: list[float], width: float) -> tuple[float, ...]:
    """Give narrow columns what they need and share the rest among wide ones; spread what is left over."""
    if sum(natural) <= width:
        spare = (width - sum(natural)) / sum(natural)
        return tuple(value * (1 + spare) for value in natural)
    cap = width / len(natural)
    for _ in range(8):
        narrow = sum(value for value in natural if value <= cap)
        wide = [value for value in natural if value > cap]
        cap = (width - narrow) / len(wide)
        if all(value > cap for value in wide):
            break
    return _by_need(natural, cap, width)


def _by_need(natural: list[float], cap: float, width: float) -> tuple[float, ...]:
    """Share the room of the wide columns by the square root of their need: a long text gets more, not all."""
    wide = [value for value in natural if value > cap]
    room = width - sum(value for value in natural if value <= cap)
    weight = sum(value**0.5 for value in wide)
    return tuple(value if value <= cap else room * value**0.5 / weight for value in natural)
