"""What is frozen comes back equal; what cannot be read is refused with a sentence."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from datetime import date, datetime
from decimal import Decimal
from typing import get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.documents.kit import freeze, story
from gouvernail.ui.charts import model

_words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
_scalars = {
    str: _words,
    bool: st.booleans(),
    int: st.integers(-(10**9), 10**9),
    float: st.floats(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    type(None): st.none(),
}


def _chart_kinds():
    return [kind for kind in freeze.KNOWN_TYPES.values() if issubclass(kind, model.Chart)]


def _values_of(hint):
    if hint is model.Chart:
        return st.one_of([_objects(kind) for kind in _chart_kinds()])
    if hint in _scalars:
        return _scalars[hint]
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if inner[-1] is Ellipsis:
            return st.lists(_values_of(inner[0]), max_size=2).map(tuple)
        return st.tuples(*[_values_of(item) for item in inner])
    if get_args(hint):
        return st.one_of([_values_of(item) for item in get_args(hint)])
    return _objects(hint)


def _objects(kind):
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: _values_of(hints[field.name]) for field in fields(kind)})


@given(st.one_of(_objects(story.Deck), _objects(story.Report)))
def test_any_story_comes_back_equal_through_json_text(document):
    text = json.dumps(freeze.to_json(document), allow_nan=False)
    assert freeze.from_json(json.loads(text)) == document


def test_every_value_of_the_story_is_known():
    assert {"Deck", "Report", "StatusCell", "GanttMark", "ColumnChart", "DecisionSheet"} <= set(freeze.KNOWN_TYPES)


def _deck(**changes):
    facts = {
        "title": "COPIL",
        "subtitle": "",
        "organisation": "CC",
        "held_on": date(2026, 1, 13),
        "held_on_text": "mardi 13 janvier 2026",
        "footer": "",
    }
    return story.Deck(**{**facts, **changes})


def test_an_integer_stays_an_integer_and_a_float_a_float():
    series = model.Series("A", (1, 2.0, None, 0))
    chart = model.LineChart("T", categories=("a",), series=(series,))
    deck = _deck(slides=(story.Slide("t", (story.ChartBlock(chart),)),))
    thawed = freeze.from_json(json.loads(json.dumps(freeze.to_json(deck))))
    values = thawed.slides[0].blocks[0].chart.series[0].values
    assert [type(value) for value in values] == [int, float, type(None), int]


@pytest.mark.parametrize("version", [None, 0, 2, "1"])
def test_another_version_is_refused_in_french(version):
    frozen = {**freeze.to_json(_deck()), "schema": version}
    with pytest.raises(ValueError, match="version"):
        freeze.from_json(frozen)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"type": "Spreadsheet"}, "élément inconnu : « Spreadsheet »"),
        ({"colour": "red"}, "champ inconnu dans « Deck » : « colour »"),
    ],
)
def test_what_is_unknown_is_refused_by_name(change, sentence):
    frozen = freeze.to_json(_deck())
    frozen["story"].update(change)
    with pytest.raises(ValueError, match=sentence):
        freeze.from_json(frozen)


def test_a_missing_field_is_refused_and_a_missing_default_is_not():
    frozen = freeze.to_json(_deck())
    del frozen["story"]["is_demo"]
    assert freeze.from_json(frozen) == _deck()
    del frozen["story"]["title"]
    with pytest.raises(ValueError, match="incomplet"):
        freeze.from_json(frozen)


def test_a_tile_is_not_a_document():
    with pytest.raises(ValueError, match="ni un support ni un relevé"):
        freeze.from_json({"schema": freeze.SCHEMA, "story": {"type": "Tile", "value": "1", "label": "a"}})


@pytest.mark.parametrize("value", [Decimal("1.10"), datetime(2026, 1, 13, 9, 0), ["a"], {"a": 1}])
def test_a_value_that_no_story_holds_is_refused(value):
    with pytest.raises(TypeError):
        freeze.to_json(_deck(subtitle=value))


def test_an_infinite_number_is_refused():
    chart = model.GaugeChart("T", percent=float("inf"))
    with pytest.raises(ValueError, match="infini"):
        freeze.to_json(_deck(slides=(story.Slide("t", (story.ChartBlock(chart),)),)))


def test_only_declared_defaults_may_be_missing():
    required = {field.name for field in fields(story.Deck) if field.default is MISSING}
    assert required == {"title", "subtitle", "organisation", "held_on", "held_on_text", "footer"}
