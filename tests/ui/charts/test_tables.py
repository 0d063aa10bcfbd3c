from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.ui.charts import gallery, words
from gouvernail.ui.charts.legend import legend
from gouvernail.ui.charts.model import BarChart, ColumnChart, GanttBar, GanttChart, GaugeChart, LineChart, Series
from gouvernail.ui.charts.svg import draw
from gouvernail.ui.charts.tables import chart_table

from .strategies import any_chart

THIN = "\u202f"


@given(any_chart)
def test_every_row_has_a_cell_for_each_header(chart):
    table = chart_table(chart)

    assert table.caption.startswith(chart.title)
    assert all(len(row) == len(table.headers) for row in table.rows)


@given(st.lists(st.tuples(st.integers(0, 10**9), st.one_of(st.none(), st.integers(0, 10**9))), min_size=2, max_size=12))
def test_the_table_says_the_data(pairs):
    first, second = zip(*pairs, strict=True)
    names = tuple(f"c{at}" for at in range(len(pairs)))
    table = chart_table(ColumnChart("T", categories=names, series=(Series("a", first), Series("b", second))))

    def read(text):
        return None if text == "non renseigné" else int(text.removeprefix("au moins ").replace(THIN, ""))

    *rows, last = table.rows
    assert [(read(row[1]), read(row[2])) for row in rows] == pairs
    assert read(last[1]) == sum(first)
    known = [value for value in second if value is not None]
    assert read(last[2]) == (sum(known) if known else None)
    assert last[2].startswith("au moins") is (0 < len(known) < len(second))
    assert all(row[3].startswith("au moins") is (pair[1] is None) for row, pair in zip(rows, pairs, strict=True))


def test_the_plan_of_investment_adds_up():
    table = chart_table(gallery.investment_plan())

    assert table.headers == (
        "Année",
        "Infrastructure",
        "Modernisation des outils",
        "Centre de services",
        "Total",
    )
    assert table.caption == "Plan pluriannuel d’investissement (k€)"
    assert [row[-1] for row in table.rows] == ["529", "244", "40", "35", "848"]


def test_the_actions_are_seventeen():
    table = chart_table(gallery.actions_by_status())

    assert table.headers == ("Actions", "Nombre", "Part")
    assert [row[1] for row in table.rows] == ["5", "1", "5", "6", "17"]
    assert table.rows[0][2] == f"29,4{THIN}%"


def test_lines_and_percentages_are_not_added_up():
    line = LineChart("T", categories=("a", "b"), series=(Series("s", (1, 2)),))
    rates = ColumnChart("T", unit="%", categories=("a", "b"), series=(Series("s", (10, 20)), Series("t", (1, 2))))

    assert len(chart_table(line).rows) == 2
    assert "Total" not in str(chart_table(rates))


def test_shares_are_said_with_their_values():
    chart = BarChart("T", categories=("a", "b"), series=(Series("x", (1, None)), Series("y", (3, 0))), as_share=True)

    assert chart_table(chart).rows == (
        ("a", f"1 (25{THIN}%)", f"3 (75{THIN}%)"),
        ("b", "non renseigné", "0"),
    )


def test_an_absent_rate_is_not_a_zero():
    assert chart_table(GaugeChart("Taux", target=95)).rows == (("Taux", "non renseigné", f"95{THIN}%"),)


def test_the_histogram_says_which_classes_are_beyond():
    table = chart_table(gallery.age_of_computers())

    assert table.headers == ("Âge du poste (ans)", "Postes", "5 ans et plus")
    assert [row[2] for row in table.rows] == ["non"] * 5 + ["oui"] * 6


def test_the_roadmap_gives_days_or_quarters_as_they_are_known():
    chart = GanttChart(
        "T",
        bars=(
            GanttBar("Sûr", "Socle", date(2026, 1, 1), date(2026, 3, 13), 40, "risk"),
            GanttBar("Flou", "", date(2026, 4, 1), date(2026, 6, 30), None, "planned", vague=True),
            GanttBar("Année", "", date(2027, 1, 1), date(2027, 12, 31), None, "planned", vague=True),
        ),
    )

    assert chart_table(chart).rows == (
        ("Socle", "Sûr", "1er janvier 2026", "13 mars 2026", f"40{THIN}%", "▲ En risque"),
        ("Sans axe", "Flou", "T2 2026", "T2 2026", "non renseigné", "○ À venir"),
        ("Sans axe", "Année", "2027", "2027", "non renseigné", "○ À venir"),
    )


def test_a_negative_value_is_refused():
    with pytest.raises(ValueError, match="négative"):
        chart_table(ColumnChart("T", categories=("a",), series=(Series("s", (-1,)),)))


def test_money_arrives_as_decimals():
    chart = ColumnChart(
        "T",
        unit="€",
        categories=("a", "b"),
        series=(Series("s", (Decimal("1234.50"), None)), Series("t", (Decimal(2), 3))),
    )

    assert chart_table(chart).rows[0] == ("a", f"1{THIN}234,5", "2", f"1{THIN}236,5")
    assert draw(chart, width=320)
    assert GaugeChart("T", percent=Decimal("12.5")).percent == 12.5


def test_a_sum_in_which_a_part_is_not_known_is_said_to_be_a_minimum_and_so_is_its_total():
    series = (Series("Réseau", (10, 4), (0,)), Series("Postes", (5, 6)))
    chart = ColumnChart(title="Plan", unit="k€", categories=("2026", "2027"), series=series)
    table = chart_table(chart)
    assert table.rows[0] == ("2026", "au moins 10", "5", "au moins 15")
    assert table.rows[1] == ("2027", "4", "6", "10")
    assert table.rows[2] == ("Total", "au moins 14", "11", "au moins 25")
    assert "≥15" in draw(chart, width=400)
    assert words.PARTIAL in [entry.label for entry in legend(chart)]
