from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.kernel.partial_dates import MonthPart, PartialDate, Precision, UnreadableDate
from gouvernail.kernel.periods import Month

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
months = st.builds(Month, st.integers(1900, 2100), st.integers(1, 12))
partial_dates = st.one_of(
    st.builds(PartialDate.of_day, days),
    st.builds(PartialDate.of_part, months, st.sampled_from(MonthPart)),
    st.builds(lambda month: PartialDate.of_month(month.year, month.month), months),
    st.builds(lambda month, more: PartialDate.of_months(month, month.shifted(more)), months, st.integers(1, 30)),
    st.builds(PartialDate.of_quarter, st.integers(1900, 2100), st.integers(1, 4)),
    st.builds(PartialDate.of_year, st.integers(1900, 2100)),
).filter(lambda found: found.last_day.year <= 2100)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20/10/2025", date(2025, 10, 20)),
        ("2/12/2028", date(2028, 12, 2)),
        (" 2 / 12 / 2028 ", date(2028, 12, 2)),
        ("12.02.2026", date(2026, 2, 12)),
        ("12-02-2026", date(2026, 2, 12)),
        ("23 janvier 2026 – 12h00", date(2026, 1, 23)),
        ("23/01/2026 12:00", date(2026, 1, 23)),
        ("23/01/2026 à 12h", date(2026, 1, 23)),
        ("23 janvier. 2025", date(2025, 1, 23)),
        ("Lundi 9 février 2026", date(2026, 2, 9)),
        ("lundi 09/02/2026", date(2026, 2, 9)),
        ("3 déc. 2025", date(2025, 12, 3)),
        ("16 Dec 2025", date(2025, 12, 16)),
        ("06 Fev 2026", date(2026, 2, 6)),
        ("13\u00a0Jan\u202f2026", date(2026, 1, 13)),
        ("1er août 2026", date(2026, 8, 1)),
        ("le 12 février 2026", date(2026, 2, 12)),
        ("20260212", date(2026, 2, 12)),
        ("2026-02-12", date(2026, 2, 12)),
        ("2026-02-12T10:30:00", date(2026, 2, 12)),
        ("29 février 2028", date(2028, 2, 29)),
    ],
)
def test_reads_a_day(text, expected):
    found = PartialDate.parse(text)

    assert (found.first_day, found.last_day, found.precision) == (expected, expected, Precision.DAY)
    assert found.raw == text


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("Juillet 2024", date(2024, 7, 1), date(2024, 7, 31), Precision.MONTH),
        ("févr. 2026", date(2026, 2, 1), date(2026, 2, 28), Precision.MONTH),
        ("02/2026", date(2026, 2, 1), date(2026, 2, 28), Precision.MONTH),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), Precision.MONTH),
        ("Mars-Avril 2020", date(2020, 3, 1), date(2020, 4, 30), Precision.MONTH_SPAN),
        ("de mars à avril 2020", date(2020, 3, 1), date(2020, 4, 30), Precision.MONTH_SPAN),
        ("décembre 2025 – janvier 2026", date(2025, 12, 1), date(2026, 1, 31), Precision.MONTH_SPAN),
        ("1er semestre 2026", date(2026, 1, 1), date(2026, 6, 30), Precision.MONTH_SPAN),
        ("Fin janvier 2026", date(2026, 1, 21), date(2026, 1, 31), Precision.PART_OF_MONTH),
        ("fin février 2026", date(2026, 2, 21), date(2026, 2, 28), Precision.PART_OF_MONTH),
        ("début mars 2026", date(2026, 3, 1), date(2026, 3, 10), Precision.PART_OF_MONTH),
        ("mi-mars 2026", date(2026, 3, 11), date(2026, 3, 20), Precision.PART_OF_MONTH),
        ("T1 2026", date(2026, 1, 1), date(2026, 3, 31), Precision.QUARTER),
        ("2026-T4", date(2026, 10, 1), date(2026, 12, 31), Precision.QUARTER),
        ("2e trimestre 2026", date(2026, 4, 1), date(2026, 6, 30), Precision.QUARTER),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), Precision.YEAR),
    ],
)
def test_reads_an_interval(text, first, last, precision):
    found = PartialDate.parse(text)

    assert (found.first_day, found.last_day, found.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Aucune date"),
        ("XX Fev 2025", "écrivez le mois : février 2025"),
        ("JJ/MM/AAAA", "reste à compléter"),
        ("18 nov 202517 oct 2025", "Deux dates sont collées"),
        ("19/11/20252/12/2028", "Deux dates sont collées"),
        ("19/11/2025 2/12/2028", "plusieurs dates"),
        ("31/02/2026", "Le 31 février 2026 n’existe pas"),
        ("12/13/2026", "Le mois 13 n’existe pas"),
        ("29 février 2026", "Le 29 février 2026 n’existe pas"),
        ("Fin février", "Il manque l’année"),
        ("12 mars", "Il manque l’année"),
        ("12/02", "Il manque l’année"),
        ("12/02/26", "quatre chiffres, par exemple 2026"),
        ("mardi 9 février 2026", "Le 9 février 2026 est un lundi, pas un mardi"),
        ("12 f\ufffdvrier 2026", "caractère perdu"),
        ("fin 2026", "trop vague"),
        ("avril-mars 2020", "doit venir avant"),
        ("12/02/0026", "n’est pas plausible"),
        ("13/2026", "Le mois 13 n’existe pas"),
        ("dès que possible", "n’est pas une date"),
        ("avant le 12/02/2026", "n’est pas une date"),
        ("5e trimestre 2026", "n’est pas une date"),
        ("2026-02-22/2026-02-28/fin", "n’est pas une date"),
        ("9" * 500, "trop long"),
    ],
)
def test_refuses_with_a_sentence_that_helps(text, sentence):
    with pytest.raises(UnreadableDate) as refusal:
        PartialDate.parse(text)

    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("text", "stored", "shown", "short"),
    [
        ("12/02/2026", "2026-02-12", "12 février 2026", "12/02/2026"),
        ("01/02/2026", "2026-02-01", "1er février 2026", "01/02/2026"),
        ("02/2026", "2026-02-01/2026-02-28/mois", "février 2026", "févr. 2026"),
        ("fin janvier 2026", "2026-01-21/2026-01-31/fin", "fin janvier 2026", "fin janv. 2026"),
        ("mi-mars 2026", "2026-03-11/2026-03-20/mi", "mi-mars 2026", "mi-mars 2026"),
        ("début mars 2026", "2026-03-01/2026-03-10/debut", "début mars 2026", "début mars 2026"),
        ("Mars-Avril 2020", "2020-03-01/2020-04-30/a", "mars à avril 2020", "mars – avr. 2020"),
        (
            "déc. 2025 à janvier 2026",
            "2025-12-01/2026-01-31/a",
            "décembre 2025 à janvier 2026",
            "déc. 2025 – janv. 2026",
        ),
        ("T1 2026", "2026-01-01/2026-03-31/T1", "1er trimestre 2026", "T1 2026"),
        ("2026", "2026-01-01/2026-12-31/annee", "2026", "2026"),
    ],
)
def test_writes_its_three_forms(text, stored, shown, short):
    found = PartialDate.parse(text)

    assert (found.to_text(), str(found), found.short()) == (stored, shown, short)


@given(partial_dates)
def test_each_form_reads_back(found):
    assert PartialDate.from_text(found.to_text()) == found
    assert PartialDate.parse(found.to_text()) == found
    assert PartialDate.parse(str(found)) == found
    assert PartialDate.parse(found.short()) == found
    assert len(found.to_text()) <= 30


@given(partial_dates, partial_dates)
def test_stored_forms_sort_by_first_day(one, other):
    if one.first_day != other.first_day:
        assert (one.to_text() < other.to_text()) == (one.first_day < other.first_day) == (one < other)


@given(partial_dates, days)
def test_a_day_is_before_inside_or_after(found, day):
    assert [found.is_after(day), found.contains(day), found.is_before(day)].count(True) == 1
    assert found.overdue_on(day) == (found.days_from(day) < 0)
    assert found.contains(day) == (found.days_from(day) == 0)


@given(st.text(max_size=90))
def test_any_text_is_read_or_refused_in_french(text):
    with suppress(UnreadableDate):  # any other error is a defect
        assert PartialDate.parse(text).raw == text


def test_counts_days_to_the_nearest_end():
    deadline = PartialDate.parse("fin janvier 2026")

    assert deadline.days_from(date(2026, 1, 20)) == 1
    assert deadline.days_from(date(2026, 1, 25)) == 0
    assert deadline.days_from(date(2026, 2, 2)) == -2
    assert not deadline.overdue_on(date(2026, 1, 31))
    assert deadline.overdue_on(date(2026, 1, 31) + timedelta(days=1))


def test_raw_text_counts_neither_in_equality_nor_in_hash():
    assert len({PartialDate.parse("T1 2026"), PartialDate.parse("1er trimestre 2026")}) == 1


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-02-02/2026-02-28/mois", "2026-02-01/2026-04-30/T1", "2026-13-01", "2026-02-01/x"]
)
def test_stored_form_is_read_strictly(text):
    with pytest.raises(ValueError):
        PartialDate.from_text(text)
