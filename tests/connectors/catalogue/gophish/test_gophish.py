"""GoPhish: campaigns counted by department, each person once, nothing typed kept."""

from datetime import date

import pytest

from gouvernail.awareness.models import Campaign
from gouvernail.connectors.sources import applying, settling
from gouvernail.connectors.sources.connecting import save_connection
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.models import Connection, StagedCampaign
from gouvernail.connectors.sources.reading import start, work
from gouvernail.connectors.sources.records import ResultCount
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.organisations.actors import actor_of
from tests.connectors.sources.servers import Reply, serving
from tests.factories import make_department
from tests.objects import DAY

KEY = "cle-api"


def target(status, position="Écoles", reported=False):
    return {
        "id": "x", "status": status, "position": position, "reported": reported, "ip": "192.0.2.1",
        "email": "SECRETMAIL@commune.example", "first_name": "SECRETFIRST", "last_name": "SECRETLAST",
    }  # fmt: skip


class FakeGoPhish:
    def __init__(self):
        self.results = {
            1: [
                target("Email Sent", reported=True), target("Email Opened"), target("Clicked Link"),
                target("Submitted Data"), target("Error"), target("Clicked Link", "Accueil"),
            ]
        }  # fmt: skip
        self.total = None

    def __call__(self, asked):
        if asked.headers.get("authorization") != f"Bearer {KEY}":
            return Reply({"message": "API Key not set", "success": False, "data": None}, status=401)
        if asked.path == "/api/campaigns/summary":
            return Reply({"total": 2, "campaigns": [self._summary(number) for number in (2, 1)]})
        number = int(asked.path.split("/")[3])
        timeline = [{"email": "SECRETMAIL", "message": "Submitted Data", "details": '{"password": "SECRETTYPED"}'}]
        return Reply({"id": number, "results": self.results[number], "timeline": timeline})

    def _summary(self, number):
        results = self.results.get(number, [])
        sent = sum(one["status"] != "Error" for one in results)
        stats = {"total": self.total or len(results), "sent": sent, "clicked": 2, "submitted_data": 1}
        return {
            "id": number, "name": f"Campagne {number}", "status": "In progress", "stats": stats,
            "launch_date": "2026-01-12T08:00:00.123456789Z", "created_date": "2026-01-11T08:00:00Z",
            "completed_date": "0001-01-01T00:00:00Z",
        }  # fmt: skip


@pytest.fixture
def gophish():
    return FakeGoPhish()


@pytest.fixture
def server(gophish):
    with serving(gophish) as running:
        yield running


def access_to(server, key=KEY):
    return Access(server.address, secrets={"key": key})


def test_people_are_counted_once_by_department(server):
    report = Report()
    (found,) = connector_of("gophish").read(access_to(server), "campagnes", None, report)
    assert (found.number, found.name, found.sent_on) == (1, "Campagne 1", date(2026, 1, 12))
    assert found.results == {"Écoles": ResultCount(4, 2, 1, 1), "Accueil": ResultCount(1, 1, 0, 0)}
    assert report.expected == 1
    assert "SECRET" not in repr(found)


def test_the_key_is_in_no_address(server):
    list(connector_of("gophish").read(access_to(server), "campagnes", None, Report()))
    assert not any(KEY in one.path or one.params for one in server.asked)


def test_a_wrong_key_is_told_from_a_wrong_address(server):
    assert connector_of("gophish").test(access_to(server, "fausse")).fault == Fault.CREDENTIALS
    assert connector_of("gophish").test(access_to(server)).works
    assert connector_of("gophish").test(Access("http://127.0.0.1:9")).fault == Fault.UNREACHABLE
    with serving(lambda asked: Reply(status=404)) as other:
        assert connector_of("gophish").test(access_to(other)).fault == Fault.SETTING


def test_fewer_results_than_announced_are_refused(gophish, server):
    gophish.total = 9
    with pytest.raises(SourceError, match="moins de résultats"):
        list(connector_of("gophish").read(access_to(server), "campagnes", None, Report()))


@pytest.mark.parametrize("body", [[], {"campaigns": "rien"}, {"campaigns": [1]}, b'{"campaigns": [{'])
def test_a_strange_answer_is_said(body):
    with serving(lambda asked: Reply(body)) as server:
        assert connector_of("gophish").test(access_to(server)).fault == Fault.ANSWER


def test_a_campaign_goes_all_the_way(gophish, server, world):
    schools = make_department(world.commune, name="Écoles")
    desk = make_department(world.commune, name="Guichet unique")
    owner = actor_of(world.owner, DAY)
    connection = Connection(
        organisation=world.commune, product="gophish", name="Essai", address=server.address, streams=["campagnes"]
    )
    save_connection(connection, {"key": KEY}, owner)

    def read():
        return work(start(connection, "campagnes", owner).pk, owner)

    assert read().counts == {"douteuse": 1}
    word = connection.words.get(word="Accueil")
    settling.confirm_words(connection, {word.pk: str(desk.pk)}, owner)
    run = read()
    assert run.counts == {"nouvelle": 1}
    assert "SECRET" not in repr(list(StagedCampaign.objects.values()))
    assert not Campaign.objects.exists()
    applying.apply(run, owner)
    campaign = Campaign.objects.get()
    results = {
        one.department: (one.recipients, one.clicked, one.submitted, one.reported) for one in campaign.results.all()
    }
    assert results == {schools: (4, 2, 1, 1), desk: (1, 1, 0, 0)}
    assert read().counts == {"inchangee": 1}
    gophish.results[1].append(target("Clicked Link"))
    run = read()
    assert run.counts == {"modifiee": 1}
    applying.apply(run, owner)
    assert campaign.results.get(department=schools).clicked == 3
    assert Campaign.objects.get().corrected_fields == []
