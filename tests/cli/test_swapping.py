"""Killed at any instant, a restoration leaves the data of before or those of after."""

import os
import pathlib
import shutil
import sqlite3
from contextlib import closing

import pytest

from gouvernail.cli.archives import swapping


class Killed(BaseException):
    """The process stopped there."""


def database(path, content):
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("CREATE TABLE content (word)")
        opened.execute("INSERT INTO content VALUES (?)", [content])
        opened.commit()


def content(path):
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute("SELECT word FROM content").fetchone()[0]


STEPS = [
    (os, "link"),
    (pathlib.Path, "replace"),
    (pathlib.Path, "rename"),
    (pathlib.Path, "unlink"),
    (shutil, "rmtree"),
    (shutil, "copy2"),
]


def killed_at(monkeypatch, wanted):
    """Stop the process just before its ``wanted``-th change on the disk; returns the count of changes so far."""
    done = [0]

    def watched(function):
        def step(*args, **kwargs):
            done[0] += 1
            if done[0] == wanted:
                raise Killed
            return function(*args, **kwargs)

        return step

    for owner, name in STEPS:
        monkeypatch.setattr(owner, name, watched(getattr(owner, name)))
    return done


def prepared(folder):
    database(folder / "gouvernail.sqlite3", "before")
    (folder / "secret.key").write_text("before")
    staging = swapping.new_staging(folder / "gouvernail.sqlite3")
    database(staging / "database.sqlite3", "after")
    (staging / "secret.key").write_text("after")
    return staging


def swap(folder, staging):
    swapping.swap(staging, folder / "gouvernail.sqlite3", folder / "secret.key")


def test_every_instant(tmp_path, monkeypatch):
    outcomes = []
    for instant in range(1, 100):
        folder = tmp_path / str(instant)
        folder.mkdir()
        staging = prepared(folder)
        with monkeypatch.context() as patch:
            killed_at(patch, instant)
            try:
                swap(folder, staging)
                finished = True
            except Killed:
                finished = False
        ready = folder / swapping.READY
        if ready.exists():
            swapping.finish(ready, folder / "gouvernail.sqlite3", folder / "secret.key")
        outcomes.append((content(folder / "gouvernail.sqlite3"), (folder / "secret.key").read_text()))
        if finished:
            break
    assert finished
    assert set(outcomes) == {("before", "before"), ("after", "after")}
    assert outcomes == sorted(outcomes, reverse=True), "once after, never before again"


def test_killed_while_finishing_then_finished(tmp_path, monkeypatch):
    for instant in range(1, 100):
        folder = tmp_path / str(instant)
        folder.mkdir()
        ready = prepared(folder).rename(folder / swapping.READY)
        where = (ready, folder / "gouvernail.sqlite3", folder / "secret.key")
        with monkeypatch.context() as patch:
            killed_at(patch, instant)
            try:
                swapping.finish(*where)
                break
            except Killed:
                pass
        if ready.exists():
            swapping.finish(*where)
        assert content(folder / "gouvernail.sqlite3") == "after"
        assert (folder / "secret.key").read_text() == "after"
    else:
        pytest.fail("it never finished")


def test_the_next_command_finishes(run, folder):
    shutil.copytree(folder, folder.parent / "other")
    with closing(sqlite3.connect(folder.parent / "other" / "gouvernail.sqlite3")) as opened:
        opened.execute("UPDATE accounts_user SET name = 'restaurée'")
        opened.commit()
    ready = folder / swapping.READY
    ready.mkdir()
    shutil.copy(folder.parent / "other" / "gouvernail.sqlite3", ready / "database.sqlite3")
    assert run("check").returncode == 0
    assert not ready.exists()
    with closing(sqlite3.connect(folder / "gouvernail.sqlite3")) as opened:
        assert opened.execute("SELECT name FROM accounts_user").fetchone()[0] == "restaurée"
