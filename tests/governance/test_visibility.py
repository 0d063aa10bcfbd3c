"""Rights down to the point and the decision: what is closed to somebody is on no page, file, list or thread."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdfium2 import PdfDocument

from gouvernail.documents.freezing import establish_minutes, freeze_meeting
from gouvernail.governance import book
from gouvernail.governance.attaching import attach_to
from gouvernail.governance.models import AgendaItem, Circle, Committee, FrozenDocument, Meeting, MeetingState, Seat
from gouvernail.governance.operations import record_decision
from gouvernail.governance.visibility import circle_of, items_seen
from gouvernail.journal.models import Entry
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, ObjectGrant
from gouvernail.registers.models import Link
from tests.factories import make_contract, make_project
from tests.governance.committee import TODAY, actor_for
from tests.worlds import person

OPEN, ELUS, INNER = "POINTOUVERT", "POINTELUS", "POINTINTERNE"
MARKS = (OPEN, ELUS, INNER)
SEEN = {
    Role.DSI: MARKS,
    Role.REFERENT: MARKS,
    Role.DIRECTION: MARKS,
    Role.ELECTED: (OPEN, ELUS),
    Role.AUDITOR: (OPEN,),
}


@pytest.fixture
def closed(sitting):
    """A meeting with a point and a decision of each circle, tied to one project."""
    sitting.project = make_project(sitting.place, title="Projet du fil")
    for rank, (mark, circle) in enumerate(zip(MARKS, (Circle.OPEN, Circle.ELECTED, Circle.INNER), strict=True), 1):
        AgendaItem.objects.create(
            meeting=sitting.meeting, order=rank, title=f"Sujet {mark}", circle=circle, minutes=f"Dit {mark}"
        )
        decision = sitting.decide(f"3.{rank}", title=f"Choix {mark}", wording=f"Valider {mark}.", circle=circle)
        Link.objects.create(
            from_kind="project",
            from_id=sitting.project.pk,
            relation="decide_par",
            to_kind="decision",
            to_id=decision.pk,
        )
    return sitting


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def reader(closed, role: Role):
    return person(f"{role.value}@agglo.example", role, closed.place)


def text_of(answer) -> str:
    """The words of any answer: a page, a PDF, an archive."""
    content = answer.content
    if content[:4] == b"%PDF":
        return " ".join(page.get_textpage().get_text_range() for page in PdfDocument(content))
    if content[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(content))
        return " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return content.decode()


def pages(closed) -> list[str]:
    here, one = f"/c/{closed.place.slug}/", f"/c/{closed.place.slug}/seances/{closed.meeting.pk}/"
    return [
        one, f"{one}support/", f"{one}support.pdf", f"{one}support.pptx", f"{one}presenter/", f"{one}releve/",
        f"{one}releve.docx", f"{one}releve.pdf", f"{here}decisions/", f"{here}decisions/export/?format=csv",
        f"{here}decisions/suites/", f"{here}recherche/?q=Choix", f"{here}projets/{closed.project.pk}/",
        f"{here}fil/project/{closed.project.pk}/", f"{here}fil/project/{closed.project.pk}/fil.pdf",
        f"{here}comites/{closed.committee.pk}/registre/", f"{here}comites/{closed.committee.pk}/registre-2026.pdf",
        here,
    ]  # fmt: skip


def everything_read_by(closed, user) -> dict[str, str]:
    client = client_of(user)
    return {page: text_of(answer) for page in pages(closed) if (answer := client.get(page)).status_code == 200}


@pytest.mark.parametrize("role", SEEN)
@pytest.mark.parametrize("stage", ["prepared", "frozen", "closed"])
def test_each_reads_what_is_theirs_and_nothing_else_at_every_stage(closed, owner, role, stage):
    if stage != "prepared":
        freeze_meeting(closed.meeting, actor=owner, on=TODAY)
    if stage == "closed":
        closed.open()
        for decision in closed.meeting.decisions.all():
            record_decision(decision, outcome="adoptee", actor=owner, on=TODAY)
        establish_minutes(closed.meeting, actor=owner)
    read = everything_read_by(closed, reader(closed, role))
    assert len(read) >= 14
    for page, text in read.items():
        leaked = [mark for mark in MARKS if mark not in SEEN[role] and mark in text.replace("\n", "")]
        assert leaked == [], page
    whole = " ".join(read.values())
    assert [mark for mark in SEEN[role] if mark not in whole] == []


def test_the_dossier_holds_what_its_reader_may_read(closed, owner):
    item = closed.meeting.agenda.get(title=f"Sujet {INNER}")
    AgendaItem.objects.update(object_kind="", object_id=None)
    AgendaItem.objects.filter(pk=item.pk).update(object_kind="project", object_id=closed.project.pk)
    attach_to(item, SimpleUploadedFile("offre.txt", b"SECRET"), actor=owner)
    freeze_meeting(closed.meeting, actor=owner, on=TODAY)
    here = f"/c/{closed.place.slug}/fil/project/{closed.project.pk}/dossier/"
    less = zipfile.ZipFile(io.BytesIO(client_of(reader(closed, Role.ELECTED)).post(here).content))
    more = zipfile.ZipFile(io.BytesIO(client_of(reader(closed, Role.DIRECTION)).post(here).content))
    assert not [name for name in less.namelist() if name.startswith("pieces/")]
    assert [more.read(name) for name in more.namelist() if name.startswith("pieces/")] == [b"SECRET"]
    frozen = json.loads(less.read(next(name for name in less.namelist() if name.endswith("support.json"))))
    assert ELUS in json.dumps(frozen)
    assert INNER not in json.dumps(frozen)


def test_the_register_keeps_its_numbers_and_hides_the_words(closed, owner):
    freeze_meeting(closed.meeting, actor=owner, on=TODAY)
    closed.open()
    for decision in closed.meeting.decisions.all():
        record_decision(decision, outcome="adoptee", actor=owner, on=TODAY)
    establish_minutes(closed.meeting, actor=owner)
    page = f"/c/{closed.place.slug}/comites/{closed.committee.pk}/registre/"
    text = client_of(reader(closed, Role.AUDITOR)).get(page).content.decode()
    assert [number in text for number in ("2026-001", "2026-002", "2026-003")] == [True] * 3
    assert text.count("accès restreint") == 2
    assert all(line.decision for line in book.book_of(closed.committee, 2026))


def test_only_what_differs_is_frozen_apart(sitting, owner):
    freeze_meeting(sitting.meeting, actor=owner, on=TODAY)
    assert list(FrozenDocument.objects.values_list("name", flat=True)) == ["deck"]


def test_elus_follow_the_committees_open_to_them(closed, owner):
    technical = Committee.objects.create(
        organisation=closed.place, name="COTECH SI", kind="cotech", open_to_elected=False
    )
    week = Meeting.objects.create(
        organisation=closed.place, committee=technical, number=1, held_on=closed.meeting.held_on, subject="TECHNIQUE"
    )
    AgendaItem.objects.create(meeting=week, title="Pare-feu")
    elected, auditor = client_of(reader(closed, Role.ELECTED)), client_of(reader(closed, Role.AUDITOR))
    here = f"/c/{closed.place.slug}/"
    for page in (f"{here}seances/{week.pk}/", f"{here}comites/{technical.pk}/", f"{here}seances/{week.pk}/support/"):
        assert elected.get(page).status_code == 404, page
        assert auditor.get(page).status_code == 200, page
    assert "TECHNIQUE" not in elected.get(f"{here}seances/").content.decode()


def test_a_provider_reads_only_the_points_about_what_was_confided(closed, owner):
    provider = person("prestataire@reseau.example", Role.PROVIDER, closed.place)
    contract = make_contract(closed.place)
    membership = Membership.objects.get(user=provider)
    for kind, pk in (("project", closed.project.pk), ("contract", contract.pk)):
        ObjectGrant.objects.create(membership=membership, kind=kind, object_id=pk)
    AgendaItem.objects.filter(title=f"Sujet {OPEN}").update(object_kind="project", object_id=closed.project.pk)
    AgendaItem.objects.filter(title=f"Sujet {INNER}").update(object_kind="contract", object_id=contract.pk)
    AgendaItem.objects.create(meeting=closed.meeting, title="AUTRE", order=9)
    client, sheet = client_of(provider), f"/c/{closed.place.slug}/seances/{closed.meeting.pk}/"
    assert client.get(sheet).status_code == 404, "nothing before it is convened or shown"
    Meeting.objects.update(state=MeetingState.SHOWN)
    text = client.get(sheet).content.decode()
    assert f"Sujet {OPEN}" in text
    assert f"Choix {OPEN}" in text
    assert not [mark for mark in (ELUS, INNER, "AUTRE") if mark in text]
    follow_up = client.get(f"/c/{closed.place.slug}/decisions/suites/")
    assert follow_up.status_code == 200, "the menu leads nowhere that is refused"
    assert client.get(f"{sheet}support/").status_code == 403
    assert client.get(f"{sheet}preparer/").status_code == 403
    assert client.get(f"/c/{closed.place.slug}/comites/{closed.committee.pk}/").status_code == 404


def test_a_file_is_read_by_those_who_read_its_point(closed, owner):
    item = closed.meeting.agenda.get(circle=Circle.ELECTED)
    paper = attach_to(item, SimpleUploadedFile("offre.txt", b"CHIFFRES"), actor=owner)
    page = f"/c/{closed.place.slug}/seances/{closed.meeting.pk}/preparer/point/{item.pk}/pieces/{paper.pk}/"
    assert client_of(reader(closed, Role.ELECTED)).get(page).content == b"CHIFFRES"
    assert client_of(reader(closed, Role.AUDITOR)).get(page).status_code == 404


def test_who_reads_a_closed_part_is_written_once_a_day(closed, owner):
    client = client_of(reader(closed, Role.ELECTED))
    decision = closed.meeting.decisions.get(circle=Circle.ELECTED)
    for _time in range(2):
        client.get(f"/c/{closed.place.slug}/decisions/{decision.pk}/")
    client.get(f"/c/{closed.place.slug}/decisions/{closed.meeting.decisions.get(circle='').pk}/")
    found = Entry.objects.filter(verb="consulter", kind="decision")
    assert [one.label for one in found] == [f"3.2. Choix {ELUS}"]
    client.get(f"/c/{closed.place.slug}/decisions/export/?format=csv")
    assert Entry.objects.filter(verb="exporter", kind="decision").count() == 1


def test_each_mailbox_receives_what_its_seat_may_read(closed, owner, settings):
    from django.core import mail

    from gouvernail.documents.convocation import files_of
    from gouvernail.governance.convening import convene

    settings.EMAIL_HOST = "smtp.agglo.example"
    closed.place.is_demo, closed.place.lives_on = False, None
    closed.place.save()
    for rank, (box, circle) in enumerate((("tous", ""), ("elus", "elus"), ("dgs", "direction"))):
        Seat.objects.create(
            committee=closed.committee, function=box, mailbox=f"{box}@agglo.example", circle=circle, order=10 + rank
        )
    for item in closed.meeting.agenda.all():
        attach_to(item, SimpleUploadedFile(f"piece-{item.order}.txt", b"x"), actor=owner)
    convene(
        closed.meeting, actor=owner, on=TODAY, host="x", attachments=lambda circle: files_of(closed.meeting, circle)
    )
    got = {one.to[0].split("@")[0]: one for one in mail.outbox}
    assert {box: [mark for mark in MARKS if mark in one.body] for box, one in got.items()} == {
        "tous": [OPEN],
        "elus": [OPEN, ELUS],
        "dgs": [OPEN, ELUS, INNER],
    }
    assert {box: len(one.attachments) for box, one in got.items()} == {"tous": 2, "elus": 3, "dgs": 4}


def test_a_decision_shown_is_closed_no_more_than_it_was(closed, owner, world):
    freeze_meeting(closed.meeting, actor=owner, on=TODAY)
    decision = closed.meeting.decisions.get(circle="elus")
    page = f"/c/{closed.place.slug}/decisions/{decision.pk}/modifier/"
    typed = {
        "organisation": closed.place.pk, "meeting": closed.meeting.pk, "number": decision.number,
        "title": decision.title, "wording": decision.wording,
    }  # fmt: skip
    client = client_of(world.owner)
    answer = client.post(page, typed | {"circle": "direction"})
    assert answer.status_code == 422
    assert "ne peut plus que s’ouvrir" in answer.content.decode()
    assert client.post(page, typed | {"circle": ""}).status_code == 302


def test_circles_lie_within_each_other(closed, world):
    widths = [
        AgendaItem.objects.filter(items_seen(actor_for(reader(closed, role)))).count()
        for role in (Role.AUDITOR, Role.ELECTED, Role.DIRECTION)
    ]
    assert widths == [1, 2, 3]
    assert circle_of(actor_for(world.neighbour), closed.place) == Circle.OPEN
    assert not AgendaItem.objects.filter(items_seen(actor_for(world.neighbour))).exists()
