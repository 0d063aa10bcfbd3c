"""The addresses of the indicators, of the dashboards made of them, and of what alerts."""

from django.urls import path

from gouvernail.indicators import alert_views, board_views, member_views, peer_views, views
from gouvernail.organisations.doors import door, signed_in
from gouvernail.organisations.rights import EDIT, VIEW

see, change = door("indicators", VIEW), door("indicators", EDIT)

urlpatterns = [
    path("c/<slug:slug>/indicateurs/", see(views.indicator_list), name="indicators"),
    path("c/<slug:slug>/indicateurs/<slug:code>/", see(views.indicator_page), name="indicator"),
    path(
        "c/<slug:slug>/indicateurs/<slug:code>/fichier.<str:format>", see(views.indicator_file), name="indicator_file"
    ),
    path("c/<slug:slug>/tableaux/", see(board_views.board_list), name="boards"),
    path("c/<slug:slug>/tableaux/nouveau/", change(board_views.board_edit), name="board_new"),
    path("c/<slug:slug>/tableaux/lien/", change(board_views.link_create), name="board_link"),
    path("c/<slug:slug>/tableaux/lien/<int:pk>/revoquer/", change(board_views.link_revoke), name="board_link_revoke"),
    path("c/<slug:slug>/tableaux/t<int:pk>/modifier/", change(board_views.board_edit), name="board_edit"),
    path("c/<slug:slug>/tableaux/t<int:pk>/supprimer/", change(board_views.board_delete), name="board_delete"),
    path("c/<slug:slug>/tableaux/<slug:key>/", see(board_views.board), name="board"),
    path("c/<slug:slug>/tableaux/<slug:key>/chiffres.<str:format>", see(board_views.board_file), name="board_file"),
    path("c/<slug:slug>/tableaux/<slug:key>/courriel/", see(board_views.board_mail), name="board_mail"),
    path("c/<slug:slug>/tableaux/<slug:key>/membres/", see(member_views.members_page), name="members_compared"),
    path(
        "c/<slug:slug>/tableaux/<slug:key>/membres/chiffres.<str:format>",
        see(member_views.members_file),
        name="members_compared_file",
    ),
    path("c/<slug:slug>/reperes/", see(peer_views.peer_page), name="peers"),
    path("c/<slug:slug>/reperes/partager/", change(peer_views.peer_share), name="peer_share"),
    path("c/<slug:slug>/alertes/", see(alert_views.alert_page), name="alerts"),
    path("c/<slug:slug>/alertes/seuil/", change(alert_views.threshold_set), name="threshold_set"),
    path("c/<slug:slug>/alertes/seuil/<int:pk>/supprimer/", change(alert_views.threshold_drop), name="threshold_drop"),
    path("c/<slug:slug>/alertes/courriel/", see(alert_views.alert_mail), name="alert_mail"),
    path("c/<slug:slug>/alertes/agenda/", see(alert_views.feed_open), name="deadline_feed_open"),
    path("partage/<str:token>/", board_views.shared_board, name="shared_board"),
    path("echeances/<str:token>.ics", alert_views.deadline_feed, name="deadline_feed"),
    path("echeances/<str:token>.rss", alert_views.deadline_news, name="deadline_news"),
    path("aide/indicateurs/", signed_in(views.indicators_help), name="indicators_help"),
]
