from django.db.models import Q

from gouvernail.projects.models import Milestone, Project
from gouvernail.registers.registry import register_of
from tests.objects import DAY, make_object


def _tab(kind, name) -> Q:
    return next(tab for tab in register_of(kind).tabs if tab.name == name).query(DAY)


def test_life_and_health_are_two_things(world):
    project = Project(life_cycle="en_pause", health="dans_les_temps")
    assert [str(badge.label) for badge in register_of("project").badges(project, DAY)] == ["En pause", "Dans les temps"]
    assert len(register_of("project").badges(Project(life_cycle="idee", health=""), DAY)) == 1


def test_a_project_in_alert_that_is_over_is_no_longer_an_alert(world):
    project = make_object("project", world.commune)
    Project.objects.filter(pk=project.pk).update(health="en_alerte")
    assert Project.objects.filter(_tab("project", "en-risque")).exists()
    Project.objects.filter(pk=project.pk).update(life_cycle="termine")
    assert not Project.objects.filter(_tab("project", "en-risque")).exists()


def test_a_doubtful_milestone_keeps_what_was_written(world):
    milestone = make_object("milestone", world.commune)
    Milestone.objects.filter(pk=milestone.pk).update(
        written_end="2/12/2028", doubt="Année peu vraisemblable.", ends=None
    )
    found = Milestone.objects.filter(_tab("milestone", "douteux")).get()
    assert (found.written_end, found.ends) == ("2/12/2028", None)
    badge = next(column.badge for column in register_of("milestone").columns if column.name == "state")
    assert str(badge(found).label) == "Date douteuse"
