"""Dashboards as one sheet of paper, charts as pictures, and the mails that people asked for."""

from datetime import date, timedelta
from io import BytesIO

import pdfplumber
import pytest
from django.test import Client

from gouvernail.documents.boards.mailing import due, send
from gouvernail.estate.models import Equipment, EquipmentState
from gouvernail.indicators.boards import READY
from gouvernail.indicators.models import BoardMail

TODAY = date(2026, 11, 24)


@pytest.fixture
def dsi(world):
    Equipment.objects.bulk_create(
        Equipment(organisation=world.commune, type=kind, state=EquipmentState.IN_USE, os="windows_11")
        for kind in ("pc_portable", "pc_fixe", "pc_portable")
    )
    client = Client()
    client.force_login(world.owner)
    return client


@pytest.mark.parametrize("key", [one.key for one in READY])
def test_each_ready_board_stands_on_one_sheet(dsi, key):
    answer = dsi.get(f"/c/commune/tableaux/{key}/tableau.pdf")
    assert answer.status_code == 200
    with pdfplumber.open(BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
        text = pdf.pages[0].extract_text()
    assert "Commune d’Essai" in text
    assert "Aucun chiffre ne porte sur une personne" in text


def test_a_chart_is_given_as_a_picture(dsi):
    answer = dsi.get("/c/commune/indicateurs/PAT-01/fichier.png")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert dsi.get("/c/commune/indicateurs/EPN-01/fichier.png").status_code == 404


def test_the_sheet_of_another_s_board_is_not_given(world, dsi):
    stranger = Client()
    stranger.force_login(world.stranger)
    assert stranger.get("/c/commune/tableaux/direction/tableau.pdf").status_code == 404
    assert dsi.get("/c/commune/tableaux/t999/tableau.pdf").status_code == 404


def test_a_board_is_sent_at_its_pace_and_no_more(world, dsi, settings, mailoutbox):
    settings.EMAIL_HOST = "smtp.agglo.example"
    dsi.post("/c/commune/tableaux/patrimoine/courriel/", {"every": "semaine"})
    for one, layout, actor in due(TODAY):
        send(one, layout, actor, TODAY)
    assert len(mailoutbox) == 1
    name, content, media_type = mailoutbox[0].attachments[0]
    assert (name[-4:], media_type, content[:4]) == (".pdf", "application/pdf", b"%PDF")
    assert list(due(TODAY + timedelta(days=6))) == []
    assert len(list(due(TODAY + timedelta(days=7)))) == 1
    dsi.post("/c/commune/tableaux/patrimoine/courriel/", {"every": ""})
    assert not BoardMail.objects.exists()


def test_a_monthly_board_waits_for_the_month(world, dsi):
    BoardMail.objects.create(
        organisation=world.commune, user=world.owner, board="direction", every="mois", sent_on=TODAY
    )
    assert list(due(date(2026, 12, 23))) == []
    assert len(list(due(date(2026, 12, 24)))) == 1


def test_who_lost_the_right_or_the_board_receives_nothing(world, dsi):
    BoardMail.objects.create(organisation=world.commune, user=world.stranger, board="direction", every="mois")
    BoardMail.objects.create(organisation=world.commune, user=world.owner, board="t404", every="mois")
    assert list(due(TODAY)) == []


def test_a_pace_that_does_not_exist_is_no_page(dsi):
    assert dsi.post("/c/commune/tableaux/direction/courriel/", {"every": "heure"}).status_code == 404
