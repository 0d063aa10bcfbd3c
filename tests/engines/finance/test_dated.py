from datetime import date
from decimal import Decimal

import pytest

from gouvernail.engines.finance.dated import DatedTable, DatedValue, UnknownOnThatDay, read_data, shipped

TODAY = date(2026, 11, 24)


def value(start, end=None, **more):
    return DatedValue("seuil", "Seuil", Decimal(1), "eur", start, end, **more)


def test_the_threshold_is_the_one_of_the_day_the_consultation_starts():
    table = shipped("procurement")
    assert table.on("supplies.no_procedure", date(2026, 3, 31)).value == 40_000
    assert table.on("supplies.no_procedure", date(2026, 4, 1)).value == 60_000
    assert table.on("supplies.formal", date(2025, 12, 31)).written() == "221\u202f000 € HT"
    assert table.on("supplies.formal", date(2027, 12, 31)).value == 216_000


def test_a_day_without_a_value_is_refused_with_the_days_that_are_known():
    with pytest.raises(UnknownOnThatDay, match=r"aucune valeur n’est connue au 01/01/2028.*221.000 € HT du 01/01/2024"):
        shipped("procurement").on("supplies.formal", date(2028, 1, 1))
    with pytest.raises(UnknownOnThatDay, match="n’est pas dans la table"):
        shipped("rates").on("inventé", TODAY)


def test_a_rate_not_checked_for_a_year_says_so():
    old = value(date(2020, 1, 1), checked=date(2025, 11, 23))
    assert old.warnings(TODAY) == ["Seuil : non vérifié depuis plus de 12 mois (le 23/11/2025)."]
    assert value(date(2020, 1, 1), checked=date(2025, 11, 24)).warnings(TODAY) == []
    assert value(date(2020, 1, 1), checked=None).warnings(TODAY) == ["Seuil : jamais vérifié à la source."]


def test_two_values_of_one_rule_may_not_overlap():
    with pytest.raises(ValueError, match="se recouvrent le 31/12/2024"):
        DatedTable([value(date(2020, 1, 1), date(2024, 12, 31)), value(date(2024, 12, 31))])


@pytest.mark.parametrize("name", ["rates", "procurement", "calendar"])
def test_everything_delivered_has_a_source_and_what_was_never_checked_says_why(name):
    for one in shipped(name):
        assert one.source, one.key
        assert one.checked or one.doubt, one.key


def test_every_account_delivered_says_how_sure_it_is():
    entries = read_data("accounts")
    assert len({entry["number"] for entry in entries}) == len(entries)
    assert {entry["confidence"] for entry in entries} == {"seen", "probable", "memory"}
    assert {entry["section"] for entry in entries} == {"investment", "operating"}
