"""Every registered indicator, whoever wrote it, attacked with small and nested groups.

What an indicator is about is found in the tables that its queries read, not in what it declares of itself. An attacker
reads it at every place of a tree, and treats whatever is shown as an equation between the groups planted here.
"""

import re
from datetime import date
from random import Random

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gouvernail.collaboration.models import UsageMeasure
from gouvernail.indicators.queries import measure
from gouvernail.indicators.registry import indicators
from gouvernail.indicators.scope import Scope
from gouvernail.support.models import OpeningHours, Request
from gouvernail.support.opening import WEEK
from gouvernail.support.titles import sketch_of
from tests.factories import make_campaign, make_department, make_organisation
from tests.indicators.drawn_world import at, draw_contracts, draw_estate, draw_plan, draw_usage
from tests.indicators.test_privacy_attack import attack, deducible

ON = date(2026, 1, 13)
SKETCH = sketch_of("Boîte pleine")
UNSHRUNK = (Phase.explicit, Phase.generate)
"""Each example plants hundreds of requests: looking for the smallest failing one would take minutes."""
SENT, MEASURED = date(2025, 11, 3), date(2025, 12, 31)
ABOUT_PEOPLE = {
    "support_departmentmonth": "support", "support_departmenttotal": "support", "support_placemonth": "support",
    "support_request": "support", "awareness_campaign": "awareness", "awareness_campaignresult": "awareness",
    "collaboration_usagemeasure": "usage",
}  # fmt: skip
"""What people do is in these tables; an indicator that reads one is attacked with the groups of its kind."""
ABOUT_THINGS = re.compile(
    r"(action_plan|estate|governance|organisations|plans|projects|statements|suppliers)_|collaboration_space$"
    r"|indicators_snapshot$|support_(openinghours|closeddays|workcalendar)$"
)
VOLUMES = {"COL-02"}
"""It reads the measures of a tool for gigabytes, which are nobody's doing."""


def tables_read(code, place):
    """The tables that the queries of an indicator read."""
    with CaptureQueriesContext(connection) as captured:
        measure(code, Scope.of_machine(place), ON)
    return {name for query in captured for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}


def plant_requests(organisation, department):
    """Three a month over two years, resolved in the day or not at all."""
    days = [date(year, month, 6) for year in (2024, 2025) for month in range(1, 13)]
    return [
        Request(
            organisation=organisation, department=department, kind="support", category="Messagerie", opened_on=day,
            closed_on=day if number else None, reference=f"D-{organisation.pk}-{department.pk}-{day}-{number}",
            title_sketch=SKETCH, opened_at=at(day, 600), closed_at=at(day, 660) if number else None,
        )
        for day in days
        for number in range(3)
    ]  # fmt: skip


def plant_usage(organisation, accounts, day=MEASURED, tool="Espace commun"):
    """A measure of a tool of which every account is active."""
    return UsageMeasure(organisation=organisation, tool=tool, measured_on=day, accounts=accounts, active_users=accounts)


class Attacked(TestCase):
    """A tree of three levels: an agglomeration, a commune and a stranger below it, a school below the commune."""

    @classmethod
    def setUpTestData(cls):
        cls.top = make_organisation()
        cls.commune = make_organisation(parent=cls.top)
        cls.other = make_organisation(parent=cls.top)
        cls.school = make_organisation(parent=cls.commune)
        OpeningHours.objects.create(organisation=cls.top, since=date(2023, 1, 2), **dict.fromkeys(WEEK[:5], "9 h–17 h"))
        cls.places = (cls.top, cls.commune, cls.other, cls.school)

    def plant(self, sizes):
        """Plant departments of these sizes, and what each does; return who is in each group, by kind of fact."""
        departments = [
            (place, make_department(place, people))
            for place, row in zip(self.places, sizes, strict=True)
            for people in row
        ]
        Request.objects.bulk_create([one for pair in departments for one in plant_requests(*pair)])
        reached = {department: (department.headcount, 1) for _place, department in departments if department.headcount}
        make_campaign(self.top, SENT, reached)
        accounts = [
            (place, sum(people or 0 for people in row)) for place, row in zip(self.places, sizes, strict=True) if row
        ]
        UsageMeasure.objects.bulk_create([plant_usage(*pair) for pair in accounts])
        return {
            "support": {f"{place.path}{one.pk}": one.headcount for place, one in departments},
            "awareness": {f"{place.path}{one.pk}": one.headcount for place, one in departments if one.headcount},
            "usage": {place.path: count for place, count in accounts},
        }

    def attacked(self):
        """The codes of the indicators of what people do, with the kind of their facts."""
        for one in indicators():
            for kind in {ABOUT_PEOPLE[name] for name in tables_read(one.code, self.top) & ABOUT_PEOPLE.keys()}:
                if one.code not in VOLUMES:
                    yield one.code, kind

    def test_every_table_that_an_indicator_reads_is_known_to_hold_what_people_do_or_not(self):
        """A new one must be entered above: until then nobody knows how to attack the indicator."""
        self.plant([[9, 12], [8], [7], [6]])
        for draw in (draw_contracts, draw_estate, draw_plan, draw_usage):
            draw(Random(1), self.top)
        read = {one.code: tables_read(one.code, self.top) for one in indicators()}
        unknown = {(code, name) for code, found in read.items() for name in found - ABOUT_PEOPLE.keys()}
        assert not [one for one in unknown if not ABOUT_THINGS.match(one[1])]
        assert {code for code, found in read.items() if found & ABOUT_PEOPLE.keys()} == {
            "SUP-01", "SUP-02", "SUP-03", "SUP-04", "SUP-06", "SUP-07", "SUP-11", "CYB-07", "COL-01",
            "COL-02",
        }  # fmt: skip

    @settings(max_examples=5, phases=UNSHRUNK)
    @given(size=st.sampled_from([None, 1, 2, 4]), place=st.integers(0, 3))
    def test_nothing_of_fewer_than_five_is_shown_from_any_level(self, size, place):
        sizes = [[], [], [], []]
        sizes[place] = [size]
        self.plant(sizes)
        attacked = dict(self.attacked())
        assert attacked.keys() >= {"SUP-01", "SUP-03", "SUP-04", "SUP-07", "CYB-07", "COL-01"}
        for code in attacked:
            for seen_from in self.places:
                shown = measure(code, Scope.of_machine(seen_from), ON)
                assert figures(shown) == [], (code, seen_from.path)

    @settings(max_examples=8, phases=UNSHRUNK)
    @given(sizes=st.lists(st.lists(st.sampled_from([None, 0, 1, 3, 4, 5, 9, 30]), max_size=3), min_size=4, max_size=4))
    def test_no_small_group_is_found_by_subtracting_what_is_shown(self, sizes):
        if not any(people for row in sizes for people in row):
            return
        groups = self.plant(sizes)
        for code, kind in self.attacked():
            people = groups[kind]
            under = {place: [key for key in people if key.startswith(place.path)] for place in self.places}
            shown_at = {place: measure(code, Scope.of_machine(place), ON) for place in self.places if under[place]}
            assert all(shown.total_withheld == (figures(shown) == []) for shown in shown_at.values()), code
            attack(shown_at, under, people, lambda shown: shown.value, lambda cell: cell.value)

    def test_groups_of_five_in_a_tree_without_small_ones_are_shown(self):
        """Else the attacks above would pass by hiding everything."""
        self.plant([[9, 12], [8], [7], [6]])
        for code, _kind in self.attacked():
            assert all(figures(measure(code, Scope.of_machine(place), ON)) for place in self.places), code

    def test_a_group_that_was_small_shows_nothing_of_that_time(self):
        """Five people now say nothing of the three of last year."""
        days = (date(2025, 1, 10), date(2025, 10, 10), MEASURED)
        UsageMeasure.objects.bulk_create(
            [plant_usage(self.school, count, day) for day, count in zip(days, (3, 4, 9), strict=True)]
        )
        for place in (self.school, self.commune, self.top):
            shown = measure("COL-01", Scope.of_machine(place), ON)
            assert shown.value == 9
            assert not {3, 4} & set(figures(shown)), place.path

    @settings(max_examples=20, phases=UNSHRUNK)
    @given(data=st.data())
    def test_no_tool_of_few_accounts_is_found_by_subtracting_the_others(self, data):
        some = st.sampled_from([0, 1, 3, 5, 6, 20])
        planted = {
            (place, tool): data.draw(some)
            for place in self.places
            for tool in data.draw(st.sets(st.sampled_from("NVW")))
        }
        UsageMeasure.objects.bulk_create(
            [plant_usage(place, count, tool=tool) for (place, tool), count in planted.items()]
        )
        people = {f"{place.path}{tool}": count for (place, tool), count in planted.items()}
        equations = []
        for place in self.places:
            shown = measure("COL-01", Scope.of_machine(place), ON)
            under = {key for key in people if key.startswith(place.path)}
            if shown.value is not None:
                equations.append((under, shown.value))
                cells = [cell for cell in shown.cells("tool") if cell.value is not None]
                equations += [({key for key in under if key.endswith(cell.key)}, cell.value) for cell in cells]
        small = {key for key, count in people.items() if count < 5}
        assert not deducible(equations, people, small)


def figures(shown):
    """Every number that somebody can read of a figure: itself, its parts, its past, its drawing."""
    read = [shown.value, shown.numerator, shown.denominator, *shown.trend_values]
    read += [one.value for one in shown.comparisons]
    for cell in (cell for one in shown.breakdowns for cell in one.cells):
        read += [cell.value, cell.numerator, cell.denominator]
    for series in getattr(shown.chart, "series", ()):
        read += series.values
    return [one for one in read if one is not None]
