"""GLPI's database, on a real MariaDB."""

from datetime import date
from decimal import Decimal

import pytest

from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.support.titles import equipment_key, sketches_of
from tests.connectors.catalogue.glpi_sql.server import glpi_database
from tests.connectors.sources.databases import PASSWORD, refuse_without_server


@pytest.fixture
def make():
    """Make databases whose account has exactly the rights shown."""
    refuse_without_server()
    made = []

    def database(instant="TIMESTAMP"):
        made.append(glpi_database(instant))
        made[-1].grant(connector_of("glpi_sql").rights(access_to(made[-1])))
        return made[-1]

    yield database
    for one in made:
        one.drop()


def access_to(server, **values):
    options = {"database": server.name, "user": server.user, "tls": "aucun", "time_zone": "Europe/Paris"}
    options |= values.pop("options", {})
    known = {"secrets": {"password": PASSWORD}, "pseudonym": lambda text: f"<{text}>"}
    return Access("127.0.0.1", options, **(known | values))


def read(server, stream="demandes", report=None, **options):
    access = access_to(server, options=options)
    return list(connector_of("glpi_sql").read(access, stream, None, report or Report()))


ORIGINS = [("groupe", "Écoles"), ("entite", "Mairie"), ("lieu", "Hôtel de ville")]
TICKETS = (
    "INSERT INTO glpi_tickets VALUES "
    "(1, 1, 'SECRETTITLE', 'SECRETTEXT', 1, '2026-03-02 09:00:00', NULL, NULL, NOW(), 4, 1, 0, NULL),"
    "(2, 1, 'SECRETTITLE', 'SECRETTEXT', 0, '2026-03-02 09:00:00', '2026-03-05 23:30:00', NULL, NOW(), 5, 2, 0, "
    "'2026-03-02 10:15:00'),"
    "(3, 0, 'SECRETTITLE', 'SECRETTEXT', 0, '2026-03-02 09:00:00', NULL, '2026-03-06 09:00:00', NOW(), 6, 0, 0, NULL),"
    "(4, 0, 'SECRETTITLE', 'SECRETTEXT', 0, '2026-03-02 09:00:00', NULL, NULL, NOW(), 2, 0, 1, NULL)"
)


def fill(server):
    server.run(["SET time_zone = '+00:00'"])
    server.run(
        [
            TICKETS,
            "INSERT INTO glpi_tickets_users (tickets_id, users_id, type) VALUES (1, 7, 1), (1, 8, 2)",
            "INSERT INTO glpi_tickets_users (tickets_id, users_id, type) VALUES (2, 9, 1), (2, 7, 1)",
            "INSERT INTO glpi_groups_tickets (tickets_id, groups_id, type) VALUES (1, 1, 1), (2, 1, 2)",
        ]
    )


def test_the_rights_shown_are_enough_and_no_more(make):
    result = connector_of("glpi_sql").test(access_to(make()))
    assert [step.state for step in result.steps] == ["good"] * 5


def test_a_right_taken_away_is_named(make):
    server = make()
    server.run(f"REVOKE SELECT (solvedate) ON glpi_tickets FROM '{server.user}'@'%'")
    result = connector_of("glpi_sql").test(access_to(server))
    assert result.fault == Fault.RIGHT
    assert "« solvedate »" in result.steps[-1].sentence


def test_older_rights_read_all_but_when_a_ticket_was_taken_in_charge(make):
    server = make("DATETIME")
    fill(server)
    assert read(server)[1].answered_at
    server.run(f"REVOKE SELECT (takeintoaccountdate) ON glpi_tickets FROM '{server.user}'@'%'")
    assert connector_of("glpi_sql").test(access_to(server)).works
    found = read(server)[1]
    assert (found.opened_at, found.answered_at) == ("2026-03-02 08:00:00", "")


def test_what_a_ticket_means(make):
    server = make()
    fill(server)
    report = Report()
    found = read(server, report=report)
    assert report.expected == 3
    assert [(one.number, one.category, one.department_word, one.requester) for one in found] == [
        (1, "Poste › Imprimante", "Écoles", "<7>"),
        (2, "Réseau", "", "<7>"),
        (3, "", "", ""),
    ]
    assert [one.closed_on is not None for one in found] == [False, True, True]
    assert "SECRET" not in repr(found)


def test_instants_are_utc_or_local_by_the_type_of_their_column(make):
    migrated, never = make(), make("DATETIME")
    migrated.run("SET time_zone = '+00:00'")
    for server in (migrated, never):
        fill(server)
    assert read(never)[1].closed_on == date(2026, 3, 5)
    assert read(migrated)[1].raw["Résolu le"] <= "2026-03-05 23:30:00"
    local = read(never)[1]
    assert (local.opened_at, local.answered_at, local.closed_at) == (
        "2026-03-02 08:00:00", "2026-03-02 09:15:00", "2026-03-05 22:30:00",
    )  # fmt: skip
    there = read(migrated)[1]
    assert there.closed_at == there.raw["Résolu le"], "an instant that knows its zone is in UTC already"
    report = Report()
    read(migrated, report=report)
    assert report.facts == ["GLPI 10.0.19, dates lues en UTC."]


@pytest.mark.parametrize(("origin", "expected"), ORIGINS)
def test_the_department_comes_from_where_one_says(make, origin, expected):
    server = make()
    fill(server)
    assert read(server, origin=origin)[0].department_word == expected


COMPUTERS = [
    "INSERT INTO glpi_computers (id, name, serial, entities_id, locations_id, computertypes_id, manufacturers_id, "
    "computermodels_id, states_id, users_id, is_deleted, is_template) VALUES "
    "(1, 'PC-001', 'SN1', 1, 1, 1, 1, 1, 1, 7, 0, 0), "
    "(2, 'PC-002', NULL, 1, 0, 0, 0, 0, 0, 7, 0, 0), (3, 'Modèle', '', 1, 0, 0, 0, 0, 0, 0, 0, 1), "
    "(4, 'Corbeille', '', 1, 0, 0, 0, 0, 0, 0, 1, 0), (5, 'PC-005', '', 1, 0, 0, 0, 0, 0, 0, 0, 0)",
    "INSERT INTO glpi_items_operatingsystems (items_id, itemtype, operatingsystems_id, operatingsystemversions_id, "
    "operatingsystemkernelversions_id, is_deleted) VALUES (1, 'Computer', 1, 1, 1, 0), (2, 'Computer', 2, 2, 0, 0), "
    "(2, 'Computer', 1, 1, 0, 0)",
    "INSERT INTO glpi_infocoms (items_id, itemtype, buy_date, warranty_date, warranty_duration, value) "
    "VALUES (1, 'Computer', '2024-02-01', '2024-01-31', 25, 851.5)",
    "INSERT INTO glpi_computerantiviruses (computers_id, is_active, is_uptodate, is_deleted) VALUES (1, 1, 1, 0), "
    "(1, 0, 0, 0), (2, 1, 0, 0)",
]


def test_computers_with_their_system_and_their_antivirus(make):
    server = make()
    server.run(COMPUTERS)
    first, second, fifth = read(server, "equipements")
    assert (first.name, first.type, first.os, first.windows11, first.protected) == (
        "PC-001", "PC portable", "windows_11", "migre", True,
    )  # fmt: skip
    assert (first.bought_on, first.support_ends_on) == (date(2024, 2, 1), date(2026, 2, 28))
    assert (first.purchase_price, second.purchase_price) == (Decimal("851.50"), None)
    assert (second.os, second.protected) == ("windows_10", False)
    assert (fifth.os, fifth.protected) == ("", None)


def test_the_antivirus_of_version_11_stands_in_another_table(make):
    server = make()
    server.run([*COMPUTERS, "DROP TABLE glpi_computerantiviruses",
                "CREATE TABLE glpi_itemantiviruses (itemtype VARCHAR(100), items_id INT, is_active INT, "
                "is_uptodate INT, is_deleted INT)", "INSERT INTO glpi_itemantiviruses VALUES ('Computer', 1, 1, 1, 0)",
                f"GRANT SELECT ON `{server.name}`.glpi_itemantiviruses TO '{server.user}'@'%'"])  # fmt: skip
    assert [one.protected for one in read(server, "equipements")] == [True, None, None]


def test_only_what_changed_is_read_again(make):
    server = make()
    fill(server)
    server.run("UPDATE glpi_tickets SET date_mod = '2026-03-02 09:00:00'")
    product, access, report = connector_of("glpi_sql"), access_to(server), Report()
    assert [one.number for one in product.read(access, "demandes", None, report)] == [1, 2, 3]
    assert report.mark["number"] == 4
    server.run(
        [
            "UPDATE glpi_tickets SET date_mod = '2026-03-05 09:00:00', status = 6 WHERE id = 1",
            "INSERT INTO glpi_tickets VALUES "
            "(9, 1, '', '', 0, '2026-03-02 09:00:00', NULL, NULL, '2026-01-01 09:00:00', 1, 1, 0, NULL)",
        ]
    )
    server.run("UPDATE glpi_tickets SET date_mod = '2026-01-01 09:00:00' WHERE id = 3")
    later = Report()
    found = list(product.read(access, "demandes", report.mark | {"at": "2026-03-05 08:00:00"}, later))
    assert [one.number for one in found] == [1, 9]
    assert later.expected == 2


def test_entities_are_told_only_when_they_are_organisations(make):
    server = make()
    fill(server)
    server.run(COMPUTERS)
    assert {one.entity_word for one in read(server)} == {""}
    assert [one.entity_word for one in read(server, by_entity=True)] == [
        "Entité racine › Mairie", "Entité racine › Mairie", "Entité racine",
    ]  # fmt: skip
    assert read(server, "equipements", by_entity=True)[0].entity == "Entité racine › Mairie"


def test_titles_are_read_only_when_a_person_agreed_and_only_a_sketch_leaves(make):
    server = make()
    assert "items_tickets" not in connector_of("glpi_sql").rights(access_to(server)), "no right is asked for nothing"
    asked = access_to(server, options={"titles": True}, sketches=sketches_of, equipment_key=equipment_key)
    server.grant(connector_of("glpi_sql").rights(asked))
    fill(server)
    server.run(
        [
            "UPDATE glpi_tickets SET name = 'Imprimante de l&#39;accueil HS' WHERE id = 1",
            "INSERT INTO glpi_items_tickets (itemtype, items_id, tickets_id) VALUES ('Computer', 12, 1), "
            "('Computer', 15, 1), ('Printer', 3, 3)",
        ]
    )
    found = list(connector_of("glpi_sql").read(asked, "demandes", None, Report()))
    assert [one.title_sketch for one in found] == sketches_of(["imprimante accueil", "SECRETTITLE", "SECRETTITLE"])
    assert [one.equipment_key for one in found] == [equipment_key("Computer 12"), None, equipment_key("Printer 3")]
    assert "SECRET" not in repr(found)
    assert {one.title_sketch for one in read(server)} == {b""}, "not agreed to: not asked for"


PURCHASES = [
    "INSERT INTO glpi_suppliertypes VALUES (1, 'Op&#233;rateur t&#233;l&#233;com')",
    "INSERT INTO glpi_contracttypes VALUES (1, 'Divers')",
    "INSERT INTO glpi_suppliers (id, name, suppliertypes_id, registration_number, is_active, is_deleted) VALUES "
    "(1, 'Fibre &#38; Cie', 1, '552 100 554 00013', 1, 0), (2, 'Ancien', 0, 'FR-12', 0, 0), (3, 'Jeté', 0, NULL, 1, 1)",
    "INSERT INTO glpi_contracts (id, entities_id, name, num, contracttypes_id, begin_date, duration, notice, "
    "periodicity, renewal, is_deleted, is_template) VALUES "
    "(1, 1, 'Liaisons', '2020-7', 1, '2020-01-01', 12, 3, 12, 1, 0, 0), "
    "(2, 1, 'Modèle', '', 0, NULL, 0, 0, 0, 0, 0, 1), (3, 1, 'Jeté', '', 0, NULL, 0, 0, 0, 0, 1, 0), "
    "(4, 1, 'Nu', NULL, 0, NULL, 0, 0, 0, 0, 0, 0)",
    "INSERT INTO glpi_contracts_suppliers (suppliers_id, contracts_id) VALUES (3, 1), (1, 1), (2, 1)",
    "INSERT INTO glpi_contractcosts (contracts_id, begin_date, end_date, cost) VALUES "
    "(1, '2020-01-01', '2020-12-31', 900), (1, '2021-01-01', '2021-12-31', 1000.125), "
    "(1, '2021-01-01', '2021-12-31', 20), (1, '2099-01-01', '2099-12-31', 5)",
]


def test_suppliers_without_their_addresses(make):
    server, report = make(), Report()
    server.run(PURCHASES)
    first, second = read(server, "prestataires", report)
    assert (first.name, first.kind, first.siren, first.active) == ("Fibre & Cie", "Télécoms", "552100554", True)
    assert (second.kind, second.siren, second.active) == ("Autre", "", False)
    assert "SECRET" not in repr([first, second])
    assert "Numéros administratifs qui ne sont ni un SIREN ni un SIRET, laissés : 1." in report.facts


def test_contracts_with_their_term_and_their_amount(make):
    server, report = make(), Report()
    server.run(PURCHASES)
    first, bare = read(server, "contrats", report, by_entity=True)
    today = date.today()
    assert first.ends_on == date(today.year, 12, 31)
    assert (first.title, first.supplier, first.reference, first.notice_months) == (
        "Liaisons", "Fibre & Cie", "2020-7", 3,
    )  # fmt: skip
    assert (first.renewal, first.state, first.yearly_amount) == ("Reconduction tacite", "En cours", Decimal("1020.13"))
    assert first.entity == "Entité racine › Mairie"
    assert (bare.starts_on, bare.ends_on, bare.notice_months, bare.renewal, bare.yearly_amount, bare.state) == (
        None, None, None, "", None, "",
    )  # fmt: skip
    assert "Types de GLPI rangés en « Autre » : sans type, « Divers »." in report.facts
    assert first.starts_on == date(2020, 1, 1)


def test_rights_that_only_contracts_need_are_a_warning(make):
    server = make()
    server.run(f"REVOKE ALL PRIVILEGES ON `{server.name}`.glpi_contractcosts FROM '{server.user}'@'%'")
    result = connector_of("glpi_sql").test(access_to(server))
    assert result.works
    told = [step for step in result.steps if step.state == "warning"]
    assert [(step.fault, "glpi_contractcosts" in step.sentence) for step in told] == [(Fault.RIGHT, True)]
    with pytest.raises(SourceError) as stopped:
        read(server, "contrats")
    assert stopped.value.fault == Fault.RIGHT
