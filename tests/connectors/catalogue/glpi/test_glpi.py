"""GLPI through its API: sessions, pages, troubles told apart, and what a row means."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.connectors.catalogue.glpi import amounts, client, contracts, mapping
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.support.titles import equipment_key, sketches_of
from tests.connectors.catalogue.glpi.server import (
    APP,
    USER,
    FakeGlpi,
    computer,
    contract,
    cost,
    refused,
    supplier,
    ticket,
)
from tests.connectors.sources.servers import Reply, serving

GLPI = "glpi"


@pytest.fixture
def glpi():
    return FakeGlpi()


@pytest.fixture
def server(glpi):
    with serving(glpi) as running:
        yield running


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)


def access_to(server, **values):
    known = {"secrets": {"app_token": APP, "user_token": USER}, "pseudonym": lambda text: f"<{len(text)}>"}
    return Access(server.address, **(known | values))


def read(server, stream="demandes", report=None, **options):
    return list(connector_of(GLPI).read(access_to(server, **options), stream, None, report or Report()))


def test_a_connection_that_works(glpi, server):
    glpi.tickets, glpi.computers = [ticket(1), ticket(2)], [computer(1)]
    glpi.suppliers, glpi.contracts = [supplier(1)], [contract(1)]
    result = connector_of(GLPI).test(access_to(server))
    assert [(step.state, step.sentence) for step in result.steps] == [
        ("good", "Session ouverte."),
        ("good", "GLPI 10.0.19."),
        ("good", "Visibles par ce compte : 2."),
        *[("good", "Visibles par ce compte : 1.")] * 3,
    ]
    assert glpi.closed == 1


@pytest.mark.parametrize(
    ("secrets", "fault", "words"),
    [
        ({"user_token": USER}, Fault.CREDENTIALS, "demande un jeton d’application"),
        ({"app_token": "faux", "user_token": USER}, Fault.CREDENTIALS, "jeton d’application est refusé"),
        ({"app_token": APP, "user_token": "faux"}, Fault.CREDENTIALS, "jeton de l’utilisateur est refusé"),
    ],
)
def test_each_token_is_told_from_the_other(server, secrets, fault, words):
    result = connector_of(GLPI).test(access_to(server, secrets=secrets))
    assert (result.works, result.fault) == (False, fault)
    assert words in result.steps[-1].sentence


@pytest.mark.parametrize(
    ("reply", "fault", "words"),
    [
        (refused(400, "ERROR_LOGIN_PARAMETERS_MISSING"), Fault.CREDENTIALS, "n’a pas reçu le jeton"),
        (refused(400, "ERROR_NOT_ALLOWED_IP"), Fault.RIGHT, "n’accepte pas l’adresse"),
        (Reply(b"<html>", status=404, headers={"Content-Type": "text/html"}), Fault.SETTING, "pas à cette adresse"),
        (Reply(status=500, body=["ERROR"]), Fault.ANSWER, "répondu par une erreur"),
        (Reply({}), Fault.ANSWER, "n’a pas ouvert de session"),
    ],
)  # fmt: skip
def test_the_troubles_of_the_first_question(reply, fault, words):
    with serving(lambda asked: reply) as server:
        result = connector_of(GLPI).test(access_to(server))
    assert result.fault == fault
    assert words in result.steps[-1].sentence


def test_a_missing_right_is_told(glpi, server):
    glpi.broken = {1: refused(403, "ERROR_RIGHT_MISSING")}
    result = connector_of(GLPI).test(access_to(server))
    assert result.fault == Fault.RIGHT
    assert result.steps[-1].label == "Demandes"


def test_an_empty_answer_is_not_health(glpi, server):
    result = connector_of(GLPI).test(access_to(server))
    assert [step.state for step in result.steps] == ["good", "good", *["warning"] * 4]


def test_version_11_is_said_not_proven(glpi, server):
    glpi.version = "11.0.2"
    result = connector_of(GLPI).test(access_to(server))
    assert result.steps[1].state == "warning"
    assert "non éprouvé" in result.steps[1].sentence


def test_what_a_ticket_means(glpi, server):
    glpi.tickets = [
        ticket(1),
        ticket(2, _12=5, _17="2026-03-05 10:00:00", _7="Poste de travail > Imprimante &#38; copieur"),
        ticket(3, _12=6, _16="2026-03-06 10:00:00", _71="$$##$$".join(["Mairie > Accueil", "Mairie > DG"])),
        ticket(4, _12=4, _7=None, _4=None, _71=None),
        ticket(5, _12=5),
    ]
    report = Report()
    found = read(server, report=report)
    assert report.expected == 5
    assert [(one.number, one.category, one.department_word, one.closed_on, one.requester) for one in found[:4]] == [
        (1, "Poste de travail", "Écoles", None, "<1>"),
        (2, "Poste de travail › Imprimante & copieur", "Écoles", date(2026, 3, 5), "<1>"),
        (3, "Poste de travail", "Accueil", date(2026, 3, 6), "<1>"),
        (4, "", "", None, ""),
    ]
    assert found[4].fault == "Elle est résolue sans date de résolution."
    assert "SECRET" not in repr(found)


def test_only_the_columns_that_serve_are_asked_for(glpi, server):
    glpi.tickets = [ticket(1)]
    read(server)
    asked = {value for one in server.asked for name, value in one.params.items() if name.startswith("forcedisplay")}
    assert asked == {"2", "12", "15", "19", "17", "16", "7", "4", "71"}


@pytest.mark.parametrize(("origin", "expected"), [("groupe", "Écoles"), ("entite", "Mairie"), ("lieu", "")])
def test_the_department_comes_from_where_one_says(glpi, server, origin, expected):
    glpi.tickets = [ticket(1)]
    assert read(server, options={"origin": origin})[0].department_word == expected


def test_pages_are_followed_to_the_end(glpi, server, monkeypatch):
    monkeypatch.setattr(client, "PAGE", 2)
    glpi.tickets = [ticket(number) for number in range(1, 6)]
    assert [one.number for one in read(server)] == [1, 2, 3, 4, 5]


def test_a_list_that_shrinks_while_it_is_read_is_partial(glpi, server, monkeypatch):
    monkeypatch.setattr(client, "PAGE", 2)
    glpi.tickets = [ticket(number) for number in range(1, 6)]
    report, found = Report(), []
    for one in connector_of(GLPI).read(access_to(server), "demandes", None, report):
        found.append(one.number)
        if one.number == 2:
            del glpi.tickets[0]
    assert report.warnings
    assert report.expected == 5
    assert len(found) < 5


def test_fewer_rows_than_announced_is_seen_by_their_number(glpi, server):
    glpi.tickets, glpi.announced = [ticket(1), ticket(2)], 3
    report = Report()
    assert len(read(server, report=report)) == 2
    assert report.expected == 3


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b'{"totalcount": 5, "data": [{'),
        Reply({"totalcount": "cinq", "data": []}),
        Reply({"totalcount": 5, "data": "rien"}),
        Reply({"totalcount": 5, "data": [["une", "liste"]]}),
        Reply({"totalcount": 5, "data": [{"2": "pas un nombre"}]}),
        Reply([1, 2]),
        Reply(status=503),
        Reply({"totalcount": 1, "data": [{"2": 1}]}, cut=True),
    ],
)
def test_a_faulty_page_stops_the_reading_and_keeps_what_came_before(glpi, server, monkeypatch, reply):
    monkeypatch.setattr(client, "PAGE", 2)
    glpi.tickets = [ticket(number) for number in range(1, 6)]
    glpi.broken = dict.fromkeys(range(2, 9), reply)
    records = connector_of(GLPI).read(access_to(server), "demandes", None, Report())
    assert [next(records).number, next(records).number] == [1, 2]
    with pytest.raises(SourceError):
        next(records)


def test_what_a_computer_means(glpi, server):
    glpi.computers = [
        computer(1),
        computer(2, _4=None, _45="Microsoft Windows 10 Pro", _46="22H2", _48=None, _31="En stock", _37="0000-00-00"),
        computer(3, _4="Serveur", _45="Microsoft Windows Server 2025", _46="24H2", _48="10.0.26100"),
        computer(4, _1=None, _5=None),
        computer(5, _45=None, _46=None, _48=None),
    ]  # fmt: skip
    report = Report()
    first, second, third, fifth = read(server, "equipements", report)
    assert (first.type, first.os, first.windows11, first.site, first.department) == (
        "PC portable", "windows_11", "migre", "Hôtel de ville", "Écoles",
    )  # fmt: skip
    assert (first.bought_on, first.in_service_on) == (date(2024, 2, 1), date(2024, 3, 15))
    assert first.purchase_price == Decimal("851.50")
    assert first.support_ends_on == date(2027, 2, 28)  # three years after a 29 February
    assert (second.type, second.os, second.windows11, second.state, second.bought_on) == (
        "PC fixe", "windows_10", "", "En stock", None,
    )  # fmt: skip
    assert (third.type, third.os) == ("Serveur", "windows_serveur")
    assert fifth.os == ""
    assert report.expected == 4
    assert len(report.facts) == 2
    assert "SECRET" not in repr([first, second, third, fifth])


@pytest.mark.parametrize("months", ["0", "-1", "", None, "abc", "99999"])
def test_a_warranty_without_an_end_has_none(glpi, server, months):
    glpi.computers = [computer(1, _51=months)]
    assert [one.support_ends_on for one in read(server, "equipements")] == [None]


def test_only_what_changed_is_read_again(glpi, server):
    glpi.tickets = [ticket(1), ticket(2, _19="2026-03-04 10:00:00"), ticket(3, _19="2026-03-05 08:00:00")]
    report = Report()
    product, access = connector_of("glpi"), access_to(server)
    assert [one.number for one in product.read(access, "demandes", None, report)] == [1, 2, 3]
    assert report.mark == {"at": "2026-03-05 08:00:00"}
    glpi.tickets[1]["19"], glpi.tickets[1]["12"] = "2026-03-05 07:30:00", 6  # saved late, within the overlap
    glpi.tickets.append(ticket(4, _19="2026-03-05 09:00:00"))
    again = Report()
    assert [one.number for one in product.read(access, "demandes", report.mark, again)] == [2, 3, 4]
    assert (again.expected, again.mark) == (3, {"at": "2026-03-05 09:00:00"})
    glpi.tickets = []
    nothing = Report()
    assert list(product.read(access, "demandes", again.mark, nothing)) == []
    assert (nothing.expected, nothing.mark) == (0, again.mark)


@pytest.mark.parametrize("text", ["", "0000-00-00 00:00:00", "n’importe quoi"])
def test_a_mark_that_says_nothing_reads_everything(text):
    assert mapping.a_little_before(text) == ""


def test_entities_are_told_only_when_they_are_organisations(glpi, server):
    glpi.tickets, glpi.computers = [ticket(1)], [computer(1, _80="Entité racine &#62; Mairie")]
    assert (read(server)[0].entity_word, read(server, "equipements")[0].entity) == ("", "")
    found = read(server, options={"by_entity": True})[0]
    assert found.entity_word == "Entité racine › Mairie"
    assert read(server, "equipements", options={"by_entity": True})[0].entity == "Entité racine › Mairie"


def test_titles_are_read_only_when_a_person_agreed_and_only_a_sketch_leaves(glpi, server):
    glpi.tickets = [
        ticket(1, _1="Imprimante de l&#39;accueil HS", _131="Computer", _13="12$$##$$15"),
        ticket(2, _131=None, _13=None),
    ]
    asked = {"options": {"titles": True}, "sketches": sketches_of, "equipment_key": equipment_key}
    found = read(server, **asked)
    assert [one.title_sketch for one in found] == sketches_of(["imprimante accueil", "SECRETTITLE"])
    assert [one.equipment_key for one in found] == [equipment_key("Computer 12"), None], (
        "the key that the database gives"
    )
    assert "SECRET" not in repr(found)
    assert {one.title_sketch for one in read(server)} == {b""}, "not agreed to: not asked for"


def test_a_right_that_only_contracts_need_is_a_warning(glpi, server):
    glpi.tickets, glpi.computers, glpi.contracts = [ticket(1)], [computer(1)], [contract(1)]
    glpi.broken = {3: refused(403, "ERROR_RIGHT_MISSING")}
    result = connector_of(GLPI).test(access_to(server))
    assert result.works
    assert [(step.state, step.label) for step in result.steps[-2:]] == [
        ("warning", "Prestataires"),
        ("good", "Contrats"),
    ]


def test_what_a_supplier_means(glpi, server):
    glpi.suppliers = [
        supplier(1, _70="552100554"),
        supplier(2, _1="Op&#233;rateur", _9="T&#233;l&#233;com", _70="552 100 554 00013", _7=0),
        supplier(3, _1="OPÉRATEUR"),
        supplier(4, _1=None),
        supplier(5, _9=None, _70="à demander", _7=None),
    ]
    report = Report()
    found = read(server, "prestataires", report)
    assert [(one.name, one.kind, one.siren, one.active) for one in found] == [
        ("Prestataire 1", "Logiciels métiers", "552100554", True),
        ("Opérateur", "Télécoms", "552100554", False),
        ("Prestataire 5", "Autre", "", None),
    ]
    assert report.expected == 3
    assert len(report.facts) == 3
    assert "SECRET" not in repr(found)


def test_a_supplier_is_asked_for_without_its_contacts(glpi, server):
    glpi.suppliers = [supplier(1)]
    read(server, "prestataires")
    asked = {value for one in server.asked for name, value in one.params.items() if name.startswith("forcedisplay")}
    assert asked == {"2", "1", "9", "7", "70"}


def test_what_a_contract_means(glpi, server):
    glpi.contracts = [
        contract(1),
        contract(2, _1="Maintenance 1", _29="$$##$$".join(["Prestataire 2", "Prestataire 3"]), _23=0, _7=0, _4=None),
        contract(3, _1="Maintenance 1", _23=2, _5="2020-02-29", _6=12, _3=None),
        contract(4, _1=None),
        contract(5, _5=None, _6=0, _7="3 mois", _29=None),
        contract(6, _5="2098-01-01"),
    ]
    glpi.costs = [
        cost(1, "12500.5000", "2024-01-01", "2024-12-31"),
        cost(1, "500.0000", "2024-01-01", "2024-12-31"),
        cost(1, "9.0000", "2023-01-01", "2023-12-31"),
        cost(1, "1.0000", "2099-01-01", "2099-12-31"),
        cost(2, "700.0000", "2024-01-01", "2024-06-30"),
        cost(5, "0.0000", "2024-01-01", "2024-12-31"),
    ]
    report = Report()
    first, second, third, fifth, sixth = read(server, "contrats", report, options={"by_entity": True})
    assert (first.title, first.supplier, first.reference) == ("Maintenance 1 (2024-001)", "Prestataire 1", "2024-001")
    assert (first.yearly_amount, first.entity) == (Decimal("13000.50"), "Entité racine › Mairie")
    assert (second.title, second.supplier, second.kind) == ("Maintenance 1", "Prestataire 2", "Autre")
    assert (second.notice_months, second.renewal, second.yearly_amount) == (None, "Sans reconduction", None)
    assert third.title == "Maintenance 1 (29/02/2020)"
    assert (third.ends_on, third.renewal, third.state) == (date(2021, 2, 27), "Reconduction expresse", "")
    assert (fifth.supplier, fifth.notice_months, fifth.ends_on, fifth.renewal) == ("", 3, None, "")
    assert sixth.state == "À venir"
    assert report.expected == 5
    assert "Contrats sans nom, laissés : 1." in report.facts
    assert "Contrats dont aucun coût ne couvre une année, sans montant annuel : 2." in report.facts
    assert "GLPI ne dit pas si ses montants sont HT ou TTC : leur base reste à dire." in report.facts
    assert "SECRET" not in repr([first, second, third, fifth, sixth])


def test_costs_are_followed_page_after_page(glpi, server, monkeypatch):
    monkeypatch.setattr(client, "PAGE", 2)
    glpi.contracts = [contract(1)]
    glpi.costs = [cost(1, "1.0000", "2024-01-01", "2024-12-31") for _rank in range(5)]
    assert [one.yearly_amount for one in read(server, "contrats")] == [Decimal(5)]


def test_costs_that_may_not_be_seen_leave_amounts_unknown(glpi, server):
    glpi.contracts, glpi.closed_table = [contract(1)], refused(403, "ERROR_RIGHT_MISSING")
    report = Report()
    assert [one.yearly_amount for one in read(server, "contrats", report)] == [None]
    assert any("ne sont pas lisibles" in fact for fact in report.facts)


@pytest.mark.parametrize(
    ("ends", "period", "today", "expected"),
    [
        (date(2024, 12, 31), 12, date(2024, 12, 31), date(2024, 12, 31)),
        (date(2024, 12, 31), 12, date(2025, 1, 1), date(2025, 12, 31)),
        (date(2024, 1, 31), 1, date(2024, 3, 30), date(2024, 3, 31)),
        (date(2024, 12, 31), 0, date(2030, 1, 1), date(2024, 12, 31)),
        (None, 12, date(2030, 1, 1), None),
    ],
)
def test_a_tacit_renewal_rolls_on_by_its_period(ends, period, today, expected):
    assert contracts.term_end(ends, contracts.TACIT, period, today) == expected
    assert contracts.term_end(ends, contracts.EXPRESS, period, today) == ends


@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(1, 60),
    st.integers(1, 60),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
)
def test_the_term_that_runs_holds_today(begins, months, period, today):
    ends = contracts.last_day(begins, months)
    term = contracts.term_end(ends, contracts.TACIT, period, today)
    assert term >= today or term == ends
    before = contracts.term_end(ends, contracts.TACIT, period, begins)
    assert before == ends
    if term != ends:
        assert (term - today).days <= 31 * period


@pytest.mark.parametrize("value", ["0.0000", 0, None, "", "abc", "-5", "NaN", "Infinity", "0.001"])
def test_an_amount_that_tells_nothing_is_absent(value):
    assert amounts.amount(value) is None


def test_a_page_of_costs_that_comes_again_is_no_cost_twice(glpi, server, monkeypatch):
    monkeypatch.setattr(client, "PAGE", 2)
    glpi.contracts, page = [contract(1)], [{"id": number, "contracts_id": 1, "cost": "5"} for number in (1, 2)]
    glpi.closed_table = Reply(page, status=206, headers={"Content-Range": "0-1/6"})
    with pytest.raises(SourceError) as stopped:
        read(server, "contrats")
    assert stopped.value.fault == Fault.ANSWER
