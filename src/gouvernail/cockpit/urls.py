"""The addresses of the home page and of what goes with it."""

from django.urls import path

from gouvernail.cockpit import views
from gouvernail.organisations.doors import ANY_FAMILY, door, open_door, signed_in
from gouvernail.organisations.rights import VIEW

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", open_door(views.health), name="health"),
    path("c/<slug:slug>/", door(ANY_FAMILY, VIEW)(views.cockpit), name="cockpit"),
    path("c/<slug:slug>/recherche/", door(ANY_FAMILY, VIEW)(views.search), name="search"),
    path("c/<slug:slug>/bien-demarrer/", door(ANY_FAMILY, VIEW)(views.getting_started), name="getting_started"),
    path("aide/", signed_in(views.help_page), name="help"),
    path("plan-du-site/", signed_in(views.site_map), name="site_map"),
    path("accessibilite/", open_door(views.accessibility), name="accessibility"),
]
