"""What a connected source gives and cannot be written: downloadable, as for files."""

from datetime import date

from django.test import Client

from gouvernail.connectors.sources import applying
from gouvernail.connectors.spreadsheets import read_workbook
from tests.connectors.sources.conftest import request_record


def cells(content):
    rows = [list(row.cells) for row in read_workbook(content, "a-corriger.xlsx").sheets[0].rows]
    return [row for row in rows if any(row)]


def test_requests_left_aside_are_a_file_with_why(played, connection, read, owner, world):
    played.records = [
        request_record(1),
        request_record(2, opened_on=None, department_word="Écoles"),
        request_record(3, closed_on=date(2026, 1, 1)),
    ]
    read(connection)
    connection.words.update(confirmed=True)
    run = read(connection)
    client = Client()
    client.force_login(world.owner)
    path = f"/c/commune/sources/lectures/{run.pk}/"
    assert f"{path}a-corriger/" in client.get(path).content.decode()
    rows = cells(client.get(f"{path}a-corriger/").content)
    header = next(row for row in rows if "Motif" in row)
    found = [dict(zip(header, row, strict=False)) for row in rows[rows.index(header) + 1 :]]
    told = {str(one["Référence"]): one["Motif"] for one in found if one.get("Référence")}
    assert told == {
        "2": "Sa date de création est absente.",
        "3": "Elle est résolue avant d’avoir été ouverte.",
    }
    assert "Écoles" not in str(rows)
    applying.apply(run, owner)
    assert len(cells(client.get(f"{path}a-corriger/").content)) == len(rows)


def test_a_reading_without_rejects_offers_no_file(played, connection, read, world):
    played.records = [request_record(1)]
    read(connection)
    connection.words.update(confirmed=True)
    run = read(connection)
    client = Client()
    client.force_login(world.owner)
    assert "a-corriger" not in client.get(f"/c/commune/sources/lectures/{run.pk}/").content.decode()
    client.force_login(world.neighbour)
    assert client.get(f"/c/commune/sources/lectures/{run.pk}/a-corriger/").status_code in (403, 404)
