"""What may be stated, on which page, by whom; what is refused, and in which words."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from gouvernail.journal.models import Entry
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import Month
from gouvernail.organisations.enums import Role
from gouvernail.statements.due import late, period_of, targets
from gouvernail.statements.facts import By, Fact, Pace, UnfitFactError, declare, fact_of, facts
from gouvernail.statements.forms import DOCUMENT, NOTHING, PART, STAMP, VALUE, key_of
from gouvernail.statements.models import Statement
from gouvernail.statements.reading import stated
from tests.factories import make_organisation, make_site, partial
from tests.worlds import person

ON = date(2026, 1, 13)


def make_statement(place, fact, period, value=None, **values):
    return Statement.objects.create(
        organisation=place, fact=fact, period=partial(period) if isinstance(period, str) else period, value=value,
        standing="sans_objet" if value is None else "releve", **values,
    )  # fmt: skip


def refused(place, fact, period, value=None, **values):
    """The fields at which a statement is refused."""
    one = Statement(organisation=place, fact=fact, period=partial(period), value=value, **values)
    with pytest.raises(ValidationError) as caught:
        one.full_clean()
    return {name: " ".join(words) for name, words in caught.value.message_dict.items()}


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def place(db):
    return make_organisation(lives_on=ON)


@pytest.mark.parametrize("split", ["agent", "Nom du demandeur", "bénéficiaires", "technicien"])
def test_no_fact_is_split_by_person(split):
    with pytest.raises(UnfitFactError):
        declare(Fact("essai", "T", "F", "A", "S", Pace.MONTH, by=By.THING, split=split))


def test_every_fact_says_what_it_is():
    for one in facts():
        assert len(str(one.help)) > 20, one.code
        assert str(one.label)[0].isupper()
        assert str(one.said_in)
        assert str(one.asked_of)
        if one.at_most:
            assert fact_of(one.at_most).pace == one.pace
            assert (fact_of(one.at_most).by, fact_of(one.at_most).nature) == (one.by, one.nature)


@pytest.mark.parametrize(
    ("fact", "period", "value", "field"),
    [
        ("incidents", "13/01/2026", 1, "period"),
        ("depenses-totales", "T1 2025", 1, "period"),
        ("postes-corriges", "2025", 1, "period"),
        ("incidents", "janvier 2026", 1, "period"),
        ("incidents", "2025", Decimal("1.5"), "value"),
        ("enquete-reponses", "T4 2025", 4, "value"),
        ("enquete-note", "T4 2025", Decimal("5.1"), "value"),
        ("enquete-note", "T4 2025", 0, "value"),
        ("depenses-totales", "2025", 100, "tax_basis"),
        ("incidents", "2025", None, "value"),
    ],
)
def test_what_a_fact_does_not_allow_is_refused_at_its_field(place, fact, period, value, field):
    assert field in refused(place, fact, period, value)


def test_parts_are_those_of_the_fact(place):
    site, elsewhere = make_site(place), make_site(make_organisation())
    assert "subject" in refused(place, "incidents", "2025", 1, subject="Messagerie")
    assert "subject" in refused(place, "demandes-traitees", "2025", 9)
    assert "subject" in refused(place, "demandes-traitees", "2025", 9, subject="très haute")
    assert "subject" in refused(place, "licences-payees", "31/12/2025", 9, subject="paule@commune.example")
    assert "site" in refused(place, "epn-seances", "2025", 9)
    assert "site" in refused(place, "epn-seances", "2025", 9, site=elsewhere)
    assert "site" in refused(place, "incidents", "2025", 9, site=site)
    Statement(organisation=place, fact="epn-seances", period=partial("2025"), value=9, site=site).full_clean()


def test_periods_of_one_flow_never_overlap(place):
    make_statement(place, "incidents", "mars 2025", 1)
    assert "chevauche" in refused(place, "incidents", "T1 2025", 2)["period"]
    Statement(organisation=place, fact="incidents", period=partial("T2 2025"), value=2).full_clean()


def test_a_part_is_no_more_than_its_whole_whichever_comes_first(place):
    make_statement(place, "enquete-envois", "mars 2025", 10)
    assert "Plus que" in refused(place, "enquete-reponses", "mars 2025", 11)["value"]
    make_statement(place, "enquete-reponses", "avril 2025", 11)
    assert "Moins que" in refused(place, "enquete-envois", "avril 2025", 10)["value"]


def test_without_object_is_not_zero(place):
    make_statement(place, "incidents", "mars 2025")
    make_statement(place, "incidents", "avril 2025", 0)
    assert [one.value for one in stated(place.path, ["incidents"], ON)] == [None, 0]


@pytest.mark.parametrize(
    ("fact", "month", "period"),
    [
        ("incidents", Month(2026, 1), PartialDate.of_month(2026, 1)),
        ("epn-jours", Month(2026, 1), PartialDate.of_quarter(2025, 4)),
        ("epn-jours", Month(2025, 12), PartialDate.of_quarter(2025, 4)),
        ("depenses-totales", Month(2025, 11), PartialDate.of_year(2024)),
        ("depenses-totales", Month(2025, 12), PartialDate.of_year(2025)),
        ("postes-corriges", Month(2026, 2), PartialDate.of_day(date(2026, 2, 28))),
        ("traitements", Month(2026, 2), PartialDate.of_day(date(2025, 12, 31))),
    ],
)
def test_what_is_due_is_the_last_period_that_is_over(fact, month, period):
    assert period_of(fact_of(fact), month) == period


def test_late_is_what_was_stated_once_and_no_more(place):
    make_statement(place, "incidents", "septembre 2025", 1)
    make_statement(place, "violations", "septembre 2025")
    make_statement(place, "demandes-resolues", "septembre 2025", 40)
    make_statement(place, "demandes-resolues", "novembre 2025", 30)
    assert [one.fact.code for one in late(place, ON)] == ["incidents"]


def test_a_longer_period_speaks_for_the_months_in_it(place):
    make_statement(place, "incidents", "T4 2025", 1)
    target = next(one for one in targets(place, Month(2025, 11)) if one.fact.code == "incidents")
    assert target.now is not None


def post(client, place, month, **lines):
    """Type lines, by fact code (or a target), over the page as it stands."""
    data = {}
    for target in targets(place, month):
        key, now = key_of(target), target.now
        data[f"{key}-{STAMP}"] = now.updated_at.isoformat() if now else ""
        if now and now.value is not None:
            data[f"{key}-{VALUE}"] = str(now.value)
        if now and now.is_without_object:
            data[f"{key}-{NOTHING}"] = "on"
        if now:
            data[f"{key}-{DOCUMENT}"] = now.document
            data[f"{key}-base"] = now.tax_basis
        for name, value in lines.get(target.fact.code.replace("-", "_"), {}).items():
            if (target.is_new or not target.fact.split) and not (target.is_new and name == NOTHING):
                data[f"{key}-{name}"] = value
    address = f"{reverse('statements_month', args=[place.slug])}?mois={month.year}-{month.month:02d}"
    return client.post(address, data)


def test_the_page_keeps_what_was_typed_and_says_who_in_the_journal(world):
    place, client = world.agglomeration, client_of(world.owner)
    month = Month.of(place.today()).previous()
    answer = post(
        client, place, month, incidents={VALUE: "3", DOCUMENT: "Registre des incidents"},
        violations={NOTHING: "on"}, licences_payees={PART: "Bureautique", VALUE: "1 200"},
    )  # fmt: skip
    assert answer.status_code == 302
    held = {one.fact: one for one in Statement.objects.all()}
    assert (held["incidents"].value, held["incidents"].document) == (3, "Registre des incidents")
    assert held["violations"].is_without_object
    assert held["violations"].value is None
    assert (held["licences-payees"].subject, held["licences-payees"].value) == ("Bureautique", 1200)
    assert len(held) == 3, "a line left empty states nothing"
    assert Entry.objects.filter(kind="statement", verb="creer").count() == 3


def test_the_page_changes_nothing_that_was_not_touched_and_takes_away_what_was_emptied(world):
    place, client = world.agglomeration, client_of(world.owner)
    month = Month.of(place.today()).previous()
    make_statement(place, "incidents", PartialDate.of_month(month.year, month.month), 3)
    before = Entry.objects.count()
    assert post(client, place, month).status_code == 302
    assert Entry.objects.count() == before
    assert post(client, place, month, incidents={VALUE: "2"}).status_code == 302
    assert Statement.objects.get().value == 2
    assert post(client, place, month, incidents={VALUE: ""}).status_code == 302
    assert not Statement.objects.exists()


def test_one_line_at_fault_and_nothing_is_written(world):
    place, client = world.agglomeration, client_of(world.owner)
    month = Month.of(place.today()).previous()
    answer = post(client, place, month, incidents={VALUE: "3"}, violations={VALUE: "4"})
    assert answer.status_code == 422
    assert "Plus que « Incidents de sécurité avérés »" in answer.content.decode()
    assert not Statement.objects.exists()


def test_the_page_never_writes_over_what_changed_meanwhile(world):
    place, client = world.agglomeration, client_of(world.owner)
    month = Month.of(place.today()).previous()
    one = make_statement(place, "incidents", PartialDate.of_month(month.year, month.month), 3)
    target = next(target for target in targets(place, month) if target.now)
    data = {f"{key_of(target)}-{VALUE}": "9", f"{key_of(target)}-{STAMP}": "2026-01-01T00:00:00+00:00"}
    assert client.post(reverse("statements_month", args=[place.slug]), data).status_code == 422
    one.refresh_from_db()
    assert one.value == 3


def test_who_may_state_and_who_may_not(world):
    """The owner everywhere below, the neighbour at home only, the stranger nowhere; an auditor reads."""
    page = reverse("statements_month", args=[world.commune.slug])
    assert client_of(world.owner).get(page).status_code == 200
    assert client_of(world.neighbour).get(page).status_code in (403, 404)
    assert client_of(world.stranger).get(page).status_code in (403, 404)
    assert (
        client_of(world.neighbour).get(reverse("statements_month", args=[world.neighbour_commune.slug])).status_code
        == 200
    )
    auditor = client_of(person("amo@agglo.example", Role.AUDITOR, world.commune))
    assert auditor.get(page).status_code == 403
    assert auditor.get(reverse("statement_list", args=[world.commune.slug])).status_code == 200


def test_direction_states_but_does_not_take_away(world):
    place = world.agglomeration
    client, month = client_of(person("dgs@agglo.example", Role.DIRECTION, place)), Month.of(place.today()).previous()
    assert post(client, place, month, incidents={VALUE: "3"}).status_code == 302
    answer = post(client, place, month, incidents={VALUE: ""})
    assert answer.status_code == 422
    assert Statement.objects.get().value == 3


def test_members_are_stated_by_who_may_write_there(world):
    month = Month(2025, 12)
    found = [one.organisation for one in targets(world.agglomeration, month) if one.fact.by is By.MEMBER]
    assert found == [world.commune, world.neighbour_commune]
    assert [one for one in targets(world.commune, month) if one.fact.by is By.MEMBER] == []
