"""The addresses of the documents of a meeting and of a study."""

from django.urls import path

from gouvernail.documents import views
from gouvernail.documents.study import views as study_views
from gouvernail.organisations.doors import door
from gouvernail.organisations.rights import DECIDE, VIEW

see, decide = door("documents", VIEW), door("governance", DECIDE)
ONE = "c/<slug:slug>/seances/<int:pk>/"
STUDY = "c/<slug:slug>/etudes/<int:pk>/"

urlpatterns = [
    path(f"{ONE}support/", see(views.preview), {"word": "support"}, name="meeting_deck"),
    path(f"{ONE}releve/", see(views.preview), {"word": "releve"}, name="meeting_minutes"),
    path(f"{ONE}<str:word>.<str:extension>", see(views.download), name="meeting_file"),
    path(f"{ONE}figer/", decide(views.freeze), name="meeting_freeze"),
    path(f"{ONE}defiger/", decide(views.unfreeze), name="meeting_unfreeze"),
    path(f"{ONE}releve/etablir/", decide(views.establish), name="meeting_establish"),
    path(f"{ONE}releve/rouvrir/", decide(views.reopen), name="meeting_reopen"),
    path(f"{STUDY}document/<slug:word>/", see(study_views.preview), name="study_document"),
    path(f"{STUDY}<slug:word>.<str:extension>", see(study_views.download), name="study_file"),
]
