"""Active Directory as Samba plays it: a domain provisioned for these tests, more people than a page holds."""

from datetime import date, timedelta

import pytest

from gouvernail.connectors.sources.accounts import USUAL_EXCLUDED
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.ldap import opened
from gouvernail.connectors.sources.registry import connector_of
from tests.connectors.catalogue.ldap import samba as making
from tests.connectors.catalogue.ldap.samba import AGENTS, BASE, PASSWORD, PEOPLE, REALM, SERVICES
from tests.connectors.sources.servers import make_certificate

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def domain(tmp_path_factory):
    making.refuse_without_samba()
    with making.running_samba(tmp_path_factory.mktemp("samba")) as running:
        making.settle(running)
        yield running


def access_to(domain, user="lecteur", password=PASSWORD, address="", authority=None, **options):
    known = {"user": f"{user}@{REALM}", "kind": "auto", "tls": "exige", "excluded": USUAL_EXCLUDED}
    trusted = domain.authority if authority is None else authority
    return Access(address or domain.address, known | options, {"password": password}, trusted)


def measure(domain, report=None, **options):
    (found,) = connector_of("ldap").read(access_to(domain, **options), "annuaire", None, report or Report())
    return found


def machines(domain, **options):
    report = Report()
    found = connector_of("ldap").read(access_to(domain, **options), "equipements", None, report)
    return {one.name: one for one in found}, report


def test_a_domain_is_counted_over_several_pages_without_anybody(domain):
    report = Report()
    found = measure(domain, report)
    # the ten people of the test beside the agents: jamais, permanent, chef, primaire, ordinaire, and four readers,
    # and a_changer, verrouille
    assert found.accounts == PEOPLE + 11
    assert found.directory == "Active Directory"
    assert "laissés : 6 fermés" in report.facts[0]  # parti, stagiaire, ferme, echu, Guest, krbtgt
    assert "SECRETNAME" not in repr(found) + repr(report)


def test_who_signed_in_is_what_the_domain_itself_dated(domain):
    before = measure(domain).active_accounts
    assert domain.sign_in("a_changer") is False
    assert measure(domain).active_accounts == before
    domain.give_password(f"CN=SECRETNAME ordinaire,{AGENTS}")
    assert domain.sign_in("ordinaire")
    assert measure(domain).active_accounts == before + 1
    assert before >= 11  # ten a while ago and the reader, not those of two months ago


def test_passwords_that_last_for_ever_are_counted(domain):
    assert measure(domain).lasting_passwords == 7


def test_privileges_come_through_nested_groups_and_primary_ones(domain):
    """Administrator, chef and svc.sauvegarde (two groups down, in a circle), and one in no list of members."""
    assert measure(domain).privileged == 4


def test_a_group_of_more_members_than_an_answer_holds_is_whole(domain):
    people = [f"CN=SECRETNAME agent{number:04},{AGENTS}" for number in range(PEOPLE)]
    everybody = making.group(domain, "Tous", *people)
    with opened(access_to(domain)) as directory:
        assert len(directory.one(everybody, ["member"])["member"]) == PEOPLE
        assert len(directory.one(everybody, ["member;range=0-99"])["member"]) == PEOPLE
    assert measure(domain, groups=everybody).privileged == PEOPLE + 1  # and the one whose primary group may all


def test_computers_of_the_domain(domain):
    found, report = machines(domain, create="pc_portable")
    assert set(found) == {"PC-001", "PC-002", "PC-003", "SRV-1", "ANNUAIRE"}
    assert (found["PC-001"].os, found["PC-001"].windows11, found["PC-001"].type) == (
        "windows_11", "migre", "PC portable",
    )  # fmt: skip
    assert (found["PC-002"].os, found["PC-002"].creates) == ("windows_10", False)  # silent for 200 days
    assert (found["PC-003"].os, found["PC-003"].last_seen) == ("", None)
    assert found["SRV-1"].type == found["ANNUAIRE"].type == "Serveur"  # the controller, which is no Windows
    assert date.today() - found["PC-001"].last_seen <= timedelta(days=2)
    assert len({one.key for one in found.values()}) == 5
    assert report.facts == ["Postes fermés dans l’annuaire, laissés : 1."]


@pytest.mark.parametrize(
    ("user", "fault", "words"),
    [
        ("personne", Fault.CREDENTIALS, "Le compte ou son mot de passe"),
        ("ferme", Fault.CREDENTIALS, "désactivé"),
        ("echu", Fault.CREDENTIALS, "a expiré"),
        ("a_changer", Fault.CREDENTIALS, "doit changer"),
        ("verrouille", Fault.CREDENTIALS, "verrouillé"),
        ("borgne", Fault.RIGHT, "userAccountControl"),
    ],
)
def test_accounts_that_the_domain_turns_away(domain, user, fault, words):
    result = connector_of("ldap").test(access_to(domain, user))
    assert result.fault == fault
    assert words in result.steps[-1].sentence


def test_troubles_are_told_apart(domain, tmp_path):
    product, (_path, stranger) = connector_of("ldap"), make_certificate(tmp_path)
    assert product.test(access_to(domain)).works
    assert product.test(access_to(domain, tls="starttls")).works
    assert product.test(access_to(domain, password="faux")).fault == Fault.CREDENTIALS
    assert product.test(access_to(domain, tls="aucun")).fault == Fault.SETTING  # « strongerAuthRequired »
    assert product.test(access_to(domain, authority="")).fault == Fault.CERTIFICATE
    assert product.test(access_to(domain, authority=stranger)).fault == Fault.CERTIFICATE
    assert product.test(access_to(domain, address="127.77.0.0")).fault == Fault.UNREACHABLE
    assert product.test(access_to(domain, base=f"OU=Absente,{BASE}")).fault == Fault.RIGHT


def test_who_sees_nobody_is_no_empty_town_hall(domain):
    result = connector_of("ldap").test(access_to(domain, "aveugle", base=AGENTS))
    assert result.fault == Fault.RIGHT
    with pytest.raises(SourceError):
        measure(domain, user="aveugle", base=AGENTS)


def test_closed_accounts_never_pass_for_open_ones(domain):
    """An account to which the flags are hidden would count everybody who left."""
    with pytest.raises(SourceError, match="userAccountControl") as refused:
        measure(domain, user="borgne")
    assert refused.value.fault == Fault.RIGHT
    with pytest.raises(SourceError, match="userAccountControl"):
        machines(domain, user="borgne")


def test_sign_ins_that_are_hidden_are_unknown_not_zero(domain):
    """A reader always sees its own sign-in: one account in use among 1,216 would be a false figure."""
    report = Report()
    found = measure(domain, report, user="sourd")
    assert (found.active_accounts, found.lasting_passwords) == (None, 7)
    assert "restent non renseignés" in report.facts[-1]
    steps = {str(step.label): step.state for step in connector_of("ldap").test(access_to(domain, "sourd")).steps}
    assert steps["Dernières connexions"] == "warning"


def test_members_that_are_hidden_are_unknown_not_zero(domain):
    report = Report()
    assert measure(domain, report, groups=f"CN=Absent,{SERVICES}").privileged is None
    assert "ne sont pas visibles" in report.facts[-1]
