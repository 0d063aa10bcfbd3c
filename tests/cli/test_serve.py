"""Serving: what is done before, the refusals, and a clean stop."""

import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request
import zipfile
from contextlib import closing, contextmanager

import pytest

from .conftest import GOUVERNAIL, environment


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder):
    port = free_port()
    command = [GOUVERNAIL, "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        for _attempt in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/compte/login/", timeout=5)
                break
            except OSError:
                assert server.poll() is None, server.stdout.read()
                time.sleep(0.1)
        yield server, port
    finally:
        server.kill()
        server.wait()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stops_cleanly_and_locks_the_data_meanwhile(run, folder, tmp_path, how):
    archive = tmp_path / "a.zip"
    with serving(folder) as (server, _port):
        assert run("backup", archive).returncode == 0
        refused = run("restore", archive, "--yes")
        assert refused.returncode == 1
        assert "est en marche" in refused.stderr
        server.send_signal(how)
        assert server.wait(timeout=20) == 0
    assert run("restore", archive, "--yes").returncode == 0


def test_a_busy_port_is_refused_before_anything_changes(run, folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = run("serve", "--port", other.getsockname()[1])
    assert done.returncode == 1
    assert "est déjà pris" in done.stderr
    assert not (folder / "static").exists()


def test_an_unknown_address_is_refused(run):
    done = run("serve", "--host", "nulle.part.invalid")
    assert done.returncode == 1
    assert "inconnue" in done.stderr


def test_pending_migrations_are_preceded_by_a_backup(folder):
    with closing(sqlite3.connect(folder / "gouvernail.sqlite3")) as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        database.execute("DROP TABLE django_session")
        database.commit()
    with serving(folder):
        (kept,) = (folder / "backups").glob("avant-migration-*.zip")
        assert "database.sqlite3" in zipfile.ZipFile(kept).namelist()


def test_static_files_are_laid_out_once(folder):
    with serving(folder):
        first = (folder / "static" / "staticfiles.json").stat().st_mtime_ns
    with serving(folder):
        assert (folder / "static" / "staticfiles.json").stat().st_mtime_ns == first
        (folder / "static" / ".gouvernail-stamp").write_text("une autre version")
    with serving(folder):
        assert (folder / "static" / "staticfiles.json").stat().st_mtime_ns > first
