"""The agenda that proposes itself: each source, and why."""

from datetime import date

import pytest

from gouvernail.action_plan.models import Action
from gouvernail.governance.models import ItemKind, Meeting, Outcome
from gouvernail.governance.proposals import propose
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.projects.models import Milestone, Project
from gouvernail.suppliers.models import Contract, Supplier
from tests.governance.committee import TODAY


@pytest.fixture
def proposed(sitting, owner):
    """What is proposed, by title: (nature, reason)."""
    return lambda: {one.title: (one.kind, one.reason) for one in propose(sitting.meeting, actor=owner, today=TODAY)}


def action(place, title, **values):
    return Action.objects.create(organisation=place, title=title, **values)


def test_an_empty_place_proposes_nothing(proposed):
    assert proposed() == {}


def test_actions_late_and_to_approve(sitting, proposed):
    action(sitting.place, "Système", status="en_cours", due=PartialDate.parse("31/12/2025"))
    action(sitting.place, "Plan", status="a_planifier", due=PartialDate.parse("décembre 2025"))
    action(sitting.place, "Charte", status="a_valider")
    action(sitting.place, "Mots de passe", status="a_valider", due=PartialDate.parse("12/01/2026"))
    action(sitting.place, "À temps", status="en_cours", due=PartialDate.parse("janvier 2026"))
    action(sitting.place, "Finie", status="termine", due=PartialDate.parse("31/12/2025"))
    assert proposed() == {
        "Action Système": (ItemKind.ALERT, "Échéance dépassée depuis le 31 décembre 2025"),
        "Action Plan": (ItemKind.ALERT, "Échéance dépassée : décembre 2025"),
        "Action Charte": (ItemKind.DECISION, "À valider par le comité"),
        "Action Mots de passe": (
            ItemKind.DECISION,
            "À valider par le comité, échéance dépassée : 12 janvier 2026",
        ),
    }


def test_projects_in_trouble_worst_first_with_their_reason(sitting, owner):
    for title, health, life in (
        ("Pare-feu", "en_risque", "en_cours"),
        ("Windows", "en_alerte", "en_cours"),
        ("Fini", "en_alerte", "termine"),
        ("Bon", "dans_les_temps", "en_cours"),
    ):
        Project.objects.create(
            organisation=sitting.place, title=title, health=health, life_cycle=life, health_reason="Offre attendue"
        )
    found = propose(sitting.meeting, actor=owner, today=TODAY)
    assert [(one.title, one.reason) for one in found] == [
        ("Projet Windows", "En alerte : Offre attendue"),
        ("Projet Pare-feu", "En risque : Offre attendue"),
    ]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (
            {"ends_on": date(2026, 6, 30), "notice_months": 4},
            "À dénoncer ou à reconduire avant le 28 février 2026 (préavis de 4 mois)",
        ),
        (
            {"ends_on": date(2026, 3, 31), "notice_months": 3},
            "Fin le 31 mars 2026, préavis passé depuis le 31 décembre 2025",
        ),
        ({"ends_on": date(2026, 12, 31)}, "Fin le 31 décembre 2026"),
        (
            {"ends_on": date(2026, 6, 30), "notice_months": 4, "renewal": "aucune"},
            "Fin le 30 juin 2026, sans reconduction",
        ),
        (
            {"ends_on": date(2027, 3, 1), "notice_months": 9},
            "À dénoncer ou à reconduire avant le 1er juin 2026 (préavis de 9 mois)",
        ),
        ({"ends_on": date(2027, 3, 1)}, None),
        ({"ends_on": None}, None),
        ({"ends_on": date(2026, 3, 1), "state": "denonce"}, None),
    ],
)
def test_contracts_that_ask_for_something(sitting, proposed, values, reason):
    supplier = Supplier.objects.create(organisation=sitting.place, name="Opérateur", kind="telecoms")
    Contract.objects.create(
        organisation=sitting.place, supplier=supplier, title="Téléphonie", kind="telecoms", **values
    )
    expected = {} if reason is None else {"Contrat Téléphonie, Opérateur": (ItemKind.INFORMATION, reason)}
    assert proposed() == expected


def test_milestones_near_past_and_doubtful(sitting, proposed):
    project = Project.objects.create(organisation=sitting.place, title="Marché", life_cycle="en_cours")

    def milestone(title, **values):
        Milestone.objects.create(organisation=sitting.place, project=project, title=title, **values)

    milestone("Remise", starts=PartialDate.parse("23/01/2026"))
    milestone("Passé", ends=PartialDate.parse("09/01/2026"))
    milestone("Loin", ends=PartialDate.parse("T4 2026"))
    milestone("Atteint", ends=PartialDate.parse("20/01/2026"), done_on=TODAY)
    milestone("Sans date")
    milestone("Douteux", doubt="Fin écrite en 2028")
    assert proposed() == {
        "Jalon Remise, projet Marché": (ItemKind.INFORMATION, "Dans 10 jours : 23 janvier 2026"),
        "Jalon Passé, projet Marché": (
            ItemKind.INFORMATION,
            "Date passée (9 janvier 2026) sans que le jalon soit noté atteint",
        ),
        "Calendrier du projet Marché": (ItemKind.INFORMATION, "Date à confirmer, Douteux : Fin écrite en 2028"),
    }
    milestone("Autre", doubt="Sans date")
    assert proposed()["Calendrier du projet Marché"][1] == "2 dates à confirmer avant de les présenter"


def test_follow_up_of_the_previous_meeting(sitting, proposed):
    sitting.taken_before("2.1", followed_up="Fait.")
    sitting.taken_before("2.2")
    assert proposed() == {
        "Suites données aux décisions du COPIL SI n° 2": (
            ItemKind.FOLLOW_UP,
            "2 décisions prises, dont 1 sans suite notée",
        )
    }


def test_an_older_decision_that_nobody_followed_up_comes_back(sitting, proposed):
    sitting.previous.number = 1
    sitting.previous.save()
    sitting.taken_before("1.1")
    Meeting.objects.create(
        organisation=sitting.place, committee=sitting.committee, number=2, held_on=PartialDate.parse("16/12/2025")
    )
    assert proposed() == {"Décision 1.1": (ItemKind.FOLLOW_UP, "Adoptée au COPIL SI n° 1, sans suite notée à ce jour")}


def test_pending_decisions_each_with_its_reason(sitting, proposed):
    sitting.decide("3.1", title="Soumise")
    sitting.decide("3.2", title="Sous condition", condition="À défaut de 3.1")
    sitting.decide("2.7", sitting.previous, title="Oubliée")
    sitting.decide(
        "2.8",
        sitting.previous,
        title="Ajournée",
        outcome=Outcome.POSTPONED,
        postponed_to=PartialDate.parse("janvier 2026"),
    )
    alone = sitting.decide("9", title="Seule")
    alone.meeting = None
    alone.save()
    assert {title: reason for title, (_kind, reason) in proposed().items()} == {
        "Décision 3.1 : Soumise": "Soumise à cette séance",
        "Décision 3.2 : Sous condition": "À défaut de 3.1",
        "Décision 2.7 : Oubliée": "Soumise au COPIL SI n° 2, sans décision enregistrée",
        "Décision 2.8 : Ajournée": "Ajournée au COPIL SI n° 2, à reprendre : janvier 2026",
        "Décision 9 : Seule": "Proposée, sans séance à ce jour",
    }
    assert {kind for kind, _reason in proposed().values()} == {ItemKind.DECISION}


def test_what_stands_on_the_agenda_is_not_proposed_again(sitting, proposed):
    late = action(sitting.place, "Système", status="en_cours", due=PartialDate.parse("31/12/2025"))
    sitting.meeting.agenda.create(title="Le système", object_kind="action", object_id=late.pk)
    assert proposed() == {}


def test_only_what_the_person_may_see_is_proposed(sitting, world, stranger):
    action(sitting.place, "Système", status="en_cours", due=PartialDate.parse("31/12/2025"))
    assert propose(sitting.meeting, actor=stranger, today=TODAY) == []


def test_the_number_of_queries_does_not_grow(sitting, owner, django_assert_max_num_queries):
    for rank in range(30):
        action(sitting.place, f"Action {rank}", status="en_cours", due=PartialDate.parse("31/12/2025"))
        sitting.decide(f"3.{rank}")
    with django_assert_max_num_queries(15):
        assert len(propose(sitting.meeting, actor=owner, today=TODAY)) == 60
