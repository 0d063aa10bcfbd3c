"""One bar of a roadmap: its span, what is done of it, and what is not known of its dates."""

from __future__ import annotations

from datetime import date, timedelta

from gouvernail.ui.charts import words
from gouvernail.ui.charts.colours import bar_token
from gouvernail.ui.charts.model import GanttBar, GanttMark
from gouvernail.ui.charts.numbers import day, percent, vague_period
from gouvernail.ui.charts.svg.canvas import Canvas
from gouvernail.ui.charts.svg.canvas import coordinate as c
from gouvernail.ui.charts.svg.gantt_time import TimeAxis
from gouvernail.ui.charts.svg.shapes import diamond_shape
from gouvernail.ui.charts.svg.text import text_width

_SIZE = 11.0
_STEP = 9.0
_SHORTEST = 4.0


def paint_bar(canvas: Canvas, axis: TimeAxis, bar: GanttBar, top: float, height: float) -> None:
    """Draw ``bar`` on ``axis``, its upper edge at ``top``; a bar outside the period is told in words."""
    if bar.end < axis.start or bar.start > axis.end:
        _paint_outside(canvas, axis, bar, top + height - 3)
        return
    left = axis.x(bar.start)
    right = max(axis.x(bar.end if bar.end == date.max else bar.end + timedelta(days=1)), left + _SHORTEST)
    if right > axis.right:
        left, right = min(left, axis.right - _SHORTEST), axis.right
    token = bar_token(bar.tone)
    with canvas.group(describe(bar)):
        edge = {"dash": "4 3"} if bar.vague else {}
        canvas.rect(
            left + 0.5, top + 0.5, right - left - 1, height - 1, token,
            radius=3, stroke=token, opacity=".26", thickness="1", **edge,
        )  # fmt: skip
        done = _done_width(axis, bar, left, right)
        if done > 0:
            canvas.rect(left, top, done, height, token, radius=min(3, done / 2))
        _paint_cut_ends(canvas, axis, bar, top + height / 2)
    _paint_percent(canvas, axis, bar, (left, right, done), top + height - 3.2)
    _paint_steps(canvas, axis, bar, top + height)


def _paint_steps(canvas: Canvas, axis: TimeAxis, bar: GanttBar, y: float) -> None:
    """Draw the milestones under the edge of a bar; those that would overlap make one diamond with all their names."""
    held = sorted((step for step in bar.steps if axis.holds(step.on)), key=lambda step: step.on)
    together: list[list[GanttMark]] = []
    for step in held:
        if together and axis.x(step.on) - axis.x(together[-1][0].on) < _STEP:
            together[-1].append(step)
        else:
            together.append([step])
    for several in together:
        with canvas.group(" · ".join(f"{step.label} : {day(step.on)}" for step in several)):
            canvas.path(diamond_shape(axis.x(several[0].on), y, 4), fill="surface", stroke="mark", thickness="1.5")


def describe(bar: GanttBar) -> str:
    """Return one sentence on a bar: label, dates, what is done, how it goes."""
    start, end = vague_period(bar.start, bar.end) if bar.vague else (day(bar.start), day(bar.end))
    span = start if start == end else f"{start} – {end}"
    done = words.ABSENT if bar.percent is None else percent(bar.percent)
    return f"{bar.label} : {span}, {words.health(bar.tone)[1].lower()}, avancement {done}"


def _done_width(axis: TimeAxis, bar: GanttBar, left: float, right: float) -> float:
    """Return the width of the done part that shows: it is a share of the whole bar, even where the period cuts it."""
    if not bar.percent:
        return 0.0
    if axis.start <= bar.start and bar.end <= axis.end:
        return (right - left) * bar.percent / 100
    pixels = (axis.right - axis.left) / axis.days
    start = axis.left + (bar.start - axis.start).days * pixels
    whole = ((bar.end - bar.start).days + 1) * pixels
    return min(right, max(left, start + whole * bar.percent / 100)) - left


def _paint_percent(
    canvas: Canvas, axis: TimeAxis, bar: GanttBar, ends: tuple[float, float, float], baseline: float
) -> None:
    """Write what is done: inside its part, else after it inside the bar, else after the bar, else not at all."""
    if bar.percent is None:
        return
    left, right, done = ends
    inset = 12 if bar.start < axis.start and not done else 5  # clear of the arrow of a cut end
    text = percent(bar.percent)
    width = text_width(text, _SIZE, bold=True) + 8
    if done >= width:
        ink = f"on-{bar_token(bar.tone)}"
        canvas.text(left + 5, baseline, text, size=_SIZE, ink=ink, bold=True)
    elif right - left - done >= width + inset - 5:
        canvas.text(left + done + inset, baseline, text, size=_SIZE, bold=True)
    elif axis.right - right >= width:
        canvas.text(right + 5, baseline, text, size=_SIZE, bold=True)


def _paint_cut_ends(canvas: Canvas, axis: TimeAxis, bar: GanttBar, middle: float) -> None:
    """A bar that goes on outside the period shows an arrow at its cut end."""
    for cut, x, way in ((bar.start < axis.start, axis.left + 3, 1), (bar.end > axis.end, axis.right - 3, -1)):
        if cut:
            shape = f"M{c(x)} {c(middle)}l{4 * way}-4v8z"
            canvas.path(shape, fill="surface", stroke=bar_token(bar.tone), thickness="1")


def _paint_outside(canvas: Canvas, axis: TimeAxis, bar: GanttBar, baseline: float) -> None:
    before = bar.end < axis.start
    text = f"← {words.BEFORE_PERIOD}" if before else f"{words.AFTER_PERIOD} →"
    x, anchor = (axis.left + 4, "start") if before else (axis.right - 4, "end")
    canvas.text(x, baseline, text, size=_SIZE, ink="ink-soft", anchor=anchor)
