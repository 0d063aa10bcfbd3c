import subprocess
import sys
import threading

import pytest

from gouvernail.registers import apart
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


# -- handed over to a process ------------------------------------------------------------------------------------------


@pytest.fixture
def handed_over():
    """What would be done by processes, and how they end."""
    calls, codes = [], []

    def hand_over(name, numbers, data, turn):
        calls.append((name, numbers, data))
        assert turn > 2
        code = codes.pop(0)
        if isinstance(code, Exception):
            raise code
        return code

    apart.in_processes(hand_over)
    yield calls, codes
    apart.in_processes(None)


def told_of(codes, *, aside=True):
    left = []
    jobs = OneAtATime(
        lambda *numbers: left.append("here"),
        lambda *numbers: None,
        0.01,
        aside=aside,
        left=lambda *numbers, code: left.append((numbers, code)),
    )
    for _one in list(codes):
        jobs.run(FIRST, SECOND, data=b"file")
    return jobs, left


def test_a_job_that_stands_aside_is_handed_over_with_its_numbers_and_its_file(db, handed_over, monkeypatch):
    monkeypatch.setattr(apart.connection, "close", lambda: None)  # the test's own connection stays
    calls, codes = handed_over
    codes += [0, -9, OSError("no memory")]
    jobs, left = told_of(codes)
    assert calls == [(__name__, (FIRST, SECOND), b"file")] * 3
    assert apart.jobs[__name__] is jobs
    assert left == [((FIRST, SECOND), -9), ((FIRST, SECOND), 1)]  # what ended well says it itself


def test_a_job_that_does_not_stand_aside_stays_here(db, handed_over):
    jobs = OneAtATime(lambda *numbers: done.append(numbers), lambda *numbers: None, 0.01)
    done: list = []
    jobs.run(FIRST)
    assert (done, handed_over[0]) == ([(FIRST,)], [])


def test_two_processes_have_one_turn(db, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    waited, begun = threading.Event(), []
    jobs = OneAtATime(lambda pk: begun.append(pk), lambda pk: waited.set(), 0.01)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / f"{__name__}.turn")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout.readline() == b"held\n"
    other = threading.Thread(target=jobs.run, args=(FIRST,))
    other.start()
    assert waited.wait(20)
    assert begun == []
    holder.kill()  # a turn never outlives who holds it
    other.join(20)
    holder.communicate()
    assert begun == [FIRST]


HOLD = """
import fcntl, os, sys, time
turn = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(turn, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(600)
"""
