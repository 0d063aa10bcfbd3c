"""The extract of the minutes for one project: what was said and decided of it, and nothing closed to the reader."""

import io

import pytest
from django.test import Client
from docx import Document

from gouvernail.action_plan.models import Action
from gouvernail.documents.extracts.views import told_of
from gouvernail.governance.models import AgendaItem, Circle, GivenAction
from gouvernail.organisations.enums import Role
from gouvernail.projects.models import LifeCycle, Project
from gouvernail.registers.models import Link
from tests.governance.committee import actor_for
from tests.worlds import person


@pytest.fixture
def project(sitting):
    """A project of which the last meeting spoke and decided, and the next one has on its agenda."""
    one = Project.objects.create(organisation=sitting.place, title="Réseau intersites", life_cycle=LifeCycle.RUNNING)
    sitting.previous.agenda.create(
        title="Point réseau", object_kind="project", object_id=one.pk, minutes="Le lot 2 attend l’opérateur."
    )
    sitting.meeting.agenda.create(title="Point à venir", object_kind="project", object_id=one.pk)
    decision = sitting.taken_before("2.1", title="Retenir le lot 1", wording="Le comité retient le lot 1.")
    Link.objects.create(from_kind="project", from_id=one.pk, to_kind="decision", to_id=decision.pk, relation="mene_a")
    sitting.taken_before("2.2", title="Autre chose")
    return one


def text_of(client, project, slug="agglo") -> str:
    answer = client.get(f"/c/{slug}/projets/{project.pk}/extrait.docx")
    assert answer.status_code == 200
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_it_holds_what_was_said_and_decided_of_this_project_only(project, client, world):
    client.force_login(world.owner)
    text = text_of(client, project)
    assert "Le lot 2 attend l’opérateur." in text
    assert "Le comité retient le lot 1." in text
    assert "Autre chose" not in text
    assert "Point à venir" not in text, "a meeting that was not held said nothing yet"
    assert client.get(f"/c/agglo/projets/{project.pk}/extrait.pdf").content.startswith(b"%PDF")
    assert client.get(f"/c/agglo/projets/{project.pk}/extrait.odt").status_code == 404
    assert "Extrait des relevés" in client.get(f"/c/agglo/projets/{project.pk}/").content.decode()


def given_from(item, number: int, title: str) -> Action:
    action = Action.objects.create(
        organisation=item.meeting.organisation, number=number, title=title, owner_role="Référent SI"
    )
    GivenAction.objects.create(item=item, action=action)
    return action


def test_it_holds_the_actions_given_about_this_project(sitting, project, client, world):
    given_from(sitting.previous.agenda.get(title="Point réseau"), 41, "Relancer l’opérateur")
    tied = given_from(sitting.previous.agenda.create(title="Divers"), 42, "Réserver les fourreaux")
    Link.objects.create(
        from_kind="action", from_id=tied.pk, to_kind="project", to_id=project.pk, relation="contribue_a"
    )
    given_from(sitting.previous.agenda.create(title="Tout autre point"), 43, "Changer les serrures")
    client.force_login(world.owner)
    text = text_of(client, project)
    assert "Relancer l’opérateur" in text
    assert "point «\u00a0Point réseau\u00a0»" in text
    assert "Réserver les fourreaux" in text
    assert "Changer les serrures" not in text
    AgendaItem.objects.filter(title="Divers").update(circle=Circle.INNER)
    elected = person("elu@agglo.example", Role.ELECTED, world.agglomeration)
    (told,) = told_of(project, actor_for(elected))
    assert [one.action.title for one in told.given] == ["Relancer l’opérateur"]


def test_what_is_closed_to_the_reader_is_not_in_it(project, client, world):
    AgendaItem.objects.update(circle=Circle.INNER)
    project_decisions = Link.objects.get().to_id
    from gouvernail.governance.models import Decision

    Decision.objects.filter(pk=project_decisions).update(circle=Circle.INNER)
    elected = person("elu@agglo.example", Role.ELECTED, world.agglomeration)
    assert told_of(project, actor_for(elected)) == []
    client.force_login(elected)
    assert "Aucun comité n’a encore parlé" in text_of(client, project)
    assert "Extrait des relevés" not in client.get(f"/c/agglo/projets/{project.pk}/").content.decode()
    assert len(told_of(project, actor_for(world.owner))) == 1


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_else_takes_it(project, world, who):
    other = Client()
    other.force_login(getattr(world, who))
    for slug in ("agglo", {"neighbour": "voisine", "stranger": "etrangere"}[who]):
        assert other.get(f"/c/{slug}/projets/{project.pk}/extrait.pdf").status_code == 404
