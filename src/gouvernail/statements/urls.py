"""The address of the page of the month; the register gives the others."""

from django.urls import path

from gouvernail.organisations.doors import door
from gouvernail.organisations.rights import EDIT
from gouvernail.statements.views import month_page

urlpatterns = [path("c/<slug:slug>/releve/", door("statements", EDIT)(month_page), name="statements_month")]
