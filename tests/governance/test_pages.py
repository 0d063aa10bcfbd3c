"""The pages of a committee, through the three standing people, and what their buttons do."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gouvernail.action_plan.models import Action
from gouvernail.governance.models import AgendaItem, Decision, Meeting, MeetingState, Outcome, Seat
from gouvernail.journal.models import Entry
from gouvernail.kernel.partial_dates import PartialDate

SECRET = "SECRETMARK"


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def site(world):
    """The browser of the owner."""
    return client_of(world.owner)


def base(sitting) -> str:
    return f"/c/{sitting.place.slug}/seances/{sitting.meeting.pk}/"


def pages(sitting) -> list[str]:
    here = f"/c/{sitting.place.slug}/"
    return [
        base(sitting),
        f"{base(sitting)}preparer/",
        f"{base(sitting)}tenir/",
        f"{here}comites/{sitting.committee.pk}/",
        f"{here}comites/{sitting.committee.pk}/sieges/",
        f"{here}seances/calendrier.ics",
    ]


def acts(sitting, decision, item) -> list[str]:
    here, one = f"/c/{sitting.place.slug}/", base(sitting)
    return [
        f"{one}preparer/",
        f"{one}preparer/point/",
        f"{one}preparer/point/{item.pk}/",
        f"{one}preparer/point/{item.pk}/deplacer/",
        f"{one}preparer/point/{item.pk}/retirer/",
        f"{one}tenir/ouvrir/",
        f"{one}tenir/presences/",
        f"{one}tenir/notes/",
        f"{one}tenir/decision/{decision.pk}/",
        f"{here}decisions/{decision.pk}/action/",
        f"{here}comites/{sitting.committee.pk}/prochaine/",
        f"{here}comites/{sitting.committee.pk}/sieges/",
    ]


def test_the_owner_sees_every_page(sitting, site):
    sitting.decide("3.1", title=SECRET)
    for page in pages(sitting):
        assert site.get(page).status_code == 200, page
    assert SECRET in site.get(base(sitting)).content.decode()
    assert SECRET in site.get(f"{base(sitting)}tenir/").content.decode()


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_else_sees_a_page_or_changes_a_thing(sitting, world, who):
    decision = sitting.taken_before("2.1", title=SECRET)
    item = sitting.meeting.agenda.create(order=1, title=SECRET)
    other = client_of(getattr(world, who))
    before = Entry.objects.count()
    for page in pages(sitting):
        response = other.get(page)
        assert response.status_code == 404, page
        assert SECRET not in response.content.decode()
    for act in acts(sitting, decision, item):
        assert other.post(act, {"outcome": "adoptee", "title": "X", "kind": "alerte"}).status_code == 404, act
    own = world.neighbour_commune if who == "neighbour" else world.stranger_agglomeration
    for act in acts(sitting, decision, item):
        there = act.replace(f"/c/{sitting.place.slug}/", f"/c/{own.slug}/")
        assert other.post(there, {"outcome": "adoptee"}).status_code == 404, there
    assert Entry.objects.count() == before
    assert AgendaItem.objects.count() == 1
    assert not Action.objects.exists()


def test_an_elected_person_reads_and_decides_nothing(sitting, world):
    from gouvernail.organisations.enums import Role
    from tests.worlds import person

    elected = client_of(person("elu@agglo.example", Role.ELECTED, sitting.place))
    assert elected.get(base(sitting)).status_code == 200
    assert elected.get(f"{base(sitting)}preparer/").status_code == 403
    assert elected.post(f"{base(sitting)}tenir/ouvrir/").status_code == 403
    assert "Préparer l’ordre du jour</a>" not in elected.get(base(sitting)).content.decode()


def test_reading_writes_nothing(sitting, site):
    before = (Entry.objects.count(), AgendaItem.objects.count(), Meeting.objects.values_list("updated_at"))
    before = tuple(list(one) if hasattr(one, "__iter__") else one for one in before)
    for page in pages(sitting):
        site.get(page)
    after = (Entry.objects.count(), AgendaItem.objects.count(), list(Meeting.objects.values_list("updated_at")))
    assert after == before


def test_a_person_ticks_what_is_proposed(sitting, site):
    late = Action.objects.create(
        organisation=sitting.place, title="Système", status="en_cours", due=PartialDate.parse("31/12/2025")
    )
    decision = sitting.decide("3.1")
    page = site.get(f"{base(sitting)}preparer/").content.decode()
    assert "Échéance dépassée depuis le 31 décembre 2025" in page
    offered = re.findall(r'name="proposal" value="([^"]+)"[^>]* checked', page)
    assert offered == [f"action:{late.pk}", f"decision:{decision.pk}"]
    site.post(f"{base(sitting)}preparer/", {"proposal": offered[:1]})
    assert list(sitting.meeting.agenda.values_list("object_kind", flat=True)) == ["action"]
    assert f"action:{late.pk}" not in site.get(f"{base(sitting)}preparer/").content.decode()


def test_points_are_added_moved_changed_and_removed_by_buttons(sitting, site):
    here = f"{base(sitting)}preparer/point/"
    for title in ("A", "B"):
        site.post(here, {"title": title, "kind": "information", "reason": ""})
    last = sitting.meeting.agenda.get(title="B")
    site.post(f"{here}{last.pk}/deplacer/", {"sens": "haut"})
    site.post(f"{here}{last.pk}/", {"title": "B2", "kind": "alerte", "reason": "Urgent"})
    assert list(sitting.meeting.agenda.values_list("title", "kind")) == [("B2", "alerte"), ("A", "information")]
    site.post(f"{here}{last.pk}/retirer/")
    assert sitting.meeting.agenda.count() == 1
    assert site.post(here, {"title": "", "kind": "alerte"}).status_code == 422


def test_a_meeting_is_held_on_one_page(sitting, site):
    first, second = sitting.decide("3.1"), sitting.decide("3.2")
    second.needs_refused.set([first])
    here = f"{base(sitting)}tenir/"
    assert site.post(f"{here}ouvrir/").status_code == 302
    sitting.meeting.refresh_from_db()
    assert sitting.meeting.state == MeetingState.PREPARED, "the deck is not frozen yet"
    Meeting.objects.filter(pk=sitting.meeting.pk).update(state=MeetingState.SHOWN)
    site.post(f"{here}ouvrir/")
    refused = site.post(f"{here}decision/{second.pk}/", {"outcome": "adoptee"})
    assert refused.status_code == 422
    assert "prononcez-vous d’abord" in refused.content.decode()
    site.post(f"{here}decision/{first.pk}/", {"outcome": "adoptee", f"d{first.pk}-votes_for": "2"})
    first.refresh_from_db()
    assert (first.outcome, first.votes_for) == (Outcome.ADOPTED, 2)
    assert "sans objet" in site.get(here).content.decode()
    seats = {f"presence-{one.pk}": "present" for one in sitting.meeting.attendances.all()}
    site.post(f"{here}presences/", {**seats, "invite": "AMO"})
    assert "3 sièges votants sur 3 sont représentés" in site.get(here).content.decode()
    site.post(f"{here}notes/", {"notes": "Échanges."})
    sitting.meeting.refresh_from_db()
    assert sitting.meeting.notes == "Échanges."
    answer = site.post(f"/c/{sitting.place.slug}/decisions/{first.pk}/action/")
    assert answer.url == f"/c/{sitting.place.slug}/actions/{Action.objects.get().pk}/"


def test_a_decision_of_another_meeting_is_not_recorded_here(sitting, site):
    other = sitting.decide("2.9", sitting.previous)
    assert site.post(f"{base(sitting)}tenir/decision/{other.pk}/", {"outcome": "adoptee"}).status_code == 404


def test_what_was_shown_does_not_change_by_the_form_of_a_decision(sitting, site):
    decision = sitting.decide("3.1")
    sitting.open()
    form = {
        "organisation": sitting.place.pk, "meeting": sitting.meeting.pk, "number": "3.1", "title": decision.title,
        "wording": "Autre chose.", "owner_role": "DGS",
    }  # fmt: skip
    href = f"/c/{sitting.place.slug}/decisions/{decision.pk}/modifier/"
    refused = site.post(href, form)
    assert refused.status_code == 422
    assert "est figé" in refused.content.decode()
    assert site.post(href, {**form, "wording": decision.wording}).status_code == 302
    decision.refresh_from_db()
    assert decision.owner_role == "DGS"


def test_a_decision_cannot_depend_on_itself(sitting, site):
    decision = sitting.decide("3.1")
    form = {
        "organisation": sitting.place.pk, "meeting": sitting.meeting.pk, "number": "3.1", "title": "A", "wording": "B",
        "needs_refused": [decision.pk],
    }  # fmt: skip
    answer = site.post(f"/c/{sitting.place.slug}/decisions/{decision.pk}/modifier/", form)
    assert "ne peut pas dépendre d’elle-même" in answer.content.decode()


def test_seats_are_functions(sitting, site):
    here = f"/c/{sitting.place.slug}/comites/{sitting.committee.pk}/sieges/"
    seats = list(sitting.committee.seats.all())
    form = {
        "seats-TOTAL_FORMS": "5",
        "seats-INITIAL_FORMS": "4",
        "seats-MIN_NUM_FORMS": "0",
        "seats-MAX_NUM_FORMS": "99",
    }
    for rank, one in enumerate(seats):
        form |= {f"seats-{rank}-id": one.pk, f"seats-{rank}-function": one.function, f"seats-{rank}-order": one.order}
    form |= {"seats-0-votes": "on", "seats-3-DELETE": "on", "seats-4-function": "DPO", "seats-4-order": "9"}
    assert site.post(here, {**form, "seats-4-function": "DPO 06 12 34 56 78"}).status_code == 422
    assert site.post(here, form).status_code == 302
    assert [str(one) for one in sitting.committee.seats.all()] == ["Élu référent", "DGS", "Référent SI", "DPO"]
    assert list(Seat.objects.filter(votes=True).values_list("function", flat=True)) == ["Élu référent"]
    assert Entry.objects.filter(verb="sieges").count() == 1


def test_the_next_meeting_is_one_click_away(sitting, site):
    Meeting.objects.update(state=MeetingState.CLOSED)
    answer = site.post(f"/c/{sitting.place.slug}/comites/{sitting.committee.pk}/prochaine/")
    created = Meeting.objects.get(number=4)
    assert answer.url == f"/c/{sitting.place.slug}/seances/{created.pk}/preparer/"


@pytest.mark.parametrize("page", ["", "preparer/", "tenir/"])
def test_the_number_of_queries_does_not_grow_with_the_meeting(sitting, site, page):
    def fill(count, start):
        for rank in range(start, start + count):
            decision = sitting.decide(f"3.{rank}")
            sitting.meeting.agenda.create(order=rank, title=f"P{rank}", object_kind="decision", object_id=decision.pk)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert site.get(f"{base(sitting)}{page}").status_code == 200
        return len(found)

    fill(2, 1)
    few = queries()
    fill(12, 10)
    assert queries() <= few
    assert Decision.objects.count() == 14
