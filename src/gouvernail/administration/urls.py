"""The addresses of roles, journal and first start."""

from django.urls import path

from gouvernail.administration import views
from gouvernail.administration.views_retention import retention
from gouvernail.organisations.doors import door, open_door, signed_in
from gouvernail.organisations.rights import GRANT, VIEW

give = door("members", GRANT)

urlpatterns = [
    path("compte/email/", signed_in(views.own_address), name="account_email"),  # in the place of allauth's page
    path("premier-demarrage/", open_door(views.first_start), name="first_start"),
    path("aide/droits/", signed_in(views.rights_table), name="rights_table"),
    path("c/<slug:slug>/roles/", door("members", VIEW)(views.members), name="members"),
    path("c/<slug:slug>/roles/donner/", give(views.give_role), name="give_role"),
    path("c/<slug:slug>/roles/<int:pk>/confier/", give(views.confide), name="confide"),
    path("c/<slug:slug>/roles/<int:pk>/retirer/", give(views.take_back), name="take_back_role"),
    path("c/<slug:slug>/roles/<int:pk>/effacer/", give(views.forget), name="forget_person"),
    path("c/<slug:slug>/roles/<int:pk>/acces/", give(views.renew_access), name="renew_access"),
    path("c/<slug:slug>/journal/", door("journal", VIEW)(views.journal), name="journal"),
    path("c/<slug:slug>/journal/conservation/", door("journal", VIEW)(retention), name="journal_retention"),
]
