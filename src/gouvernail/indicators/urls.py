"""The addresses of the indicators."""

from django.urls import path

from gouvernail.indicators import views
from gouvernail.organisations.doors import door, signed_in
from gouvernail.organisations.rights import VIEW

urlpatterns = [
    path("c/<slug:slug>/indicateurs/", door("indicators", VIEW)(views.indicator_list), name="indicators"),
    path("c/<slug:slug>/indicateurs/<slug:code>/", door("indicators", VIEW)(views.indicator_page), name="indicator"),
    path("aide/indicateurs/", signed_in(views.indicators_help), name="indicators_help"),
]
