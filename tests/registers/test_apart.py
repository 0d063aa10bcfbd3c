import threading

import pytest

from gouvernail.registers.apart import OneAtATime

FIRST, SECOND = 1, 2


@pytest.fixture
def start(db, django_capture_on_commit_callbacks):
    """Start a job as the end of a request does."""

    def start(jobs, pk):
        with django_capture_on_commit_callbacks(execute=True):
            jobs.start(pk)

    return start


def test_one_at_a_time_the_other_gives_signs_of_life(start):
    begun, released, waits, over, done = (*(threading.Event() for _n in range(4)), [])

    def execute(pk):
        if pk == FIRST:
            begun.set()
            assert released.wait(20)
        done.append(pk)
        if pk == SECOND:
            over.set()

    jobs = OneAtATime(execute, lambda pk: waits.set() if pk == SECOND else None, 0.01)
    start(jobs, FIRST)
    assert begun.wait(20)
    start(jobs, SECOND)
    assert waits.wait(20)
    assert done == []
    released.set()
    assert over.wait(20)
    assert done == [FIRST, SECOND]


def test_a_job_that_breaks_gives_its_turn_back(start, monkeypatch):
    broken, told, over = [], threading.Event(), threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda args: (broken.append(args.exc_type), told.set()))

    def execute(pk):
        if pk == FIRST:
            raise ZeroDivisionError
        over.set()

    jobs = OneAtATime(execute, lambda pk: None, 0.01)
    start(jobs, FIRST)
    assert told.wait(20)
    start(jobs, SECOND)
    assert over.wait(20)
    assert broken == [ZeroDivisionError]
