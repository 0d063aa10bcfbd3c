"""Decisions are followed until they are carried out, and recalled in one message a week."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from gouvernail.action_plan.models import Action
from gouvernail.cli import main
from gouvernail.governance.following import by_owner, note_follow_up, waiting_decisions
from gouvernail.governance.models import Decision, Outcome
from gouvernail.governance.operations import act_on_decision
from gouvernail.governance.reminders import recipients, reminders, send, was_sent_this_week
from gouvernail.journal.models import Entry
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Organisation
from gouvernail.registers.operations import RefusedError
from tests.governance.committee import TODAY
from tests.worlds import person


@pytest.fixture
def taken(sitting):
    """Two decisions taken, one late, and one rejected."""
    late = sitting.taken_before(
        "2.1", owner_role="DGS", due=PartialDate.parse("décembre 2025"), decided_on=date(2025, 12, 1)
    )
    quiet = sitting.taken_before("2.2", decided_on=date(2025, 11, 1))
    sitting.decide("2.3", sitting.previous, outcome=Outcome.REJECTED)
    return late, quiet


def test_late_ones_come_first_grouped_by_function_with_their_reason(sitting, taken, owner):
    waiting = waiting_decisions(sitting.place, owner, TODAY)
    assert [(one.decision.number, one.is_late) for one in waiting] == [("2.1", True), ("2.2", False)]
    assert "Échéance dépassée" in waiting[0].why
    assert waiting[1].why == "Aucune nouvelle depuis 73 jours"
    assert [name for name, _ones in by_owner(waiting)] == ["DGS", "Porteur à désigner"]


def test_news_add_up_and_the_day_it_is_done_ends_the_follow_up(sitting, taken, owner):
    late, _quiet = taken
    note_follow_up(late, text="Marché  lancé", done_on=None, actor=owner, on=TODAY)
    note_follow_up(late, text="Notifié", done_on=TODAY, actor=owner, on=TODAY + timedelta(days=3))
    late.refresh_from_db()
    assert late.followed_up == "13/01/2026 : Marché lancé\n16/01/2026 : Notifié"
    assert [one.decision.number for one in waiting_decisions(sitting.place, owner, TODAY)] == ["2.2"]
    assert Entry.objects.filter(verb="suivre").count() == 2


@pytest.mark.parametrize(
    ("text", "done_on", "sentence"),
    [
        ("", None, "Écrivez la suite"),
        ("Fait", TODAY + timedelta(days=1), "est à venir"),
        ("Fait", date(2025, 11, 30), "précède la décision"),
    ],
)
def test_news_that_make_no_sense_are_refused(taken, owner, text, done_on, sentence):
    with pytest.raises(RefusedError, match=sentence):
        note_follow_up(taken[0], text=text, done_on=done_on, actor=owner, on=TODAY)


def test_news_ask_for_the_right_and_for_a_decision_taken(sitting, taken, owner, stranger):
    with pytest.raises(PermissionDenied):
        note_follow_up(taken[0], text="Fait", done_on=None, actor=stranger, on=TODAY)
    with pytest.raises(RefusedError, match="Seule une décision adoptée"):
        note_follow_up(Decision.objects.get(number="2.3"), text="x", done_on=None, actor=owner, on=TODAY)


def test_when_its_actions_are_over_a_decision_is_ready_to_close(sitting, taken, owner):
    act_on_decision(taken[0], actor=owner)
    assert not waiting_decisions(sitting.place, owner, TODAY)[0].is_ready_to_close
    Action.objects.update(status="termine")
    assert waiting_decisions(sitting.place, owner, TODAY)[0].is_ready_to_close


def test_the_pages(sitting, taken, client, world):
    client.force_login(world.owner)
    page = client.get("/c/agglo/decisions/suites/").content.decode()
    assert "Décision 2.1" in page
    client.post(f"/c/agglo/decisions/{taken[0].pk}/suite/", {"text": "Fait", "done_on": "2026-01-10"})
    assert Decision.objects.get(pk=taken[0].pk).done_on == date(2026, 1, 10)
    refused = client.post(f"/c/agglo/decisions/{taken[1].pk}/suite/", {"text": ""})
    assert refused.status_code == 422
    assert "Écrivez la suite" in refused.content.decode()


@pytest.fixture
def real(sitting, taken):
    """The same place, as a real collectivité."""
    Organisation.objects.filter(pk=sitting.place.pk).update(is_demo=False)
    return sitting


def test_one_message_each_a_week_to_those_who_follow(real, world, capsys):
    person("dsi2@agglo.example", Role.DSI, real.place)
    person("elu@agglo.example", Role.ELECTED, real.place)
    assert recipients(Organisation.objects.get(pk=real.place.pk)) == ["dsi2@agglo.example", "owner@agglo.example"]
    (reminder,) = reminders(TODAY)
    assert send(reminder) == 2
    assert [one.to for one in mail.outbox] == [["dsi2@agglo.example"], ["owner@agglo.example"]]
    assert mail.outbox[0].body.count("Décision 2.") == 2
    assert was_sent_this_week(reminder.place)
    assert "@" not in str(Entry.objects.get(verb="rappeler").details)


def test_a_demonstration_sends_nothing(sitting, taken):
    (reminder,) = reminders(TODAY)
    assert send(reminder) == 0
    assert mail.outbox == []


def test_the_command_prints_then_sends_once_a_week(real, capsys, monkeypatch):
    monkeypatch.setattr("gouvernail.cli.starting.start_django", lambda: None)
    assert main(["reminders"]) == 0
    assert "2.1 · Décision 2.1" in capsys.readouterr().out
    assert mail.outbox == []
    assert main(["reminders", "--send"]) == 0
    assert main(["reminders", "--send"]) == 0
    assert "déjà rappelé cette semaine" in capsys.readouterr().out
    assert len(mail.outbox) == 1


def test_without_a_mail_server_the_command_says_so(real, settings, capsys, monkeypatch):
    monkeypatch.setattr("gouvernail.cli.starting.start_django", lambda: None)
    settings.EMAIL_HOST = ""
    assert main(["reminders", "--send"]) == 1
    assert "GOUVERNAIL_SMTP_HOST" in capsys.readouterr().err
