"""Periodic tasks: done once in their time, by one server, and taken over from one that was killed."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from gouvernail.connectors.sources.leases import LEASE, Task, due, run_due, take
from gouvernail.connectors.sources.models import PeriodicTask

HOUR = timedelta(hours=1)
NOW = timezone.now()


def task(name="essai", work=lambda: None):
    return Task(name, HOUR, work)


@pytest.mark.django_db
def test_a_task_is_done_once_in_its_time():
    done = []
    one = task(work=lambda: done.append(1))
    assert run_due([one], NOW) == ["essai"]
    assert run_due([one], NOW + timedelta(minutes=59)) == []
    assert run_due([one], NOW + HOUR) == ["essai"]
    assert len(done) == 2
    row = PeriodicTask.objects.get()
    assert (row.holder, row.held_until, row.failure) == ("", None, "")
    assert row.finished_at is not None


@pytest.mark.django_db
def test_one_that_is_held_is_left_until_its_holder_is_gone():
    one = task()
    assert take(one, NOW)
    assert take(one, NOW) == ""
    later = NOW + HOUR
    PeriodicTask.objects.update(held_until=later + LEASE)  # still renewed: it lasts more than an hour
    assert due([one], later) == []
    assert take(one, later) == ""
    assert take(one, later + LEASE) != ""  # killed: nobody renewed it


@pytest.mark.django_db
def test_one_that_was_killed_is_done_again_once_its_lease_lapses_not_the_next_day():
    one = Task("nuit", timedelta(hours=23), lambda: None)
    assert take(one, NOW)
    assert due([one], NOW + LEASE - timedelta(seconds=1)) == []
    assert run_due([one], NOW + LEASE) == ["nuit"]
    assert due([one], NOW + 2 * LEASE) == [], "done to its end, it waits for the next night"


@pytest.mark.django_db
def test_one_that_fails_says_so_and_stops_no_other():
    def fail():
        raise RuntimeError("secret")

    done = []
    tasks = [task("mal", fail), task("bien", lambda: done.append(1))]
    assert run_due(tasks, NOW) == ["mal", "bien"]
    assert done
    assert PeriodicTask.objects.get(name="mal").failure == "RuntimeError"
    assert due(tasks, NOW) == []


@pytest.mark.django_db
def test_a_holder_that_lost_its_lease_ends_nobody_else_s():
    one = task(work=lambda: PeriodicTask.objects.update(holder="un autre", held_until=NOW + LEASE))
    run_due([one], NOW)
    assert PeriodicTask.objects.get().holder == "un autre"


@pytest.mark.django_db(transaction=True)
def test_of_many_servers_at_once_one_takes_it():
    if connection.vendor == "sqlite":
        pytest.skip("ne concerne que PostgreSQL : la base d’essai de SQLite est en mémoire, à un seul fil")
    PeriodicTask.objects.create(name="essai")
    taken, ready = [], threading.Barrier(6)

    def server():
        ready.wait()
        try:
            taken.append(take(task(), NOW))
        finally:
            connections.close_all()

    servers = [threading.Thread(target=server) for _n in range(6)]
    for one in servers:
        one.start()
    for one in servers:
        one.join()
    assert len([holder for holder in taken if holder]) == 1
