"""Indicators against slow, obvious loops over small worlds drawn at random."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gouvernail.indicators.catalogue.security.out_of_support import is_out
from gouvernail.indicators.queries import measure
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from tests.factories import make_contract, make_department, make_equipment, make_organisation, make_request

ON = date(2026, 1, 13)
DAYS = st.integers(0, 800).map(lambda n: date(2023, 12, 1) + timedelta(days=n))
equipment = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["pc_fixe", "pc_portable", "imprimante", "serveur"]),
            "state": st.sampled_from(["en_service", "en_stock", "reforme"]),
            "condition": st.sampled_from(["", "neuf", "reconditionne"]),
            "assigned": st.sampled_from([None, True, False]),
            "os": st.sampled_from(["", "windows_11", "windows_10", "windows_ancien", "linux"]),
            "support_ends_on": st.one_of(st.none(), DAYS),
        }
    ),
    max_size=12,
)


def share(part, whole):
    if not whole:
        return None
    return (Decimal(100) * part / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


class Loops(TestCase):
    """One transaction for each example."""

    def value(self, code, place, span=None):
        return measure(code, Scope.of_machine(place), ON, span).value

    @settings(max_examples=25)
    @given(rows=equipment)
    def test_the_estate(self, rows):
        place = make_organisation()
        for row in rows:
            make_equipment(place, **row)
        used = [row for row in rows if row["state"] == "en_service"]
        assert self.value("PAT-01", place) == (len(used) if rows else None)
        told = [row for row in used if row["condition"]]
        assert self.value("PAT-03", place) == share(sum(row["condition"] == "reconditionne" for row in told), len(told))
        told = [row for row in used if row["assigned"] is not None]
        assert self.value("PAT-04", place) == share(sum(not row["assigned"] for row in told), len(told))
        states = [is_out(row["os"], row["support_ends_on"], ON) for row in used]
        told = [state for state in states if state is not None]
        assert self.value("CYB-04", place) == share(sum(told), len(told))

    @settings(max_examples=25)
    @given(rows=st.lists(st.tuples(st.booleans(), st.sampled_from([None, True, False])), max_size=10))
    def test_contracts_that_one_could_leave(self, rows):
        place = make_organisation()
        for critical, clause in rows:
            make_contract(place, critical=critical, reversibility=clause)
        told = [clause for critical, clause in rows if critical and clause is not None]
        assert self.value("CTR-04", place) == share(sum(told), len(told))

    @settings(max_examples=25)
    @given(
        rows=st.lists(st.tuples(DAYS, st.one_of(st.none(), st.integers(0, 200))), max_size=20),
        first=DAYS,
        length=st.integers(0, 120),
    )
    def test_requests_over_any_days(self, rows, first, length):
        place = make_organisation()
        department = make_department(place, 20)
        rows = [(min(opened, ON), days) for opened, days in rows]
        for opened, days in rows:
            make_request(place, opened, days, department=department)
        span = Span(first, min(first + timedelta(days=length), ON))
        if span.last < span.first or not rows:
            return
        known = min(opened for opened, _days in rows).replace(day=1) <= span.first.replace(day=1)
        counted = sum(span.first <= opened <= span.last for opened, _days in rows)
        assert self.value("SUP-01", place, span) == (counted if known else None)
        still = sum(days is None or opened + timedelta(days=days) > ON for opened, days in rows)
        assert self.value("SUP-07", place) == still
