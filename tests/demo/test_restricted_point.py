"""The point of the demonstration that is closed to some: its words reach nobody else, whatever the page or the file."""

from __future__ import annotations

import io
from datetime import date
from zipfile import ZipFile

import pytest

from gouvernail.accounts.models import User
from gouvernail.documents.catalogue.minutes.content import minutes
from gouvernail.documents.freezing import establish_minutes, freeze_meeting
from gouvernail.governance.models import AgendaItem, Circle
from gouvernail.governance.noting import take_notes
from gouvernail.governance.operations import hold_meeting
from gouvernail.governance.reading import agenda_of
from tests.governance.committee import actor_for

pytestmark = pytest.mark.usefixtures("demo")
HERE = "/c/cc-des-trois-rivieres"
WORDS = ("position de négociation", "prix plafond", "Ne pas dépasser le plancher secret")
TODAY = date(2026, 1, 13)


def user(name: str) -> User:
    return User.objects.get(email=f"{name}@trois-rivieres.example")


@pytest.fixture
def point() -> AgendaItem:
    """The closed point of COPIL no. 3."""
    return AgendaItem.objects.get(circle=Circle.INNER)


@pytest.fixture
def minuted(point):
    """COPIL no. 3 shown, held, noted and minuted."""
    referent, meeting = actor_for(user("referent-si")), point.meeting
    freeze_meeting(meeting, actor=referent, on=TODAY)
    hold_meeting(meeting, actor=referent, on=TODAY)
    take_notes(meeting, "", {point.pk: WORDS[2]}, actor=referent)
    meeting.refresh_from_db()
    establish_minutes(meeting, actor=referent)
    meeting.refresh_from_db()
    return meeting


def everything(client, meeting) -> dict[str, str]:
    """What an account gets from each page and file about the meeting; pages it may not open are left out."""
    sheet = f"{HERE}/seances/{meeting.pk}/"
    pages = [f"{sheet}{word}" for word in ("", "support/", "presenter/", "releve/")]
    pages += [f"{HERE}/", f"{HERE}/actions/", f"{HERE}/decisions/suites/", f"{HERE}/projets/"]
    pages += [f"{HERE}/recherche/?q={word}" for word in ("négociation", "plafond", "plancher")]
    found = {}
    for address in pages:
        answer = client.get(address)
        if answer.status_code == 200:
            found[address] = answer.content.decode()
    for name in ("support.pptx", "releve.docx"):
        answer = client.get(sheet + name)
        if answer.status_code == 200:
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            with ZipFile(io.BytesIO(body)) as parts:
                found[name] = "".join(parts.read(one).decode() for one in parts.namelist() if one.endswith(".xml"))
    return found


def test_the_direction_reads_it(client, minuted):
    client.force_login(user("dgs"))
    found = everything(client, minuted)
    assert WORDS[0] in found[f"{HERE}/seances/{minuted.pk}/"]
    assert WORDS[2] in found["releve.docx"]


@pytest.mark.parametrize("name", ["elu", "prestataire", "agent"])
def test_nobody_else_reads_a_word_of_it(client, minuted, name):
    client.force_login(user(name))
    found = everything(client, minuted)
    assert found, "the account opens something"
    if name != "agent":
        assert f"{HERE}/seances/{minuted.pk}/" in found
    if name == "elu":
        assert {"support.pptx", "releve.docx"} <= set(found)
    leaks = [(address, word) for address, text in found.items() for word in WORDS if word in text]
    assert leaks == []


def test_the_provider_does_not_see_it_though_it_speaks_of_their_contract(point, minuted):
    provider = actor_for(user("prestataire"))
    assert any((point.object_kind, point.object_id) in held.objects for held in provider.holdings)
    lines = agenda_of(minuted, place=minuted.organisation, actor=provider)
    assert [one.item.object_kind for one in lines] == ["project"]


def test_what_is_counted_stays_whole(minuted):
    """An élu reads every point but one, and the minutes number theirs without a gap."""
    elected = agenda_of(minuted, place=minuted.organisation, actor=actor_for(user("elu")))
    inner = agenda_of(minuted, place=minuted.organisation, actor=actor_for(user("referent-si")))
    assert len(elected) == len(inner) - 1 == minuted.agenda.count() - 1
    section = next(one for one in minutes(minuted, circle=Circle.ELECTED).sections if one.heading.startswith("Ordre"))
    (table,) = section.blocks
    assert [row[0] for row in table.rows] == [str(rank) for rank in range(1, len(elected) + 1)]
