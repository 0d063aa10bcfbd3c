"""The addresses of committees and meetings beyond what their registers give."""

from django.urls import path

from gouvernail.governance import (
    from_decisions,
    from_plans,
    from_policies,
    from_studies,
    views_committee,
    views_holding,
    views_papers,
    views_preparing,
    views_register,
    views_year,
)
from gouvernail.organisations.doors import door
from gouvernail.organisations.rights import DECIDE, EDIT, VIEW

edit, decide, see = door("governance", EDIT), door("governance", DECIDE), door("governance", VIEW)
read = door("governance", VIEW, confided=True)
ONE = "c/<slug:slug>/seances/<int:pk>/"
POINT = f"{ONE}preparer/point/<int:item_pk>/"

urlpatterns = [
    path("c/<slug:slug>/seances/calendrier.ics", see(views_committee.calendar), name="meeting_calendar"),
    path(f"{ONE}preparer/", edit(views_preparing.prepare), name="meeting_prepare"),
    path(f"{ONE}preparer/point/", edit(views_preparing.add_item), name="agenda_add"),
    path(POINT, edit(views_preparing.edit_item), name="agenda_edit"),
    path(f"{POINT}deplacer/", edit(views_preparing.move_item), name="agenda_move"),
    path(f"{POINT}retirer/", edit(views_preparing.remove_item), name="agenda_remove"),
    path(f"{POINT}pieces/", edit(views_papers.papers), name="agenda_papers"),
    path(f"{POINT}pieces/<int:paper_pk>/", read(views_papers.paper), name="agenda_paper"),
    path(f"{POINT}pieces/<int:paper_pk>/retirer/", edit(views_papers.remove), name="agenda_paper_remove"),
    path(f"{ONE}tenir/", decide(views_holding.hold), name="meeting_hold"),
    path(f"{ONE}tenir/ouvrir/", decide(views_holding.open_meeting), name="meeting_open"),
    path(f"{ONE}tenir/approuver/", decide(views_holding.approve), name="meeting_approve"),
    path(f"{ONE}tenir/presences/", decide(views_holding.presences), name="meeting_presences"),
    path(f"{ONE}tenir/notes/", decide(views_holding.notes), name="meeting_notes"),
    path(f"{ONE}tenir/action/", decide(views_holding.give), name="meeting_give_action"),
    path(f"{ONE}tenir/direct/", decide(views_holding.live), name="meeting_live"),
    path(f"{ONE}tenir/point/<int:item_pk>/", decide(views_holding.send_on), name="meeting_send_on"),
    path(f"{ONE}tenir/decision/<int:decision_pk>/", decide(views_holding.record), name="decision_record"),
    path("c/<slug:slug>/decisions/<int:pk>/action/", decide(views_holding.act), name="decision_act"),
    path("c/<slug:slug>/comites/<int:pk>/sieges/", edit(views_committee.seats), name="committee_seats"),
    path("c/<slug:slug>/comites/<int:pk>/recurrents/", edit(views_committee.recurring), name="committee_recurring"),
    path("c/<slug:slug>/comites/<int:pk>/annee/", edit(views_year.year), name="committee_year"),
    path("c/<slug:slug>/comites/<int:pk>/prochaine/", edit(views_preparing.next_meeting), name="committee_next"),
    path("c/<slug:slug>/comites/<int:pk>/registre/", see(views_register.register), name="committee_register"),
    path("c/<slug:slug>/comites/<int:pk>/registre/inscrire/", decide(views_register.enter_past), name="register_enter"),
    path("c/<slug:slug>/decisions/suites/", read(views_register.follow_up), name="decision_follow_up"),
    path(
        "c/<slug:slug>/decisions/<int:pk>/projet/",
        door("projects", EDIT)(from_decisions.to_project),
        name="decision_to_project",
    ),
    path("c/<slug:slug>/decisions/<int:pk>/suite/", edit(views_register.note), name="decision_note"),
    path("c/<slug:slug>/decisions/<int:pk>/reviser/", edit(views_register.amend), name="decision_amend"),
    path("c/<slug:slug>/decisions/<int:pk>/abroger/", edit(views_register.repeal), name="decision_repeal"),
    path("c/<slug:slug>/ppi/hypotheses/<int:pk>/porter/", edit(from_plans.put_page), name="plan_run_put"),
    path("c/<slug:slug>/documents-cadres/<int:pk>/soumettre/", edit(from_policies.submit_page), name="policy_submit"),
    path("c/<slug:slug>/etudes/<int:pk>/retenir/", edit(from_studies.choose), name="study_choose"),
    path("c/<slug:slug>/etudes/<int:pk>/decidee/", edit(from_studies.settle), name="study_settle"),
]
