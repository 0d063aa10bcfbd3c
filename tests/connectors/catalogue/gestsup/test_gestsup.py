"""GestSup, on a real MariaDB: from the account to the indicators."""

from dataclasses import replace
from datetime import date

import pytest

from gouvernail.connectors.sources import applying, settling
from gouvernail.connectors.sources.connecting import save_connection, try_connection
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault
from gouvernail.connectors.sources.models import Connection
from gouvernail.connectors.sources.reading import start, work
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.connectors.sources.sealing import pseudonymiser
from gouvernail.estate.models import Equipment
from gouvernail.indicators.queries import measure
from gouvernail.indicators.scope import Scope
from gouvernail.organisations.actors import actor_of
from gouvernail.support.models import Request
from gouvernail.support.titles import equipment_key, sketches_of
from tests.connectors.catalogue.gestsup.server import ZERO, asset, gestsup, ticket
from tests.connectors.sources.databases import PASSWORD, Throwaway, administrator, refuse_without_server
from tests.factories import make_department
from tests.objects import DAY


@pytest.fixture
def server():
    refuse_without_server()
    made = gestsup()
    yield made
    made.drop()


@pytest.fixture
def old_server():
    refuse_without_server()
    made = gestsup("3.1.45", zone="")
    yield made
    made.drop()


def options_of(server: Throwaway) -> dict[str, str]:
    return {"database": server.name, "user": server.user, "tls": "aucun"}


def access_to(server: Throwaway, **values) -> Access:
    known = {
        "address": "127.0.0.1",
        "options": options_of(server),
        "secrets": {"password": PASSWORD},
        "pseudonym": pseudonymiser("essai"),
    }
    return Access(**known | values)


@pytest.fixture
def opened(server):
    """A GestSup whose account has exactly the rights that the page of the source shows."""
    server.grant(connector_of("gestsup").rights(access_to(server)))
    return server


def records(server, stream="demandes", since=None, report=None):
    return list(connector_of("gestsup").read(access_to(server), stream, since, report or Report()))


def test_the_rights_shown_are_enough_and_no_more(opened):
    result = connector_of("gestsup").test(access_to(opened))
    assert [(str(step.label), step.state) for step in result.steps] == [
        ("Serveur et identifiants", "good"),
        ("Droits de lecture", "good"),
        ("Version", "good"),
        ("Moindre droit", "good"),
        ("Demandes", "good"),
    ]


@pytest.mark.parametrize(
    ("change", "fault", "words"),
    [
        ({"secrets": {"password": "faux"}}, Fault.CREDENTIALS, "mot de passe est refusé"),
        ({"address": "127.0.0.1:9"}, Fault.UNREACHABLE, "injoignable"),
        ({"address": "nulle-part.invalid"}, Fault.UNREACHABLE, "injoignable"),
        ({"address": "127.0.0.1:port"}, Fault.SETTING, "adresse"),
    ],
)
def test_the_test_tells_one_trouble_from_another(opened, change, fault, words):
    result = connector_of("gestsup").test(access_to(opened, **change))
    assert (result.works, result.fault) == (False, fault)
    assert words in result.steps[-1].sentence


def test_a_right_taken_away_is_named(opened):
    opened.run(f"REVOKE SELECT (u_service) ON tincidents FROM '{opened.user}'@'%'")
    result = connector_of("gestsup").test(access_to(opened))
    assert result.fault == Fault.RIGHT
    assert "la colonne « u_service » de la table « tincidents »" in result.steps[-1].sentence


def test_a_server_that_does_not_encrypt_is_said(opened):
    with administrator() as link, link.cursor() as cursor:
        cursor.execute("SELECT @@have_ssl")
        if cursor.fetchone()[0] == "YES":
            pytest.skip("ne concerne que PostgreSQL ou un MariaDB sans TLS")
    encrypted = access_to(opened, options=options_of(opened) | {"tls": "exige"})
    result = connector_of("gestsup").test(encrypted)
    assert result.fault == Fault.CERTIFICATE
    assert "ne chiffre pas" in result.steps[-1].sentence


def test_an_account_that_may_too_much_is_warned_about(server):
    server.run(
        [
            f"CREATE USER '{server.user}'@'%' IDENTIFIED BY '{PASSWORD}'",
            f"GRANT ALL ON `{server.name}`.* TO '{server.user}'@'%'",
        ]
    )
    result = connector_of("gestsup").test(access_to(server))
    assert result.works
    assert [step.state for step in result.steps if str(step.label) == "Moindre droit"] == ["warning"]


def test_what_a_ticket_means(opened):
    opened.fill(
        "tincidents",
        [
            ticket(1),
            ticket(2, state=3, date_res="2026-03-05 10:00:00", category=2, subcat=1),
            ticket(3, state=4, date_modif="2026-03-09 08:00:00"),
            ticket(4, template=1),
            ticket(5, disable=1),
            ticket(6, category=0, u_service=0, user=0),
            ticket(7, state=9),
        ],
    )
    opened.run("INSERT INTO tthreads (ticket, date, author, type, tech1, state, text) VALUES "
               "(3, '2026-03-06 11:00:00', 1, 5, 0, 4, 'SECRETTEXT')")  # fmt: skip
    report = Report()
    found = {one.number: one for one in records(opened, report=report)}
    assert sorted(found) == [1, 2, 3, 6, 7]
    assert report.expected == 5
    assert (found[1].category, found[1].department_word, found[1].closed_on) == (
        "Poste de travail", "Accueil de l'état civil", None,
    )  # fmt: skip
    assert (found[2].category, found[2].closed_on) == ("Réseau & wifi › Imprimante", date(2026, 3, 5))
    assert found[3].closed_on == date(2026, 3, 6)
    assert (found[1].opened_at, found[1].closed_at) == ("2026-03-02 08:00:00", "")
    assert (found[2].closed_at, found[3].closed_at) == ("2026-03-05 09:00:00", "2026-03-06 10:00:00")
    assert (found[6].kind_word, found[6].department_word, found[6].requester) == ("(sans catégorie)", "", "")
    assert found[7].closed_on is None


def test_nobody_is_in_what_is_read(opened):
    opened.fill("tincidents", [ticket(1), ticket(2)])
    found = records(opened)
    assert "SECRET" not in repr(found)
    assert found[0].requester == found[1].requester == pseudonymiser("essai")("7")
    assert len(found[0].requester) == 32


def test_the_time_zone_of_gestsup_decides_the_day(server):
    server.run("UPDATE tparameters SET server_timezone = 'Indian/Reunion'")
    server.fill("tincidents", [ticket(1, date_create="2026-03-03 01:30:00")])
    server.grant(connector_of("gestsup").rights(access_to(server)))
    assert records(server)[0].opened_on == date(2026, 3, 2)
    assert records(server)[0].opened_at == "2026-03-02 21:30:00"


def test_only_changes_are_read_after_a_mark(opened):
    opened.fill("tincidents", [ticket(1), ticket(2), ticket(3, date_modif="2026-03-20 09:00:00")])
    report = Report()
    records(opened, report=report)
    opened.run("UPDATE tincidents SET date_modif = '2026-03-19 00:00:00' WHERE id = 3")
    opened.run("UPDATE tincidents SET state = 3, date_res = '2026-04-01 10:00:00' WHERE id = 2")
    opened.fill("tincidents", [ticket(4, date_create="2020-01-01 00:00:00", date_modif=ZERO)])
    assert [one.number for one in records(opened, since=report.mark)] == [2, 4]


def test_gestsup_3_1_is_read_too(old_server):
    old_server.fill("tincidents", [ticket(1, user="7"), ticket(2, user="")])
    old_server.grant(connector_of("gestsup").rights(access_to(old_server)).split("-- GestSup 3.2")[0])
    result = connector_of("gestsup").test(access_to(old_server))
    assert result.works
    assert [bool(one.requester) for one in records(old_server)] == [True, False]
    assert records(old_server)[0].opened_at == "2026-03-02 08:00:00", "Paris where GestSup says no zone"


def test_the_whole_way_from_the_account_to_the_indicator(opened, world):
    """A new source, as a person sets it: tested, read, explained, applied; the indicator moves."""
    opened.fill(
        "tincidents",
        [ticket(number, state=3, date_res="2026-03-05 10:00:00", u_service=2) for number in range(1, 31)]
        + [ticket(31, category=2), ticket(32, date_create="2025-12-15 09:00:00")],
    )
    make_department(world.commune, name="Écoles")
    spring = date(2026, 4, 10)
    assert measure("SUP-01", Scope.of_machine(world.commune), spring).value is None
    owner = actor_of(world.owner, DAY)
    connection = Connection(
        organisation=world.commune, product="gestsup", name="Mairie", address="127.0.0.1", streams=["demandes"],
        options=options_of(opened),
    )  # fmt: skip
    save_connection(connection, {"password": PASSWORD}, owner)
    assert try_connection(connection, owner).works
    run = work(start(connection, "demandes", owner).pk, owner)
    assert run.counts == {"douteuse": 32, "inchangee": 0}
    answers = {one.pk: one.value for one in connection.words.filter(field="nature")}
    settling.confirm_words(connection, answers, owner)
    run.refresh_from_db()
    applying.apply(run, owner)
    assert measure("SUP-01", Scope.of_machine(world.commune), spring).value == 31
    assert Request.objects.filter(kind="support").count() == 31
    assert Request.objects.get(reference="31").kind == "sites"
    assert Request.objects.filter(department__name="Écoles").count() == 30
    opened.run("DELETE FROM tincidents WHERE id = 7")
    again = work(start(connection, "demandes", owner).pk, owner)
    assert again.counts == {"inchangee": 31, "disparue": 1}
    assert applying.apply(again, owner).counts["supprimees"] == 1
    assert not Request.objects.filter(reference="7").exists()


def test_equipment_goes_through_the_ordinary_import(opened, world):
    opened.fill(
        "tassets",
        [
            asset(0, netbios="Aucun", disable=1),
            asset(1),
            asset(2, type=2, netbios="IMP-01", state=1),
            asset(3, netbios="BORNE", type=3),
            asset(4, state=4),
        ],
    )
    make_department(world.commune, name="Écoles")
    owner = actor_of(world.owner, DAY)
    connection = Connection(
        organisation=world.commune, product="gestsup", name="Mairie", address="127.0.0.1", streams=["equipements"],
        options=options_of(opened),
    )  # fmt: skip
    save_connection(connection, {"password": PASSWORD}, owner)
    run = work(start(connection, "equipements", owner).pk, owner)
    assert (run.state, run.counts.get("nouvelle")) == ("a_verifier", 3), run.log
    applying.apply(run, owner)
    one = Equipment.objects.get(name="PC-01")
    assert (one.type, one.state, one.department.name, one.serial) == ("pc_portable", "en_service", "Écoles", "SN1")
    assert one.source == "GestSup · Mairie (équipements).csv"
    again = work(start(connection, "equipements", owner).pk, owner)
    assert again.counts.get("nouvelle", 0) == again.counts.get("modifiee", 0) == 0


def test_agencies_are_told_only_when_they_are_organisations(opened):
    opened.run(["ALTER TABLE tincidents ADD COLUMN u_agency INT NOT NULL DEFAULT 0",
                "CREATE TABLE tagencies (id INT PRIMARY KEY, name VARCHAR(60) NOT NULL)",
                "CREATE TABLE tusers_agencies (user_id INT, agency_id INT)"])  # fmt: skip
    opened.fill("tagencies", [(0, "Aucune"), (3, "Mairie de l&#039;Aube")])
    opened.fill("tincidents", [(*ticket(1), 3)])
    product = connector_of("gestsup")
    plain = access_to(opened)
    assert [one.entity_word for one in product.read(plain, "demandes", None, Report())] == [""]
    shared = replace(plain, options=plain.options | {"by_agency": True})
    assert "`u_agency`" in product.rights(shared)
    assert product.test(shared).fault == Fault.RIGHT
    opened.grant(product.rights(shared))
    assert product.test(shared).works
    assert [one.entity_word for one in product.read(shared, "demandes", None, Report())] == ["Mairie de l'Aube"]


def test_titles_are_read_only_when_a_person_agreed_and_only_a_sketch_leaves(server):
    asked = access_to(
        server, options=options_of(server) | {"titles": True}, sketches=sketches_of, equipment_key=equipment_key
    )
    assert "title" not in connector_of("gestsup").rights(access_to(server)), "no right is asked for nothing"
    server.grant(connector_of("gestsup").rights(asked))
    server.fill(
        "tincidents",
        [
            ticket(1, title="Imprimante de l&#039;accueil en panne", asset_id=4),
            ticket(2, title="L&#039;accueil : imprimante HS (SECRETTITLE 12)", asset_id=4),
            ticket(3, title="Bonjour"),
        ],
    )
    found = list(connector_of("gestsup").read(asked, "demandes", None, Report()))
    sketches = [one.title_sketch for one in found]
    assert sketches == sketches_of(["imprimante accueil", "imprimante accueil secrettitle", ""])
    assert [one.equipment_key for one in found] == [equipment_key("4"), equipment_key("4"), None]
    assert "SECRET" not in repr(found)
    assert {one.title_sketch for one in records(server)} == {b""}, "not agreed to: not asked for"


def test_equipment_follows_the_agency_of_who_has_it(opened):
    """A machine is of its holder's agency, as a request is; who belongs to two agencies decides nothing."""
    opened.run([
        "ALTER TABLE tincidents ADD COLUMN u_agency INT NOT NULL DEFAULT 0",
        "CREATE TABLE tagencies (id INT PRIMARY KEY, name VARCHAR(60) NOT NULL)",
        "CREATE TABLE tusers_agencies (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT, agency_id INT)",
    ])  # fmt: skip
    opened.fill("tagencies", [(0, "Aucune"), (3, "Mairie de l&#039;Aube"), (4, "Écoles")])
    opened.fill("tusers_agencies (user_id, agency_id)", [(7, 3), (7, 3), (8, 3), (8, 4), (9, 0)])
    opened.fill("tassets", [asset(number, user=user) for number, user in ((1, 7), (2, 8), (3, 9), (4, 0), (5, 99))])
    product, plain = connector_of("gestsup"), access_to(opened)
    assert {one.entity for one in product.read(plain, "equipements", None, Report())} == {""}
    shared = replace(plain, options=plain.options | {"by_agency": True})
    assert "`tusers_agencies`" in product.rights(shared)
    assert "`tusers_agencies`" not in product.rights(plain)
    opened.grant(product.rights(shared))
    assert product.test(shared).works
    found = {one.key: one.entity for one in product.read(shared, "equipements", None, Report())}
    assert found == {"1": "Mairie de l'Aube", "2": "", "3": "", "4": "", "5": ""}


def test_equipment_tells_where_it_is_and_until_when_it_is_covered(opened):
    opened.fill(
        "tassets", [asset(1, location=1, date_end_warranty="2027-03-14", date_last_ping="2026-11-20"), asset(2)]
    )
    first, second = connector_of("gestsup").read(access_to(opened), "equipements", None, Report())
    assert (first.site, first.support_ends_on, first.last_seen) == (
        "Hôtel de ville", date(2027, 3, 14), date(2026, 11, 20),
    )  # fmt: skip
    assert (second.site, second.support_ends_on, second.last_seen) == ("", None, None)


def test_network_cards_and_uuids_tell_machines_apart(opened):
    uuid = "4C4C4544-0001-2010-8001-B2C04F303031"
    opened.fill("tassets", [asset(1, uuid=uuid), asset(2)])
    opened.fill(
        "tassets_iface",
        [
            (1, 1, 1, "PC-01", "10.0.0.1", "a4bbcc000001", 0),
            (2, 2, 1, "PC-01", "", "A4:BB:CC:00:00:02", 0),
            (3, 1, 1, "PC-01", "", "A4:BB:CC:00:00:03", 1),
            (4, 1, 2, "PC-02", "", "", 0),
        ],
    )  # fmt: skip
    first, second = records(opened, "equipements")
    assert (first.uuid, tuple(sorted(first.macs))) == (uuid, ("A4BBCC000001", "A4BBCC000002"))
    assert (second.uuid, second.macs) == ("", ())


def test_without_the_right_to_cards_the_equipment_is_read_and_the_test_says_so(opened):
    opened.fill("tassets", [asset(1)])
    opened.run(f"REVOKE ALL PRIVILEGES ON `{opened.name}`.tassets_iface FROM '{opened.user}'@'%'")
    assert [one.macs for one in records(opened, "equipements")] == [()]
    result = connector_of("gestsup").test(access_to(opened))
    assert result.works
    assert ["tassets_iface" in step.sentence for step in result.steps if step.state == "warning"] == [True]


def test_version_3_1_has_no_uuid_and_is_read_all_the_same(old_server):
    old_server.grant(connector_of("gestsup").rights(access_to(old_server)).split("-- GestSup 3.2")[0])
    old_server.fill("tassets", [asset(1)[:-1]])
    assert [(one.name, one.uuid) for one in records(old_server, "equipements")] == [("PC-01", "")]
