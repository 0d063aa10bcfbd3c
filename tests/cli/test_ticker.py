"""The clock inside the server, and ``gouvernail tick``."""

import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone

from gouvernail.cli import main, periodic, ticker
from gouvernail.connectors.sources.models import PeriodicTask

pytestmark = pytest.mark.django_db


@pytest.fixture
def children(monkeypatch):
    """The processes that the clock starts."""
    started = []

    def run(command, **options):
        started.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(ticker.subprocess, "run", run)
    return started


def test_it_starts_a_process_only_when_something_is_due(children, monkeypatch):
    monkeypatch.setattr(ticker.connections, "close_all", lambda: None)  # the test's own connection stays
    assert ticker.tick()
    assert ticker.COMMAND in children[0]
    names = [one.name for one in periodic.tasks()]
    PeriodicTask.objects.bulk_create(PeriodicTask(name=name, started_at=timezone.now()) for name in names)
    assert not ticker.tick()
    assert len(children) == 1
    PeriodicTask.objects.update(started_at=timezone.now() - timedelta(days=2))
    assert ticker.tick()


@pytest.mark.parametrize(("value", "wanted"), [("oui", True), ("non", False), ("", False)])
def test_only_a_server_that_was_told_ticks(monkeypatch, value, wanted):
    monkeypatch.setenv(ticker.VARIABLE, value)
    assert ticker.is_wanted() == wanted


def test_the_command_does_what_is_due_once(world, capsys, monkeypatch, settings):
    settings.EMAIL_HOST = ""
    monkeypatch.setattr("gouvernail.cli.serving.mark_as_serving", lambda: 0)
    monkeypatch.setattr("gouvernail.cli.aside.begin", lambda: None)
    assert main(["tick"]) == 0
    assert "Fait : sources, chiffres, menage." in capsys.readouterr().out
    assert PeriodicTask.objects.exclude(finished_at=None).filter(failure="").count() == 3
    assert main(["tick"]) == 0
    assert "Rien n’est échu." in capsys.readouterr().out


def test_reminders_and_alerts_need_a_mail_server(settings):
    settings.EMAIL_HOST = ""
    taken_up = {"reprise des documents", "reprise des comparaisons", "reprise des lectures"}
    assert {one.name for one in periodic.tasks()} == {"sources", "chiffres", "menage"} | taken_up
    settings.EMAIL_HOST = "smtp.example"
    assert {"rappels", "alertes"} <= {one.name for one in periodic.tasks()}
