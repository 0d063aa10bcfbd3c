"""The addresses of the documents of a meeting and of a study."""

from django.urls import path

from gouvernail.documents import convocation, presenting, views
from gouvernail.documents.dossier.views import dossier
from gouvernail.documents.follow_up import views as follow_up_views
from gouvernail.documents.study import views as study_views
from gouvernail.documents.thread import views as thread_views
from gouvernail.organisations.doors import ANY_FAMILY, door
from gouvernail.organisations.rights import DECIDE, EDIT, VIEW

audit, minutes = door("audit", VIEW), door("governance", VIEW)
see, decide = door("documents", VIEW), door("governance", DECIDE)
prepare = door("governance", EDIT)
any_sight = door(ANY_FAMILY, VIEW)
ONE = "c/<slug:slug>/seances/<int:pk>/"
STUDY = "c/<slug:slug>/etudes/<int:pk>/"
THREAD = "c/<slug:slug>/fil/<slug:kind>/<int:pk>/"

urlpatterns = [
    path(f"{ONE}support/", see(views.preview), {"word": "support"}, name="meeting_deck"),
    path(f"{ONE}convocation/", prepare(convocation.convocation), name="meeting_convocation"),
    path(f"{ONE}convocation.eml", prepare(convocation.convocation_file), name="meeting_convocation_file"),
    path(f"{ONE}convocation/envoyer/", prepare(convocation.send), name="meeting_convene"),
    path(f"{ONE}presenter/", see(presenting.present), name="meeting_present"),
    path(f"{ONE}releve/", see(views.preview), {"word": "releve"}, name="meeting_minutes"),
    path(f"{ONE}<str:word>.<str:extension>", see(views.download), name="meeting_file"),
    path(f"{ONE}figer/", decide(views.freeze), name="meeting_freeze"),
    path(f"{ONE}defiger/", decide(views.unfreeze), name="meeting_unfreeze"),
    path(f"{ONE}releve/etablir/", decide(views.establish), name="meeting_establish"),
    path(f"{ONE}releve/rouvrir/", decide(views.reopen), name="meeting_reopen"),
    path(
        "c/<slug:slug>/comites/<int:pk>/registre-<int:year>.<str:extension>",
        minutes(views.register_file),
        name="register_file",
    ),
    path("c/<slug:slug>/suites/", audit(follow_up_views.follow_up_page), name="follow_up"),
    path("c/<slug:slug>/suites/suites.<str:extension>", audit(follow_up_views.follow_up_file), name="follow_up_file"),
    path(THREAD, any_sight(thread_views.thread_page), name="thread"),
    path(f"{THREAD}fil.<str:extension>", any_sight(thread_views.thread_file), name="thread_file"),
    path(f"{THREAD}mesure/", any_sight(thread_views.thread_measure), name="thread_measure"),
    path(f"{THREAD}dossier/", any_sight(dossier), name="dossier"),
    path(f"{STUDY}document/<slug:word>/", see(study_views.preview), name="study_document"),
    path(f"{STUDY}<slug:word>.<str:extension>", see(study_views.download), name="study_file"),
]
