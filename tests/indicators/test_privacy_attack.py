"""Somebody who reads every figure at every place tries to find what was hidden."""

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gouvernail.awareness.queries import results_of
from gouvernail.indicators.queries import measure
from gouvernail.indicators.registry import indicators
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.served import served
from gouvernail.organisations.models import Department
from gouvernail.support.models import Request
from tests.factories import make_campaign, make_department, make_organisation, make_request

BEFORE, AFTER, ON = date(2025, 6, 2), date(2025, 11, 3), date(2026, 1, 13)
headcounts = st.one_of(st.none(), st.integers(0, 5), st.integers(5, 40))


@st.composite
def trees(draw):
    """Headcounts of the departments of an agglomeration, two communes and a school below one of them."""
    return [draw(st.lists(headcounts, max_size=4)) for _place in range(4)]


def plant(tree):
    top = make_organisation()
    first = make_organisation(parent=top)
    places = [top, first, make_organisation(parent=top), make_organisation(parent=first)]
    departments = {
        place: [make_department(place, people) for people in sizes] for place, sizes in zip(places, tree, strict=True)
    }
    return places, departments


def facts(shown_at, tops, of_total, of_cell):
    """Turn what is shown into equations: (departments added up, their sum)."""
    for place, shown in shown_at.items():
        if not shown.total_withheld and shown.value is not None:
            yield frozenset(tops[place]), of_total(shown)
            for cell in shown.cells("department"):
                if not cell.withheld:
                    yield frozenset({cell.key}), of_cell(cell)


def rank(rows):
    """The rank of a matrix of fractions."""
    rows, found = [list(map(Fraction, row)) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(found, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for at in range(len(rows)):
            if at != found and rows[at][column]:
                factor = rows[at][column] / rows[found][column]
                rows[at] = [x - factor * y for x, y in zip(rows[at], rows[found], strict=True)]
        found += 1
    return found


def deducible(equations, names, hidden):
    """Return the hidden names whose value the equations fix: their unit vector is a combination of what is shown."""
    order = sorted(names)
    matrix = [[int(name in added) for name in order] for added, _sum in equations]
    base = rank(matrix)
    return {name for name in hidden if rank([*matrix, [int(name == one) for one in order]]) == base}


def attack(shown_at, keys_at, people, of_total, of_cell):
    """Assert that nothing hidden can be found, and that nothing small is shown."""
    names = {key for keys in keys_at.values() for key in keys}
    equations = list(facts(shown_at, keys_at, of_total, of_cell))
    seen = {next(iter(added)) for added, _sum in equations if len(added) == 1}
    small = {name for name in names if people[name] is None or people[name] < 5}
    assert not seen & small
    assert not deducible(equations, names, small)
    for added, _sum in equations:
        assert sum(people[name] or 0 for name in added) >= 5


class Attack(TestCase):
    """One transaction for each example."""

    @settings(max_examples=25)
    @given(tree=trees(), data=st.data())
    def test_phishing_results_of_a_small_department_cannot_be_found(self, tree, data):
        places, departments = plant(tree)
        everyone = [one for found in departments.values() for one in found if one.headcount]
        if not everyone:
            return
        for day in (BEFORE, AFTER):
            results = {
                one: (one.headcount, data.draw(st.integers(0, one.headcount)))
                for one in everyone
                if data.draw(st.booleans()) or one is everyone[0]
            }
            make_campaign(places[0], day, results)
            reached = {f"{one.organisation.path}{one.pk}": one.headcount for one in results}
            shown_at = {place: measure("CYB-07", Scope.of_machine(place), day) for place in places}
            shown_at = {place: shown for place, shown in shown_at.items() if shown.as_of == day or shown.total_withheld}
            keys_at = {place: [key for key in reached if key.startswith(place.path)] for place in places}
            attack(shown_at, keys_at, reached, lambda one: one.numerator, lambda cell: cell.numerator)
            attack(shown_at, keys_at, reached, lambda one: one.denominator, lambda cell: cell.denominator)

    @settings(max_examples=25)
    @given(tree=trees(), data=st.data())
    def test_the_sheet_of_a_campaign_shows_no_more_than_the_indicator(self, tree, data):
        places, departments = plant(tree)
        everyone = [one for found in departments.values() for one in found if one.headcount]
        results = {one: (one.headcount, data.draw(st.integers(0, one.headcount))) for one in everyone}
        campaign = make_campaign(places[0], BEFORE, results)
        shown = measure("CYB-07", Scope.of_machine(places[0]), BEFORE)
        sheet = results_of(campaign)
        assert (sheet.total is None) == (shown.total_withheld or shown.value is None)
        hidden = {cell.label.split(" (")[0] for cell in shown.cells("department") if cell.withheld}
        if not shown.total_withheld:
            assert {line.label for line in sheet.lines if line.withheld} == hidden

    @settings(max_examples=25)
    @given(tree=trees(), data=st.data())
    def test_a_total_hidden_on_its_day_is_no_term_of_comparison_later(self, tree, data):
        places, departments = plant(tree)
        everyone = [one for found in departments.values() for one in found if one.headcount]
        for day in (BEFORE, AFTER):
            make_campaign(places[0], day, {one: (one.headcount, 1) for one in everyone if data.draw(st.booleans())})
        for place in places:
            then = measure("CYB-07", Scope.of_machine(place), BEFORE)
            now = measure("CYB-07", Scope.of_machine(place), AFTER)
            if then.total_withheld:
                assert not any(BEFORE.strftime("%d/%m/%Y") in one.label for one in now.comparisons)
                assert then.value not in [point.value for point in now.trend if point.value is not None]

    @settings(max_examples=25)
    @given(tree=trees(), data=st.data())
    def test_requests_of_a_small_department_cannot_be_found(self, tree, data):
        places, departments = plant(tree)
        for place, found in departments.items():
            for one in (*found, None):
                for _number in range(data.draw(st.integers(1, 3) if one else st.sampled_from((0, 0, 2)))):
                    make_request(place, date(2025, 10, 6), days=data.draw(st.integers(0, 9)), department=one)
        shown_at = {place: measure("SUP-01", Scope.of_machine(place), ON) for place in places}
        people = {group.key: group.people for group in served(Scope.of_machine(places[0]), ON).groups}
        for one in Department.objects.filter(organisation__in=Request.objects.values("organisation")):
            assert f"{one.organisation.path}{one.pk}" in people
        keys_at = {place: [key for key in people if key.startswith(place.path)] for place in places}
        drawn = {place: shown_at[place] for place in places if keys_at[place]}
        assert all(one.total_withheld or one.value is not None for one in drawn.values())
        attack(drawn, keys_at, people, value_of, value_of)
        for place in places:
            for code in ("SUP-02", "SUP-03", "SUP-04", "SUP-06", "SUP-07"):
                other = measure(code, Scope.of_machine(place), ON)
                assert other.total_withheld == shown_at[place].total_withheld


def value_of(shown):
    return shown.value


def test_every_breakdown_by_people_is_attacked_here():
    """A new indicator that serves people must join the attacks: above, or with all the others."""
    apart = {"CYB-01", "CYB-08"}  # attacked in test_attack_on_all, and with small and nested directories of their own
    found = {one.code for one in indicators() if any(d.serves_people for d in one.dimensions)}
    assert found == {"CYB-07", "SUP-01"} | apart
