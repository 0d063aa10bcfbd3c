"""What a plan cannot leave out, with all that it drags along."""

from __future__ import annotations

from gouvernail.engines.planning.problem import Problem


def due_projects(problem: Problem) -> set[int]:
    """Numbers of what must be done, of all that it waits for and of all that goes with it."""
    due = {project.key for project in problem.projects if project.must_be_done}
    before = None
    while before != due:
        before = set(due)
        due |= {rule.before for rule in problem.precedences if rule.after in due}
        for group in problem.groups:
            if group.kind == "together" and due & set(group.projects):
                due |= set(group.projects)
    return {at for at, project in enumerate(problem.projects) if project.key in due}
