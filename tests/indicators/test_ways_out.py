"""Whatever the way out (table, drawing, page, program, command, public link), what is withheld does not leave."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from python_calamine import CalamineWorkbook

from gouvernail.cli import main
from gouvernail.indicators.files import DRAWERS, figures_file
from gouvernail.indicators.queries import as_json, measure_all
from gouvernail.indicators.registry import indicators
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.snapshots import take
from gouvernail.organisations.enums import Role
from gouvernail.support.models import Request
from tests.factories import make_campaign, make_department, make_organisation
from tests.worlds import person

ON = date(2026, 1, 13)
SMALL, OTHER_SMALL = "Cellule de trois", "Cellule de quatre"
COUNTS = {SMALL: (3, 137), OTHER_SMALL: (4, 149), "Pôle de trente": (30, 211), "Pôle de quarante": (40, 223)}
"""How many people, and how many requests: figures found nowhere else."""
APART = re.compile(r"(?<!\d)(137|149)(?!\d)")
"""The requests of either small group: together, they are those of seven people."""


@pytest.fixture
def here(db):
    place = make_organisation("Communauté d’essai", lives_on=ON)
    reached = {}
    for name, (people, count) in COUNTS.items():
        department = make_department(place, people, name)
        reached[department] = (people, 1)
        Request.objects.bulk_create(
            Request(
                organisation=place, department=department, kind="support", category="Messagerie",
                opened_on=date(2025, 10, 1 + number % 28), closed_on=date(2025, 11, 3), reference=f"{name}-{number}",
            )
            for number in range(count)
        )  # fmt: skip
    make_campaign(place, date(2025, 11, 3), reached)
    return place


def texts_of(data, format):
    """All that a table says, whichever its format."""
    if format == "csv":
        return data.decode("utf-8-sig")
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return " ".join(f"{value:g}" if isinstance(value, float) else str(value) for row in rows for value in row)


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
def test_no_table_holds_what_is_withheld(here, format):
    measures = measure_all(Scope.of_machine(here), ON)
    assert measures.keys() == {one.code for one in indicators()}
    found = texts_of(figures_file(measures.values(), place=here, format=format, title="Chiffres"), format)
    assert SMALL in found
    assert {"211", "223"} <= set(re.findall(r"\d+", found)), "large groups are shown: not everything is hidden"
    assert not APART.search(found)


def test_no_drawing_holds_what_is_withheld(here):
    for shown in measure_all(Scope.of_machine(here), ON).values():
        if shown.chart:
            drawn = strip_tags(DRAWERS["svg"][1](shown.chart).decode())
            assert not APART.search(drawn), shown.code
            assert SMALL not in drawn, shown.code


def test_no_program_reads_what_is_withheld(here, capsys):
    for one in as_json(Scope.of_machine(here), ON):
        for cells in one["breakdowns"].values():
            assert all(cell["value"] is None for cell in cells if cell["label"] == SMALL), one["code"]
    for form in ([], ["--json"]):
        assert main(["indicators", "--values", here.slug, *form]) == 0
        assert not APART.search(capsys.readouterr().out)


def test_no_page_nor_public_link_shows_what_is_withheld(here, client):
    take(here, ON)
    client.force_login(person("dsi@essai.example", Role.DSI, here))
    pages = [reverse("indicator", args=[here.slug, code]) for code in ("SUP-01", "SUP-03", "SUP-07", "CYB-07")]
    pages += [
        reverse("board", args=[here.slug, "activite"]),
        reverse("board_file", args=[here.slug, "activite", "csv"]),
    ]
    link = client.post(
        reverse("board_link", args=[here.slug]), {"board": "activite", "label": "Élus", "expires_on": "2026-02-01"}
    )
    for address in (*pages, link.context["fresh"]):
        answer = client.get(address)
        assert answer.status_code == 200
        assert not APART.search(strip_tags(answer.content.decode())), address
