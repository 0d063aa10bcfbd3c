"""The addresses of framework documents and processes beyond what their registers give."""

from django.urls import path

from gouvernail.organisations.doors import door, open_door
from gouvernail.organisations.rights import DECIDE, EDIT, VIEW
from gouvernail.policies import views_processes, views_readings, views_versions

see, edit, decide = door("policies", VIEW), door("policies", EDIT), door("policies", DECIDE)
ONE = "c/<slug:slug>/documents-cadres/<int:pk>/"
VERSION = f"{ONE}versions/<int:version_pk>/"
CAMPAIGN = f"{ONE}lectures/<int:campaign_pk>/"

urlpatterns = [
    path(f"{ONE}versions/nouvelle/", edit(views_versions.write), name="policy_version_new"),
    path(VERSION, see(views_versions.version), name="policy_version"),
    path(f"{VERSION}modifier/", edit(views_versions.change), name="policy_version_change"),
    path(f"{VERSION}joindre/", edit(views_versions.attach), name="policy_attach"),
    path(f"{VERSION}pieces/<int:paper_pk>/", see(views_versions.paper), name="policy_paper"),
    path(f"{VERSION}pieces/<int:paper_pk>/retirer/", edit(views_versions.detach), name="policy_detach"),
    path(f"{VERSION}etape/", edit(views_versions.step), name="policy_step"),
    path(f"{VERSION}reprendre/", edit(views_versions.take_back), name="policy_take_back"),
    path(f"{VERSION}avis/", edit(views_versions.opinion), name="policy_opinion"),
    path(f"{VERSION}valider/", decide(views_versions.validate), name="policy_validate"),
    path(f"{VERSION}lecture/", edit(views_readings.open_campaign), name="reading_open"),
    path(CAMPAIGN, edit(views_readings.campaign), name="reading_campaign"),
    path(f"{CAMPAIGN}clore/", edit(views_readings.close), name="reading_close"),
    path(f"{CAMPAIGN}<int:reading_pk>/papier/", edit(views_readings.count), name="reading_count"),
    path("c/<slug:slug>/processus/<int:pk>/raci/", edit(views_processes.raci), name="process_raci"),
    path("lecture/<str:token>/", open_door(views_readings.read), name="read_policy"),
    path("lecture/<str:token>/pieces/<int:paper_pk>/", open_door(views_readings.read_paper), name="read_policy_paper"),
]
