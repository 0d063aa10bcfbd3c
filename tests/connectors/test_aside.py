"""Long work in processes that are really killed: it begins again by itself, or says what to do; never half of it."""

import os
import uuid

import pytest
from django.conf import settings

from tests.aside import TICK, Installation, child_of, children, kill

LINES = 12_000
PREPARE = f"""
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from gouvernail.connectors import receiving
from gouvernail.organisations.actors import actor_of
from gouvernail.registers.registry import register_of
from tests.objects import DAY
from tests.worlds import make_world
from gouvernail.organisations.models import Membership
world = make_world()
Membership.objects.update(since="2020-01-01", until=None)
owner = actor_of(world.owner, DAY)
lines = ["Nom;Type;Modèle", *(f"PC-{{n:05}};Fixe;A" for n in range({LINES}))]
receiving.receive(register_of("equipment"), world.commune, owner, "parc.csv", "\\n".join(lines).encode())
"""
COMPARE = """
from gouvernail.accounts.models import User
from gouvernail.connectors import comparing
from gouvernail.connectors.models import ImportRun
from gouvernail.organisations.actors import actor_of_key
run = ImportRun.objects.get()
comparing.compare(run, actor_of_key(run.actor, run.organisation.today()))
"""
STATE = "SELECT state FROM connectors_importrun"
DONE = "SELECT lines_done FROM connectors_importrun"
PREPARED = "SELECT count(*) FROM connectors_stagedrow"
HELD = "SELECT count(*) FROM estate_equipment"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """An installation where somebody brought a long file that nobody compared yet."""
    server = os.environ.get("GOUVERNAIL_DATABASE", "")
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        installation = Installation(tmp_path_factory.mktemp("aside"))
        installation.run(PREPARE)
        yield installation
        return
    import psycopg
    from psycopg import sql

    base, name = server.rsplit("/", 1)[0], f"gouvernail_aside_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        installation = Installation(tmp_path_factory.mktemp("aside"), f"{base}/{name}")
        installation.run(PREPARE)
        yield installation
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def installation(prepared):
    yield prepared
    prepared.end()


@pytest.fixture
def compared(installation):
    """A server that compares the file, its process well begun."""
    installation.change("UPDATE connectors_importrun SET state = 'colonnes', lines_done = 0")
    server = installation.server(COMPARE)
    installation.wait_until(DONE, lambda lines: 0 < lines < LINES)
    return server


def is_whole(installation):
    installation.wait_until(STATE, lambda state: state == "a_verifier")
    assert installation.rows(PREPARED) == [(LINES,)]
    assert installation.rows(HELD) == [(0,)]


@pytest.mark.long
def test_its_process_steps_back_and_its_command_tells_nothing(installation, compared):
    child = child_of(compared)
    assert os.getpriority(os.PRIO_PROCESS, child) == os.getpriority(os.PRIO_PROCESS, compared.pid) + 10
    with open(f"/proc/{child}/cmdline", "rb") as file:
        *_python, name, run, attempt, _end = file.read().decode().split("\0")
    assert name == "gouvernail.connectors.comparing"
    assert run.isdigit()
    assert attempt.isdigit()
    is_whole(installation)


@pytest.mark.long
def test_a_process_killed_is_followed_by_another(installation, compared):
    kill(child_of(compared))
    is_whole(installation)
    assert installation.rows("SELECT taken_up FROM connectors_importrun") == [(1,)]


@pytest.mark.long
def test_a_server_killed_alone_lets_its_process_end(installation, compared):
    child = child_of(compared)
    compared.kill()
    compared.wait()
    assert child
    is_whole(installation)
    assert installation.rows("SELECT taken_up FROM connectors_importrun") == [(0,)]


@pytest.mark.long
def test_server_and_process_killed_the_clock_takes_it_up(installation, compared):
    child = child_of(compared)
    compared.kill()
    compared.wait()
    kill(child)
    assert installation.rows(STATE) == [("lecture",)]
    assert installation.rows(HELD) == [(0,)]
    assert "Fait : sources" in installation.run(TICK) or installation.rows(STATE) == [("lecture",)]  # too early
    installation.change("UPDATE connectors_importrun SET touched_at = '2026-01-01 00:00:00+00:00'")
    assert "reprise des comparaisons" in installation.run(TICK)
    is_whole(installation)


@pytest.mark.long
def test_one_that_kills_its_process_each_time_is_given_up_with_a_sentence(installation, compared):
    for _time in range(3):
        kill(child_of(compared))
        last = installation.rows("SELECT attempt FROM connectors_importrun")[0][0]
        installation.wait_until(
            "SELECT CASE WHEN state = 'echec' THEN 0 ELSE attempt END FROM connectors_importrun",
            lambda attempt, last=last: attempt == 0 or attempt > last,
        )
        if installation.rows(STATE) == [("echec",)]:
            break
    assert "interrompue trois fois" in str(installation.rows("SELECT log FROM connectors_importrun"))
    assert installation.rows(HELD) == [(0,)]


@pytest.mark.long
def test_dropped_while_it_is_compared_its_process_ends(installation, compared):
    child = child_of(compared)
    installation.change("UPDATE connectors_importrun SET state = 'abandonne', attempt = attempt + 1")
    installation.wait_until("SELECT 1", lambda _one: child not in children(compared.pid))
    assert installation.rows(STATE) == [("abandonne",)]
